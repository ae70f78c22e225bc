import { sql } from 'kysely';
import type { RequestStatus } from '#contract/requests.ts';
import type { ReadDb } from '../connection.ts';
import type { InboxRow } from '../schema.ts';
import { indexedBy, statement } from '../statement.ts';
import type { Order, Run } from './merge.ts';
import { type Arguments, all, any, inList, type Sql, shapes } from './shapes.ts';
import { beyond, FOREVER, overlap, type Span } from './span.ts';
import type { SeenPolicies } from './visibility.ts';

/** What `fact_inbox` has indexes for, alone and in pairs. Those that mostly leave fewest requests come first. */
export const COLUMNS = ['resource', 'requester', 'account', 'policy'] as const;
export type Column = (typeof COLUMNS)[number];

/** Requests that agree in some columns of the inbox. */
export interface Range {
  readonly statuses: readonly RequestStatus[];
  /** Their numbers. */
  readonly span: Span;
  readonly equal: Readonly<Partial<Record<Column, number>>>;
  /** Columns that may have any of these values. */
  readonly among: Readonly<Partial<Record<Column, readonly number[]>>>;
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

const listShape = shapes<Found>();

/**
 * The requests of a range in order. The index is named, so that no statistics can talk SQLite out of it; each ends in
 * status and number, so each status is a stretch of it, and the stretches are merged.
 */
export function rangeRun(db: ReadDb, range: Range, order: Order): Run {
  const list = listShape(`list ${order} ${shapeOf(range)}`, (value) => {
    const found = sql.join(armsOf(range, value), sql` union all `);
    return sql<Found>`${found} order by number ${sql.raw(order)} limit ${value('limit')}`;
  });
  const args = argumentsOf(range);
  return {
    read: (after, limit) => db.numbers(list({ ...args, ...beyond(range.span, order, after), limit })),
  };
}

/** What can be read of a request beside its number, from the index by which it is found. */
export type KeyColumn = Column | 'filer';

/** A request of the inbox, with the columns that were asked for. */
export type Keys = Pick<InboxRow, 'number'> & Partial<Pick<InboxRow, KeyColumn>>;

const keysShape = shapes<Keys>();

/** The next requests of a range in order, with these columns. */
export function readKeys(
  db: ReadDb,
  range: Range,
  columns: readonly KeyColumn[],
  order: Order,
  after: number,
  limit: number,
): Keys[] {
  const list = keysShape(`${columns.join(' ')} ${order} ${shapeOf(range)}`, (value) => {
    const found = sql.join(armsOf(range, value, columns), sql` union all `);
    return sql<Keys>`${found} order by number ${sql.raw(order)} limit ${value('limit')}`;
  });
  return db.all(list({ ...argumentsOf(range), ...beyond(range.span, order, after), limit }));
}

const countShape = shapes<{ count: number }>();

/** How many requests of a range there are; counts no further than `limit`. */
export function countRange(db: ReadDb, range: Range, limit: number): number {
  const count = countShape(`count ${shapeOf(range)}`, (value) => {
    const found = sql.join(armsOf(range, value), sql` union all `);
    return sql`select count(*) as count from (${found} limit ${value('limit')})`;
  });
  const { from, to } = range.span;
  return db.first(count({ ...argumentsOf(range), from, to, limit }))?.count ?? 0;
}

/** Requests of a policy with numbers of a span. */
export interface Part {
  readonly policy: number;
  readonly span: Span;
}

/**
 * How many requests of a range are in any of the parts, which have none in common; counts no further than `limit`. Each part is a stretch of an index that ends in status and number.
 */
export function countParts(db: ReadDb, range: Range, parts: readonly Part[], limit: number): number {
  const { policy } = range.equal;
  const equal: Range['equal'] = Object.fromEntries(Object.entries(range.equal).filter(([name]) => name !== 'policy'));
  const found = parts.flatMap((part) => {
    const span = overlap(part.span, range.span);
    return span && (policy === undefined || policy === part.policy) ? [[part.policy, span.from, span.to]] : [];
  });
  if (found.length === 0) return 0;
  const narrower: Range = { ...range, equal, seen: null };
  const columns = COLUMNS.filter((column) => equal[column] !== undefined).slice(0, 1);
  const count = countShape(`parts ${shapeOf(narrower)}`, (value) => {
    const index = indexed(indexOf([...columns, 'policy']));
    const arms = range.statuses.map(
      (_, place) => sql`select 1 from json_each(${value('parts')}) as part cross join fact_inbox as i ${index}
        on i.policy = part.value ->> 0 and i.number >= part.value ->> 1 and i.number < part.value ->> 2
        where ${all([sql`i.status = ${value(`status${place}`)}`, ...conditionsOf(narrower, value)])}`,
    );
    return sql`select count(*) as count from (${sql.join(arms, sql` union all `)} limit ${value('limit')})`;
  });
  return db.first(count({ ...argumentsOf(narrower), parts: JSON.stringify(found), limit }))?.count ?? 0;
}

const firstOpen = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom(indexedBy('fact_inbox', 'fact_inbox_by_status'))
    .select('number')
    .where('status', '=', sql.lit('open'))
    .orderBy('number')
    .limit(sql.lit(1)),
);

