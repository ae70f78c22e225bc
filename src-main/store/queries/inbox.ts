import { sql } from 'kysely';
import type { RequestStatus } from '../../../src-preload/contract/requests.ts';
import type { ReadDb } from '../connection.ts';
import type { Order, Run } from './merge.ts';
import { type Arguments, all, any, inList, type Sql, shapes } from './shapes.ts';
import { beyond, type Span } from './span.ts';
import type { SeenPolicies } from './visibility.ts';

/** What `fact_inbox` has indexes for, alone and in pairs. Those that mostly leave fewest requests come first. */
const COLUMNS = ['resource', 'requester', 'account', 'policy'] as const;
export type Column = (typeof COLUMNS)[number];

/** Requests that agree in some columns of the inbox. */
export interface Range {
  readonly statuses: readonly RequestStatus[];
  /** Their numbers. */
  readonly span: Span;
  readonly equal: Readonly<Partial<Record<Column, number>>>;
  /** Columns that may have any of these values. */
  readonly among: Readonly<Partial<Record<Column, readonly number[]>>>;
  /** Which of these columns to find requests by, where they are found by values; the first one if null. */
  readonly by: Column | null;
  readonly filer: number | null;
  readonly stuck: boolean | null;
  /** Which of them a member sees; null where that is all of them. */
  readonly seen: SeenPolicies | null;
}

/** How many statuses there are: what names them all names none. */
export const STATUS_COUNT = 5;

interface Found {
  number: number;
}

/**
 * The requests of a range in order. The index is named, so that no statistics can talk SQLite out of it; each ends in
 * status and number, so each status is a stretch of it, and the stretches are merged.
 */
export function rangeRun(db: ReadDb, range: Range, order: Order): Run {
  return run(
    db,
    range,
    order,
    listShape(`list ${order} ${shapeOf(range)}`, (value) => listSql(range, order, value, false)),
  );
}

/**
 * The same, found by each of the values that a column may have, and sorted: for values so rare that the requests in
 * order hold few of them. What it costs grows with all that have them.
 */
export function sortedRun(db: ReadDb, range: Range, order: Order): Run {
  return run(
    db,
    range,
    order,
    listShape(`sort ${order} ${shapeOf(range)}`, (value) => listSql(range, order, value, true)),
  );
}

const listShape = shapes<Found>();

function run(db: ReadDb, range: Range, order: Order, list: ReturnType<typeof listShape>): Run {
  const args = argumentsOf(range);
  return {
    read: (after, limit) =>
      db.all(list({ ...args, ...beyond(range.span, order, after), limit })).map(({ number }) => number),
  };
}

const countShape = shapes<{ count: number }>();

/** How many requests of a range there are; counts no further than `limit`. */
export function countRange(db: ReadDb, range: Range, limit: number): number {
  const count = countShape(`count ${shapeOf(range)}`, (value) => {
    const found = sql.join(armsOf(range, value, true), sql` union all `);
    return sql`select count(*) as count from (${found} limit ${value('limit')})`;
  });
  const { from, to } = range.span;
  return db.first(count({ ...argumentsOf(range), from, to, limit }))?.count ?? 0;
}

/** Up to how many requests are looked at one by one, where there is another way. */
const FEW = 20_000;

/** Whether a range has few requests, without what is seen of it. */
export function isFew(db: ReadDb, range: Range): boolean {
  return countRange(db, { ...range, seen: null }, FEW + 1) <= FEW;
}

function listSql(range: Range, order: Order, value: (name: string) => Sql, byValues: boolean) {
  const found = sql.join(armsOf(range, value, byValues), sql` union all `);
  return sql<Found>`${found} order by number ${sql.raw(order)} limit ${value('limit')}`;
}

// A select for each status, or one for all where the index is in the order of the numbers by itself.
function armsOf(range: Range, value: (name: string) => Sql, byValues: boolean): Sql[] {
  const { index, conditions, byNumber } = driver(range, value, byValues);
  const arm = (...status: readonly Sql[]) =>
    sql`select i.number from fact_inbox as i ${index} where ${all([...conditions, ...status, ...spanSql(value)])}`;
  return byNumber ? [arm()] : range.statuses.map((_, place) => arm(sql`i.status = ${value(`status${place}`)}`));
}

/** The span, in the arguments `from` and `to`. */
function spanSql(value: (name: string) => Sql): Sql[] {
  return [sql`i.number >= ${value('from')}`, sql`i.number < ${value('to')}`];
}

