import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../src-main/engine/text/fold.ts';
import { parseSearch, searchMatches, words } from '../../src-main/engine/text/words.ts';
import { build, type Connection } from '../../src-main/store/connection.ts';
import { countAccounts, listAccounts } from '../../src-main/store/queries/accountList.ts';
import { readNames } from '../../src-main/store/queries/accounts.ts';
import type { Tables } from '../../src-main/store/schema.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

type Row = Tables['fact_account'];

let db: Connection;
/** By resource, then by account, as SQLite compares texts: byte by byte. */
let inventory: readonly Row[];

beforeAll(async () => {
  db = await smallWorkspace();
  const rows = db.all(build.selectFrom('fact_account').selectAll());
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  inventory = rows.sort(
    (a, b) =>
      Buffer.compare(bytes(a.resource_folded), bytes(b.resource_folded)) ||
      Buffer.compare(bytes(a.account_folded), bytes(b.account_folded)),
  );
}, GENERATING_MS);
afterAll(() => db.close());

const textOf = ({ resource, account, kind, owner }: Row) => [resource, account, kind, owner].join(' ');

const texts = fc.option(
  fc.tuple(fc.nat(), fc.nat(9), fc.nat(9), fc.nat(6)).map(([row, first, second, cut]) => {
    const all = words(textOf(inventory[row % inventory.length] ?? Object(inventory[0])));
    const [one, other] = [all[first % all.length] ?? '', all[second % all.length] ?? ''];
    return cut > 3 ? one : `${one} ${other.slice(0, 2 + cut)}`;
  }),
  { nil: undefined },
);

describe('a list of accounts', () => {
  it('holds what a scan of every account finds, by resource and account, filtered or not', () => {
    const chosen = fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined });
    const limits = fc.integer({ min: 1, max: 200 });
    const order = Float64Array.from(inventory, ({ number }) => number);
    fc.assert(
      fc.property(texts, chosen, limits, fc.nat(4), (text, step, limit, pages) => {
        const search = text === undefined ? undefined : parseSearch(text);
        const found = inventory.filter(
          (row) => search === undefined || (search !== null && searchMatches(search, textOf(row))),
        );
        const has = (place: number) => step === undefined || place % step === 0;
        const expected = step === undefined ? found : found.filter((row) => has(inventory.indexOf(row)));
        const shown = step === undefined ? null : { order, has };
        const listed: number[] = [];
        let cursor: string | null | undefined;
        for (let page = 0; page <= pages && cursor !== null; page += 1) {
          const answered = listAccounts(db, { text, limit, cursor }, shown);
          if (!answered) throw new Error('A cursor of this very list was refused.');
          listed.push(...answered.items.map(({ number }) => number));
          cursor = answered.nextCursor;
        }
        const numbers = expected.map(({ number }) => number);
        expect(listed).toEqual(numbers.slice(0, limit * (pages + 1)));
        expect(cursor === null).toBe(numbers.length <= limit * (pages + 1));
        expect(countAccounts(db, text, { order, has })).toEqual({
          all: found.length,
          shown: found.filter((row) => has(inventory.indexOf(row))).length,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('is empty for a text without a word, and refuses the cursor of another list', () => {
    expect(listAccounts(db, { text: ' -- ', limit: 10 }, null)).toEqual({ items: [], nextCursor: null });
    expect(listAccounts(db, { cursor: 'nonsense', limit: 10 }, null)).toBeNull();
  });

  it('reads its names page by page, each once', () => {
    const numbers: number[] = [];
    let after = { resource: '', account: '' };
    for (;;) {
      const piece = readNames(db, after, 777);
      numbers.push(...piece.map(({ number }) => number));
      const last = piece.at(-1);
      if (piece.length < 777 || !last) break;
      after = last;
    }
    expect(numbers).toEqual(inventory.map(({ number }) => number));
  });

  it('finds each account by its folded names', () => {
    for (const { resource, account, resource_folded, account_folded } of inventory.slice(0, 500)) {
      expect(resource_folded).toBe(fold(resource));
      expect(account_folded).toBe(fold(account));
    }
  });
});
