import { sql } from 'kysely';
import { parseSearch } from '../../engine/text/words.ts';
import type { ReadDb } from '../connection.ts';
import { LONGEST_PREFIX_CHARACTERS, token } from '../project/search.ts';
import { statement } from '../statement.ts';
import { argumentsOf, conditionsOf, oldestOpen, type Range, STATUS_COUNT, shapeOf } from './inbox.ts';
import type { Order, Run } from './merge.ts';
import { all, type Sql, shapes } from './shapes.ts';
import { beyond, overlap } from './span.ts';
import type { SeenPolicies } from './visibility.ts';

const withWord = statement<{ word: string }, { person: number }>((value, db) =>
  db.selectFrom('fact_person_word').select('person_sequence as person').where('word', '=', value('word')),
);

const withPrefix = statement<{ from: string; to: string }, { person: number }>((value, db) =>
  db
    .selectFrom('fact_person_word')
    .select('person_sequence as person')
    .where('word', '>=', value('from'))
    .where('word', '<', value('to')),
);

/**
 * Most words, or values of a column, that go into an expression side by side: each is read at each step. More values are
 * looked up in what is found.
 */
const MOST_TOKENS = 16;

/** Comes after every word: no word holds this character. */
const AFTER_ALL = '\u{10FFFF}';

/**
 * What a search text means to an index of words (project/search.ts), as an FTS5 expression: every word must occur,
 * itself or the token of a person whose username or name has it. Null when the text has no word, and so finds
 * nothing.
 */
export function searchExpression(db: ReadDb, text: string): string | null {
  const search = parseSearch(text);
  if (!search) return null;
  const { whole, prefix } = search;
  const groups = [...new Set(whole)].map((word) => oneOf([quoted(word), ...people(db.all(withWord({ word })))]));
  if (prefix !== null) {
    const found = people(db.all(withPrefix({ from: prefix, to: prefix + AFTER_ALL })));
    groups.push(oneOf([...beginningWith(db, prefix), ...new Set(found)]));
  }
  return groups.join(' AND ');
}

const longWords = statement<{ from: string; to: string; limit: number }, { word: string }>((value, db) =>
  db
    .selectFrom('fact_request_word')
    .select('word')
    .where('word', '>=', value('from'))
    .where('word', '<', value('to'))
    .limit(value('limit')),
);

/**
 * Words that begin so. The index of words keeps the beginnings of words up to a length; beyond it, it would put together the
 * list of each such word first, so it is asked for the words by themselves where they are few.
 */
function beginningWith(db: ReadDb, prefix: string): string[] {
  if ([...prefix].length > LONGEST_PREFIX_CHARACTERS) {
    const long = db.all(longWords({ from: prefix, to: prefix + AFTER_ALL, limit: MOST_TOKENS + 1 }));
    if (long.length > 0 && long.length <= MOST_TOKENS) return long.map(({ word }) => quoted(word));
  }
  return [`${quoted(prefix)} *`];
}

function people(rows: readonly { person: number }[]): string[] {
  return rows.map(({ person }) => quoted(token('requester', person)));
}

const quoted = (term: string) => `"${term}"`;
const oneOf = (terms: readonly string[]) => `(${terms.join(' OR ')})`;

/** A search in a range of the inbox: what the index of words answers, and what is left to be looked up in the inbox. */
interface SearchPlan {
  readonly expression: string;
  readonly rest: Range;
}

/** The requests of a range whose words answer an expression, as runs in order. */
export function searchRuns(db: ReadDb, expression: string, range: Range, order: Order): Run[] {
  const plan = withTokens(expression, range);
  const { seen } = range;
  const tokens = seen && seenTokens(seen);
  if (!seen || !tokens) return [searchRun(db, plan, order)];
  const own = { expression: `${plan.expression} AND ${oneOf(ownTokens(seen))}`, rest: { ...plan.rest, seen: null } };
  const starts = seen.classes.map(({ span }) => span.from);
  const ends = seen.classes.map(({ span }) => span.to);
  const span = tokens.length > 0 && overlap(range.span, { from: Math.min(...starts), to: Math.max(...ends) });
  if (!span) return [searchRun(db, own, order)];
  // A policy that is asked for is in the expression already.
  const named = range.equal.policy === undefined ? ` AND ${oneOf(tokens)}` : '';
  const approver = { expression: `${plan.expression}${named}`, rest: { ...plan.rest, span } };
  return [searchRun(db, own, order), searchRun(db, approver, order)];
}

const everything = shapes<{ number: number }>()(
  'everything',
  (value) => sql`select search_request.rowid as number from search_request where ${all(matchSql(value))}
    order by search_request.rowid desc`,
);

/**
 * The numbers of the requests in the span of a range that answer an expression, ascending. Of whatever else the range asks, some
 * is answered with it; the rest must be asked of each.
 */
export function foundNumbers(db: ReadDb, expression: string, range: Range): number[] {
  const { from, to } = range.span;
  const match = narrowest(withTokens(expression, range), range);
  return db.numbers(everything({ match, from, to })).reverse();
}

/** How many of what answers to look at first when counting, and how many times as many as that at most at once later. */
const FIRST_PIECE = 20_000;
const MOST_FURTHER = 16;
/** How many more to look at than it takes if they go on as they began: to begin again costs more than some too many. */
const MARGIN = 1.1;

/**
 * How many requests of a range answer an expression, for each of its statuses, no further than `limit`: counted from
 * the newest on, until all of them have come so far. What most requests contain is not read to its end.
 */
