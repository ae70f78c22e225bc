import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** A file that breaks a rule which only the types hold, and the error that the compiler must find in it. */
interface Plant {
  readonly text: string;
  readonly error: string | null;
}

const idOfPerson = `import type { Compilable } from 'kysely';
import type { RequestId } from '#contract/scalars.ts';
import type { ReadDb } from '../src-main/store/connection.ts';
import { statement } from '../src-main/store/statement.ts';
const byName = statement<{ name: string }>()((value, db) =>
  db.selectFrom('fact_person').select('id').where('name', '=', value('name')),
);
export const planted = (db: ReadDb): unknown => [db, byName];
export type Planted = Compilable<RequestId>;
`;

const desk: Readonly<Record<string, Plant>> = {
  'nothing wrong': { text: idOfPerson, error: null },
  'a row that the query does not have': {
    text: `${idOfPerson}export const wrong: (args: { name: string }) => Compilable<{ id: RequestId }> = byName;`,
    error: 'TS2322',
  },
  'a row that the caller of the database made up': {
    text: `${idOfPerson}export const wrong = (db: ReadDb) => db.all<{ id: RequestId }>(byName({ name: '' }));`,
    error: 'TS2345',
  },
  'numbers read from a column of text': {
    text: `${idOfPerson}export const wrong = (db: ReadDb) => db.numbers(byName({ name: '' }));`,
    error: 'TS2345',
  },
  'an argument of another type than the column': {
    text: `import { statement } from '../src-main/store/statement.ts';
export const wrong = statement<{ id: number }>()((value, db) =>
  db.selectFrom('fact_person').select('id').where('id', '=', value('id')));`,
    error: 'TS2345',
  },
  'a reader that is to write': {
    text: `import { saveSetting } from '../src-main/store/queries/workstation.ts';
import type { Store } from '../src-main/store/store.ts';
export const wrong = (store: Store) => saveSetting(store.reader, 'theme', 'dark');`,
    error: 'TS2739',
  },
  'a writer that is to write outside a transaction': {
    text: `import { saveSetting } from '../src-main/store/queries/workstation.ts';
import type { Store } from '../src-main/store/store.ts';
export const wrong = (store: Store) => saveSetting(store.writer, 'theme', 'dark');`,
    error: 'TS2739',
  },
};

/** The numbers of the errors that the compiler finds in each of some files. */
function errorsIn(folder: string, plants: Readonly<Record<string, Plant>>): ReadonlyMap<string, readonly string[]> {
  mkdirSync(folder);
  const files = Object.values(plants).map(({ text }, index) => {
    const file = join(folder, `planted${index}.ts`);
    writeFileSync(file, `${text}\n`);
    return file;
  });
  const project = join(folder, 'tsconfig.json');
  writeFileSync(project, JSON.stringify({ extends: '../tsconfig.json', include: [], files }));
  const { stdout } = spawnSync(process.execPath, [compiler, '--project', project, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const found = [...stdout.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+):/gm)];
  return new Map(
    Object.keys(plants).map((name, index) => [
      name,
      found.flatMap(([, file = '', error = '']) => (file.endsWith(`planted${index}.ts`) ? [error] : [])),
    ]),
  );
}

describe('the type check finds', () => {
  let folder = '';
  let found: ReadonlyMap<string, readonly string[]> = new Map();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-types-'));
    for (const file of ['package.json', 'tsconfig.json']) copyFileSync(join(root, file), join(folder, file));
    for (const name of ['node_modules', 'src-main', 'src-preload', 'src-renderer'])
      symlinkSync(join(root, name), join(folder, name), 'junction');
    found = errorsIn(join(folder, 'planted'), desk);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(desk))('%s', (name, { error }) => {
    expect(found.get(name)).toEqual(error === null ? [] : [error]);
  });
});
