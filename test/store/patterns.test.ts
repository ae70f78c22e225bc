import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePattern, prepareName } from '../../src-main/engine/pattern/compile.ts';
import { fold } from '../../src-main/engine/text/fold.ts';
import { build, type WriteConnection } from '../../src-main/store/connection.ts';
import { matchNames } from '../../src-main/store/queries/patterns.ts';
import { emptyTables } from './support/workspace.ts';

let db: WriteConnection;

// Names with characters that are special in LIKE, paths or regular expressions.
const NAMES = [
  'prod-db-01',
  'prod-db-02',
  'prod_db_01',
  'prod%db',
  '100%',
  '%',
  '_',
  '\\',
  'CORP\\admin',
  'a/b',
  '.hidden',
  '..',
  'a*b',
  'a?b',
  '[ab]',
  '{a}',
  'Straße',
  'STRASSE',
  'ΣΊΣΥΦΟΣ',
  'e\u0301te',
  'été',
  'İstanbul',
  '李',
  '😀',
  '😀x',
  'aa',
  'ab',
  'b',
  'äb',
  '!x',
  '#x',
  "o'brien",
  '"quoted"',
];

beforeAll(async () => {
  db = await emptyTables();
  const names = new Set(NAMES.map(fold));
  db.database.exec('BEGIN');
  for (const [index, folded] of [...names].entries())
    for (const [offset, kind] of (['resource', 'account'] as const).entries())
      if (kind === 'resource' || index % 2 === 0)
        db.tx.run(build.insertInto('fact_name').values({ id: index * 2 + offset, kind, folded }));
  db.database.exec('COMMIT');
});
afterAll(() => db.close());

function expected(pattern: string, kind: 'resource' | 'account'): number[] {
  const compiled = compilePattern(pattern);
  return db
    .all(build.selectFrom('fact_name').selectAll().where('kind', '=', kind).orderBy('id'))
    .filter(({ folded }) => compiled.ok && compiled.pattern.match(prepareName(folded)) !== null)
    .map(({ id }) => id);
}

const found = (pattern: string, kind: 'resource' | 'account') =>
  matchNames(db, kind, pattern).toSorted((a, b) => a - b);

describe('the names that a pattern matches', () => {
  it('are the ones that the engine finds, whatever characters are in pattern and names', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '*',
        '?',
        '[a-p]',
        '[!a]',
        '{a,b}',
        '{prod,100}',
        '[*]',
        '%',
        '_',
        '\\',
        '-',
        'db',
        'a',
        'É',
        '😀',
        's',
      ),
      fc
        .constantFrom(...NAMES)
        .chain((name) => fc.nat([...name].length).map((cut) => [...name].slice(0, cut).join(''))),
    );
    const patterns = fc.oneof(
      fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('')),
      fc.constantFrom(...NAMES).map((name) => name.toUpperCase()),
    );
    fc.assert(
      fc.property(patterns, fc.constantFrom('resource', 'account'), (pattern, kind) => {
        expect(found(pattern, kind)).toEqual(expected(pattern, kind));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are none when the pattern is not valid', () => {
    for (const pattern of ['[', '{a', 'a}', '{1..9999}']) expect(found(pattern, 'resource')).toEqual([]);
  });

  // Backtracking over the stars would not end in the time of a test.
  it('are found without backtracking even if a pattern is all stars', () => {
    expect(found('a*'.repeat(60), 'resource')).toEqual([]);
  });
});
