import { sql } from 'kysely';
import { parseSearch } from '../../engine/text/words.ts';
import type { ReadDb } from '../connection.ts';
import { token } from '../project/search.ts';
import { statement } from '../statement.ts';
import { argumentsOf, conditionsOf, type Range, STATUS_COUNT, shapeOf } from './inbox.ts';
import type { Order, Run } from './merge.ts';
import { nextRequestNumber } from './numbers.ts';
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
    groups.push(oneOf([`${quoted(prefix)} *`, ...new Set(found)]));
  }
  return groups.join(' AND ');
}

function people(rows: readonly { person: number }[]): string[] {
  return rows.map(({ person }) => quoted(token('requester', person)));
}

const quoted = (term: string) => `"${term}"`;
const oneOf = (terms: readonly string[]) => `(${terms.join(' OR ')})`;

/**
 * Most values of a column that go into the expression: each is read at each step. More are looked up in what is
 * found.
 */
const MOST_TOKENS = 16;

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
  const approver = { expression: `${plan.expression} AND ${oneOf(tokens)}`, rest: { ...plan.rest, span } };
  return [searchRun(db, own, order), searchRun(db, approver, order)];
}

const counting = shapes<Record<string, number>>();

/** How many requests of a range answer an expression, for each of its statuses in their order. */
export function countSearch(db: ReadDb, expression: string, range: Range): number[] {
  const plan = withTokens(expression, range);
  const { seen } = range;
  const tokens = seen && seenTokens(seen);
  const match = tokens ? `${plan.expression} AND ${oneOf([...ownTokens(seen), ...tokens])}` : plan.expression;
  const { rest } = plan;
  const count = counting(shapeOf(rest), (value) => {
    const columns = rest.statuses.map(
      (_, index) => sql`count(*) filter (where i.status = ${value(`status${index}`)}) as ${sql.id(`count${index}`)}`,
    );
    return sql`select ${sql.join(columns)} ${searchSql(rest, value, true)}`;
  });
  const { from, to } = rest.span;
  const row = db.first(count({ ...argumentsOf(rest), match, from, to }));
  return rest.statuses.map((_, index) => row?.[`count${index}`] ?? 0);
}

/** How many numbers to count a search in at first; then twice as many, and so on. */
const FIRST_STRETCH = 60_000;

/**
 * How many requests of a range answer an expression, for each of its statuses, no further than `limit`: counted from
 * the newest on, until all of them have come so far. What most requests contain is not read to its end.
 */
export function countSearchUpTo(
  db: ReadDb,
  expression: string,
  range: Range,
  limit: number,
  firstStretch = FIRST_STRETCH,
): number[] {
  const counts = new Map(range.statuses.map((status) => [status, 0]));
  let to = Math.min(range.span.to, nextRequestNumber(db));
  for (let size = firstStretch; to > range.span.from; size *= 2) {
    const from = Math.max(range.span.from, to - size);
    const statuses = range.statuses.filter((status) => (counts.get(status) ?? 0) < limit);
    if (statuses.length === 0) break;
    const found = countSearch(db, expression, { ...range, statuses, span: { from, to } });
    for (const [index, status] of statuses.entries())
      counts.set(status, (counts.get(status) ?? 0) + (found[index] ?? 0));
    to = from;
  }
  return range.statuses.map((status) => Math.min(counts.get(status) ?? 0, limit));
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
    read: (after, limit) =>
      db.all(list({ ...args, ...beyond(rest.span, order, after), limit })).map(({ number }) => number),
  };
}

// `joined`: with the row `i` of the inbox, whether or not the range asks anything of it.
function searchSql(rest: Range, value: (name: string) => Sql, joined = false): Sql {
  const { statuses } = rest;
  const status = sql`i.status in (${sql.join(statuses.map((_, index) => value(`status${index}`)))})`;
  const conditions = [...conditionsOf(rest, value), ...(statuses.length === STATUS_COUNT ? [] : [status])];
  const join =
    joined || conditions.length > 0
      ? sql`cross join fact_inbox as i not indexed on i.number = search_request.rowid`
      : sql``;
  const where = all([
    sql`search_request match ${value('match')}`,
    sql`search_request.rowid >= ${value('from')}`,
    sql`search_request.rowid < ${value('to')}`,
    ...conditions,
  ]);
  return sql`from search_request ${join} where ${where}`;
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

function ownTokens({ viewer }: SeenPolicies): string[] {
  return [quoted(token('requester', viewer)), quoted(token('filer', viewer))];
}

function seenTokens({ classes }: SeenPolicies): string[] | null {
  const policies = new Set(classes.flatMap((one) => one.policies));
  return policies.size > MOST_TOKENS ? null : [...policies].map((policy) => quoted(token('policy', policy)));
}