export function countSearch(
  db: ReadDb,
  expression: string,
  range: Range,
  limit: number,
  firstPiece = FIRST_PIECE,
): number[] {
  const counts = new Map(range.statuses.map((status) => [status, 0]));
  const { from, to } = range.span;
  const firstOpen = oldestOpen(db);
  let before = to;
  let looked = 0;
  for (let size = firstPiece; before > from; ) {
    const statuses = range.statuses.filter(
      (status) => (counts.get(status) ?? 0) < limit && (status !== 'open' || before > firstOpen),
    );
    if (statuses.length === 0) break;
    const piece = countPiece(db, expression, { ...range, statuses, span: { from, to: before } }, size);
    for (const [index, status] of statuses.entries())
      counts.set(status, (counts.get(status) ?? 0) + (piece[`count${index}`] ?? 0));
    if (piece.last === null || piece.size < size) break;
    before = piece.last;
    looked += size;
    // What is open ends with the oldest of it, however little there is.
    const closed = statuses
      .filter((status) => status !== 'open')
      .map((status) => counts.get(status) ?? 0)
      .filter((count) => count < limit);
    const rarest = Math.min(limit, ...closed);
    const needed = (looked / Math.max(rarest, 1)) * (limit - rarest) * MARGIN;
    size = Math.ceil(Math.min(Math.max(needed, size), firstPiece * MOST_FURTHER));
  }
  return range.statuses.map((status) => Math.min(counts.get(status) ?? 0, limit));
}

interface Piece {
  /** How many answer the expression, whatever else the range asks, and the number of the oldest of them. */
  readonly size: number;
  readonly last: number | null;
  /** How many of them have the first status, the second and so on, and all that the range asks. */
  readonly [count: `count${number}`]: number;
}

const counting = shapes<Piece>();

// The newest of what answers an expression in the span of a range.
function countPiece(db: ReadDb, expression: string, range: Range, limit: number): Piece {
  const plan = withTokens(expression, range);
  const match = narrowest(plan, range);
  const { rest } = plan;
  const count = counting(shapeOf(rest), (value) => {
    const asked = conditionsOf(rest, value);
    const columns = rest.statuses.map((_, index) => {
      // The status first, which settles most of it.
      const conditions = all([sql`i.status = ${value(`status${index}`)}`, ...asked]);
      return sql`count(*) filter (where ${conditions}) as ${sql.id(`count${index}`)}`;
    });
    return sql`select count(*) as size, min(found.number) as last, ${sql.join(columns)}
      from (select search_request.rowid as number from search_request where ${all(matchSql(value))}
        order by search_request.rowid desc limit ${value('limit')}) as found
      cross join fact_inbox as i not indexed on i.number = found.number`;
  });
  const { from, to } = rest.span;
  return db.first(count({ ...argumentsOf(rest), match, from, to, limit })) ?? { size: 0, last: null };
}

const listing = shapes<{ number: number }>();

function searchRun(db: ReadDb, { expression, rest }: SearchPlan, order: Order): Run {
  const list = listing(`${order} ${shapeOf(rest)}`, (value) => {
    const found = searchSql(rest, value);
    return sql`select search_request.rowid as number ${found}
      order by search_request.rowid ${sql.raw(order)} limit ${value('limit')}`;
  });
  const args = { ...argumentsOf(rest), match: expression };
  return {
    read: (after, limit) => db.numbers(list({ ...args, ...beyond(rest.span, order, after), limit })),
  };
}

function searchSql(rest: Range, value: (name: string) => Sql): Sql {
  const { statuses } = rest;
  const status = sql`i.status in (${sql.join(statuses.map((_, index) => value(`status${index}`)))})`;
  const conditions = [...conditionsOf(rest, value), ...(statuses.length === STATUS_COUNT ? [] : [status])];
  const join =
    conditions.length > 0 ? sql`cross join fact_inbox as i not indexed on i.number = search_request.rowid` : sql``;
  return sql`from search_request ${join} where ${all([...matchSql(value), ...conditions])}`;
}

function matchSql(value: (name: string) => Sql): Sql[] {
  return [
    sql`search_request match ${value('match')}`,
    sql`search_request.rowid >= ${value('from')}`,
    sql`search_request.rowid < ${value('to')}`,
  ];
}

// Whatever of a range the index of words has tokens for goes into the expression: the index skips from one match to
// the next.
function withTokens(expression: string, range: Range): SearchPlan {
  const groups: string[] = [];
  const among: Range['among'] = Object.fromEntries(
    Object.entries(range.among).filter(([, keys]) => keys.length > MOST_TOKENS),
  );
  for (const kind of ['requester', 'policy', 'resource', 'account'] as const) {
    const key = range.equal[kind];
    const keys = range.among[kind] ?? [];
    if (key !== undefined) groups.push(quoted(token(kind, key)));
    else if (keys.length > 0 && keys.length <= MOST_TOKENS)
      groups.push(oneOf(keys.map((one) => quoted(token(kind, one)))));
  }
  return { expression: [expression, ...groups].join(' AND '), rest: { ...range, equal: {}, among } };
}

// With whatever tells who sees a request, where it is little enough.
function narrowest({ expression }: SearchPlan, { seen, equal }: Range): string {
  const tokens = seen && seenTokens(seen);
  const asked = equal.policy !== undefined && tokens !== null && tokens.length > 0;
  return tokens && !asked ? `${expression} AND ${oneOf([...ownTokens(seen), ...tokens])}` : expression;
}

function ownTokens({ viewer }: SeenPolicies): string[] {
  return [quoted(token('requester', viewer)), quoted(token('filer', viewer))];
}

function seenTokens({ classes }: SeenPolicies): string[] | null {
  const policies = new Set(classes.flatMap((one) => one.policies));
  return policies.size > MOST_TOKENS ? null : [...policies].map((policy) => quoted(token('policy', policy)));
}