/** The lowest number of an open request; beyond all numbers when none is open. */
export function oldestOpen(db: ReadDb): number {
  return db.first(firstOpen({}))?.number ?? FOREVER;
}

const allStuck = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom(indexedBy('fact_inbox', 'fact_inbox_stuck'))
    .select('number')
    .where('stuck', '=', sql.lit(1))
    .where('number', '>', sql.lit(0)),
);

/** The numbers of all requests that are stuck: few, whatever else there is. */
export function stuckNumbers(db: ReadDb): number[] {
  return db.numbers(allStuck({}));
}

const allFiled = statement<{ filer: number }>()((value, db) =>
  db.selectFrom(indexedBy('fact_inbox', 'fact_inbox_by_filer')).select('number').where('filer', '=', value('filer')),
);

/** The numbers of all requests that somebody filed for others. */
export function filedBy(db: ReadDb, filer: number): number[] {
  return db.numbers(allFiled({ filer }));
}

// A select for each status, or one for all where the index is in the order of the numbers by itself.
function armsOf(range: Range, value: (name: string) => Sql, columns: readonly KeyColumn[] = []): Sql[] {
  const { index, conditions, byNumber } = driver(range, value);
  const read = sql.join(['number', ...columns].map((column) => sql.id('i', column)));
  const arm = (...status: readonly Sql[]) =>
    sql`select ${read} from fact_inbox as i ${index} where ${all([...conditions, ...status, ...spanSql(value)])}`;
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

// The index for a range, with what it answers and what is left to be looked up in each row.
function driver(range: Range, value: (name: string) => Sql): Driver {
  const conditions = conditionsOf(range, value);
  const everyStatus = range.statuses.length === STATUS_COUNT;
  if (range.stuck === true) return { index: indexed('fact_inbox_stuck'), conditions, byNumber: true };
  if (range.filer !== null) return { index: indexed('fact_inbox_by_filer'), conditions, byNumber: false };
  const columns = COLUMNS.filter((column) => range.equal[column] !== undefined).slice(0, 2);
  if (columns.length === 0)
    return everyStatus
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
function conditionsOf(range: Range, value: (name: string) => Sql): Sql[] {
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
function argumentsOf({ statuses, equal, among, filer, seen }: Range): Arguments {
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
function shapeOf({ statuses, equal, among, filer, stuck, seen }: Range): string {
  const columns = COLUMNS.map((column) =>
    equal[column] !== undefined ? '=' : among[column] !== undefined ? '*' : '-',
  );
  return [statuses.length, ...columns, filer !== null, stuck, seen?.classes.length ?? 'all'].join(' ');
}