interface Driver {
  readonly index: Sql;
  readonly conditions: readonly Sql[];
  /** Whether the index is in the order of the numbers by itself, for all statuses of the range. */
  readonly byNumber: boolean;
}

// The index for a range, with what it answers and what is left to be looked up in each row. `byValues`: begin it with
// a column that may have any of several values, if there is one; what comes out of it is in no order then.
function driver(range: Range, value: (name: string) => Sql, byValues: boolean): Driver {
  const conditions = conditionsOf(range, value);
  const everyStatus = range.statuses.length === STATUS_COUNT;
  if (range.stuck === true) return { index: indexed('fact_inbox_stuck'), conditions, byNumber: true };
  if (range.filer !== null) return { index: indexed('fact_inbox_by_filer'), conditions, byNumber: false };
  const equal = COLUMNS.filter((column) => range.equal[column] !== undefined).slice(0, 2);
  const [first] = COLUMNS.filter((column) => range.among[column] !== undefined);
  const several = byValues && equal.length < 2 ? (range.by ?? first) : undefined;
  const columns = several === undefined ? equal : [...equal, several];
  if (columns.length === 0)
    return everyStatus && !byValues
      ? { index: sql`not indexed`, conditions, byNumber: true }
      : { index: indexed('fact_inbox_by_status'), conditions, byNumber: false };
  return { index: indexed(indexOf(columns)), conditions, byNumber: false };
}

const indexed = (name: string) => sql`indexed by ${sql.id(name)}`;

const IN_NAMES: readonly Column[] = ['requester', 'policy', 'resource', 'account'];

function indexOf(columns: readonly Column[]): string {
  return `fact_inbox_by_${IN_NAMES.filter((column) => columns.includes(column)).join('_')}`;
}

/** Everything that a range asks of a row `i` of the inbox, but status and span. */
export function conditionsOf(range: Range, value: (name: string) => Sql): Sql[] {
  const column = (name: string) => sql.id('i', name);
  return [
    ...COLUMNS.filter((name) => range.equal[name] !== undefined).map((name) => sql`${column(name)} = ${value(name)}`),
    ...COLUMNS.filter((name) => range.among[name] !== undefined).map((name) => inList(column(name), value(`${name}s`))),
    ...(range.filer === null ? [] : [sql`i.filer = ${value('filer')}`]),
    // As it stands in the index of what is stuck, or SQLite would not know that it can use it.
    ...(range.stuck === null ? [] : [range.stuck ? sql`i.stuck = 1` : sql`i.stuck = 0`]),
    ...(range.seen === null ? [] : [seenSql(range.seen, value)]),
  ];
}

function seenSql({ classes }: SeenPolicies, value: (name: string) => Sql): Sql {
  return any([
    sql`i.requester = ${value('viewer')}`,
    sql`i.filer = ${value('viewer')}`,
    ...classes.map(
      (_, index) =>
        sql`(i.number >= ${value(`from${index}`)} and i.number < ${value(`to${index}`)}
          and ${inList(sql`i.policy`, value(`policies${index}`))})`,
    ),
  ]);
}

/** The arguments of a range: of its conditions and its statuses. */
export function argumentsOf({ statuses, equal, among, filer, seen }: Range): Arguments {
  const args: Record<string, number | string> = {};
  for (const [index, status] of statuses.entries()) args[`status${index}`] = status;
  for (const column of COLUMNS) {
    const key = equal[column];
    const keys = among[column];
    if (key !== undefined) args[column] = key;
    if (keys !== undefined) args[`${column}s`] = JSON.stringify(keys);
  }
  if (filer !== null) args.filer = filer;
  if (seen === null) return args;
  args.viewer = seen.viewer;
  for (const [index, { span, policies }] of seen.classes.entries()) {
    args[`from${index}`] = span.from;
    args[`to${index}`] = span.to;
    args[`policies${index}`] = JSON.stringify(policies);
  }
  return args;
}

/** What tells the SQL of a range apart from that of others. */
export function shapeOf({ statuses, equal, among, by, filer, stuck, seen }: Range): string {
  const columns = COLUMNS.map((column) =>
    equal[column] !== undefined ? '=' : among[column] !== undefined ? '*' : '-',
  );
  return [statuses.length, ...columns, by, filer !== null, stuck, seen?.classes.length ?? 'all'].join(' ');
}
