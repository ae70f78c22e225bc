import { sql } from 'kysely';
import type { Page } from '#contract/scalars.ts';
import { parseSearch } from '../../engine/text/words.ts';
import { build, type ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { type AccountPlace, type AccountRow, BEFORE_ALL } from './accounts.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';

const LIST = 'accounts';

interface PageFilters {
  readonly text?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Numbers of accounts in the order of the inventory; a list shows some of them. */
export interface Shown {
  readonly order: Float64Array;
  /** Whether the list shows the account at this position. */
  readonly has: (place: number) => boolean;
}

const placeOf = statement<{ number: number }>()((value, db) =>
  db
    .selectFrom('fact_account')
    .select(['resource_folded as resource', 'account_folded as account'])
    .where('number', '=', value('number')),
);

const following = statement<AccountPlace & { limit: number }>()((value, db) =>
  db
    .selectFrom('fact_account')
    .select(['number', 'resource', 'account', 'kind', 'owner'])
    .where(sql<boolean>`(resource_folded, account_folded) > (${value('resource')}, ${value('account')})`)
    .orderBy('resource_folded')
    .orderBy('account_folded')
    .limit(value('limit')),
);

const found = statement<{ match: string }>()((value, db) =>
  db
    .selectFrom('search_account')
    .select('rowid as number')
    .where(sql<boolean>`search_account match ${value('match')}`),
);

// Reads in the order of the inventory and tests each account, instead of sorting the matches. A page of a frequent word
// then ends soon.
const searched = statement<AccountPlace & { limit: number; match: string }>()((value, db) =>
  db
    .selectFrom('fact_account')
    .select(['number', 'resource', 'account', 'kind', 'owner'])
    .where(sql<boolean>`(resource_folded, account_folded) > (${value('resource')}, ${value('account')})`)
    .where(sql<boolean>`+number in (select rowid from search_account where search_account match ${value('match')})`)
    .orderBy('resource_folded')
    .orderBy('account_folded')
    .limit(value('limit')),
);

/**
 * A page of the accounts whose resource, account, kind or owner matches a text, by resource and account; limited to
 * `shown` if given. Null if the cursor does not belong to this list. A cursor holds the last account's id, because
 * names may be longer than a cursor.
 */
export function listAccounts(db: ReadDb, filters: PageFilters, shown: Shown | null): Page<AccountRow> | null {
  const { cursor, limit, text } = filters;
  const number = cursor === undefined ? undefined : decodeCursor(LIST, cursor, numberPosition);
  const after = cursor === undefined ? BEFORE_ALL : number == null ? undefined : db.first(placeOf({ number }));
  if (!after) return null;
  const match = text === undefined ? undefined : expressionOf(text);
  const rows = (): AccountRow[] => {
    if (match === null) return [];
    if (shown) return rowsOf(db, numbersIn(db, shown, number ?? undefined, limit + 1, match));
    const range = { ...after, limit: limit + 1 };
    return db.all(match === undefined ? following(range) : searched({ ...range, match }));
  };
  return cutPage(rows(), limit, (row) => encodeCursor(LIST, row.number));
}

/** How many accounts match a text, and how many of them are in `shown`. */
export function countAccounts(db: ReadDb, text: string | undefined, shown: Shown): { all: number; shown: number } {
  const match = text === undefined ? undefined : expressionOf(text);
  if (match === null) return { all: 0, shown: 0 };
  const hits = match === undefined ? null : hitsOf(db, match);
  let [all, inShown] = [0, 0];
  for (const [place, number] of shown.order.entries()) {
    if (hits !== null && !hits.has(number)) continue;
    all += 1;
    if (shown.has(place)) inShown += 1;
  }
  return { all, shown: inShown };
}

function numbersIn(
  db: ReadDb,
  { order, has }: Shown,
  after: number | undefined,
  limit: number,
  match: string | undefined,
): number[] {
  const hits = match === undefined ? null : hitsOf(db, match);
  const numbers: number[] = [];
  for (let place = after === undefined ? 0 : order.indexOf(after) + 1; place < order.length; place += 1) {
    const number = order[place];
    if (number === undefined || !has(place) || (hits !== null && !hits.has(number))) continue;
    if (numbers.push(number) === limit) break;
  }
  return numbers;
}

function hitsOf(db: ReadDb, match: string): ReadonlySet<number> {
  return new Set(db.numbers(found({ match })));
}

function rowsOf(db: ReadDb, numbers: readonly number[]): AccountRow[] {
  const rows = db.all(
    build
      .selectFrom('fact_account')
      .select(['number', 'resource', 'account', 'kind', 'owner'])
      .where('number', 'in', sql<number>`(select value from json_each(${JSON.stringify(numbers)}))`),
  );
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

// Every word must occur; the last one may be the beginning of a word.
function expressionOf(text: string): string | null {
  const search = parseSearch(text);
  if (!search) return null;
  const whole = [...new Set(search.whole)].map((word) => `"${word}"`);
  return [...whole, ...(search.prefix === null ? [] : [`"${search.prefix}" *`])].join(' AND ');
}
