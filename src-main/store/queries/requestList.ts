import { sql } from 'kysely';
import { z } from 'zod';
import type { Parsed } from '#contract/contract.ts';
import { requestStatuses } from '#contract/requests.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import type { Keys, Range } from './inbox.ts';
import { merge, type Order } from './merge.ts';
import { requestRuns, runsAsOf } from './requestRuns.ts';
import { narrowed, type Selection, seenOf, select } from './selection.ts';
import { shapes } from './shapes.ts';
import { sieveOf } from './sift.ts';
import { FOREVER } from './span.ts';
import type { SeenPolicies, Viewer } from './visibility.ts';

/** A page of a list of requests: their numbers, in order. */
export interface RequestPage {
  readonly numbers: readonly number[];
  readonly nextCursor: string | null;
}

/**
 * A page of the requests that a viewer sees (docs/rules.md#visibility) and that answer all filters: the newest first,
 * the oldest first, or the soonest to lapse first. Only open requests lapse; the others follow them, newest first.
 * Null when the cursor is none of this list in this order; a cursor made with other filters is taken for the place
 * that it names. Patterns that are not valid match nothing.
 */
export function listRequests(db: ReadDb, viewer: Viewer, filters: Parsed<'requests', 'list'>): RequestPage | null {
  const { cursor, limit, sort, ...rest } = filters;
  const list = `requests ${sort}`;
  if (sort === 'expiring') {
    const at = cursor === undefined ? START : decodeCursor(list, cursor, expiringPosition);
    const selection = at && select(db, viewer, rest);
    return at && pageOf(list, selection ? expiring(db, selection, at, limit + 1) : [], limit);
  }
  const order = sort === 'newest' ? 'desc' : 'asc';
  const after = cursor === undefined ? beginning(order) : decodeCursor(list, cursor, numberPosition);
  if (after === null) return null;
  const selection = select(db, viewer, rest);
  const found = selection ? merge(runsAsOf(db, selection, order), order, after, limit + 1) : [];
  return pageOf(
    list,
    found.map((number) => ({ number, at: number })),
    limit,
  );
}

interface Placed {
  readonly number: number;
  /** What the cursor says that stands behind it. */
  readonly at: unknown;
}

function pageOf(list: string, found: readonly Placed[], limit: number): RequestPage {
  const { items, nextCursor } = cutPage(found, limit, ({ at }) => encodeCursor(list, at));
  return { numbers: items.map(({ number }) => number), nextCursor };
}

function beginning(order: Order): number {
  return order === 'asc' ? -1 : FOREVER;
}

/** A place among the open requests, by when they lapse, or among the closed ones, by number. */
const expiringPosition = z.union([
  z.strictObject({ expiresAt: z.string().max(32), number: numberPosition }),
  z.strictObject({ closed: numberPosition }),
]);
type ExpiringPosition = z.infer<typeof expiringPosition>;

const START: ExpiringPosition = { expiresAt: '', number: 0 };

function expiring(db: ReadDb, selection: Selection, at: ExpiringPosition, count: number): Placed[] {
  const { range } = selection;
  const open = range.statuses.includes('open') && 'expiresAt' in at ? soonest(db, selection, at, count) : [];
  const closed = requestStatuses.filter((status) => status !== 'open' && range.statuses.includes(status));
  if (open.length === count || closed.length === 0) return open;
  const runs = runsAsOf(db, { ...selection, range: narrowed(range, closed) }, 'desc');
  const after = 'closed' in at ? at.closed : FOREVER;
  const rest = merge(runs, 'desc', after, count - open.length);
  return [...open, ...rest.map((number) => ({ number, at: { closed: number } }))];
}

interface Lapse {
  readonly number: number;
  readonly expiresAt: string;
}

/**
 * Up to how many open requests are sorted; among more, those next in time are looked through until enough are found.
 */
const MOST_SORTED = 2_000;

function soonest(db: ReadDb, selection: Selection, after: Lapse, count: number): Placed[] {
  // What is over as of the moment of reading is not open any more.
  const at = db.asOf !== null && db.asOf >= after.expiresAt ? { expiresAt: db.asOf, number: FOREVER } : after;
  const open = { ...selection, range: narrowed(selection.range, ['open']) };
  if (asksNothing(selection)) return placed(db.all(nextLapses({ ...at, limit: count })));
  const near = nearest(db, selection, at, count);
  if (near) return near;
  const numbers = merge(requestRuns(db, open, 'asc', true), 'asc', -1, FOREVER);
  return numbers.length <= MOST_SORTED ? sorted(db, numbers, at, count) : nextAmong(db, numbers, at, count);
}

function sorted(db: ReadDb, numbers: readonly number[], at: Lapse, count: number): Placed[] {
  return placed(db.all(lapsesOf({ numbers: JSON.stringify(numbers), ...at, limit: count })));
}

function placed(lapses: readonly Lapse[]): Placed[] {
  return lapses.map(({ number, expiresAt }) => ({ number, at: { expiresAt, number } }));
}

/** How many of the next to lapse to look through for those that are asked for, before these are sorted by themselves. */
const LOOK_THROUGH = 500;

// The next to lapse, if they are not rare among all that are open.
function nearest(db: ReadDb, selection: Selection, at: Lapse, count: number): Placed[] | null {
  if (selection.waitingOnViewer || selection.range.stuck === true || selection.expression !== null) return null;
  return nextOf(db, at, count, LOOK_THROUGH, testOf(selection, seenOf(db, selection)));
}

type OpenKeys = Required<Keys> & { readonly stuck: number };

// Whether an open request is what a selection asks for and the viewer sees it, but for its words.
function testOf({ range }: Selection, seen: SeenPolicies | null): (keys: OpenKeys) => boolean {
  const equal = Object.entries(range.equal).map(([column, key]) => [column, [key]]);
  const asked: Range = { ...range, among: { ...range.among, ...Object.fromEntries(equal) } };
  const { keeps } = sieveOf(asked, seen, NONE);
  const { from, to } = range.span;
  const stuck = range.stuck === null ? null : Number(range.stuck);
  return (keys) => keys.number >= from && keys.number < to && (stuck === null || keys.stuck === stuck) && keeps(keys);
}

// The next to lapse that pass a test; null when there are too few of them among so many.
function nextOf(
  db: ReadDb,
  at: Lapse,
  count: number,
  most: number,
  isAsked: (keys: OpenKeys) => boolean,
): Placed[] | null {
  const found: Placed[] = [];
  let last = at;
  let size = count * 2;
  for (let looked = 0; looked < most; looked += size, size *= 2) {
    const piece = db.all(nextKeys({ expiresAt: last.expiresAt, number: last.number, limit: size }));
    for (const keys of piece) if (isAsked(keys)) found.push(...placed([keys]));
    const end = piece.at(-1);
    if (found.length >= count || end === undefined || piece.length < size) return found.slice(0, count);
    last = { number: end.number, expiresAt: end.expiresAt };
  }
  return null;
}

// The next to lapse of some open requests.
function nextAmong(db: ReadDb, numbers: readonly number[], at: Lapse, count: number): Placed[] {
  const known = new Set(numbers);
  return nextOf(db, at, count, Number.POSITIVE_INFINITY, ({ number }) => known.has(number)) ?? [];
}

const NONE: ReadonlySet<number> = new Set();

function asksNothing({ range, expression, waitingOnViewer, partlyHidden }: Selection): boolean {
  const { span, equal, among, stuck } = range;
  const columns = Object.keys(equal).length + Object.keys(among).length;
  const whole = span.from === 0 && span.to === FOREVER;
  return whole && columns === 0 && stuck === null && expression === null && !waitingOnViewer && !partlyHidden;
}

const lapsesOf = statement<{ numbers: string; expiresAt: string; number: number; limit: number }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['number', 'expires_at as expiresAt'])
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`)
    .where(sql<boolean>`(expires_at, number) > (${value('expiresAt')}, ${value('number')})`)
    .orderBy('expires_at')
    .orderBy('number')
    .limit(value('limit')),
);

const nextKeys = shapes<Lapse & OpenKeys>()(
  'next keys',
  (
    value,
  ) => sql`select r.number, r.expires_at as "expiresAt", i.requester, i.filer, i.policy, i.resource, i.account, i.stuck
    from fact_request as r indexed by fact_request_due cross join fact_inbox as i not indexed on i.number = r.number
    where r.status = 'open' and (r.expires_at, r.number) > (${value('expiresAt')}, ${value('number')})
    order by r.expires_at, r.number limit ${value('limit')}`,
);

const nextLapses = statement<{ expiresAt: string; number: number; limit: number }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['number', 'expires_at as expiresAt'])
    // As it stands in the index of what is due, or SQLite would have to be told anew at each reading that it can use
    // it.
    .where('status', '=', sql.lit('open'))
    .where(sql<boolean>`(expires_at, number) > (${value('expiresAt')}, ${value('number')})`)
    .orderBy('expires_at')
    .orderBy('number')
    .limit(value('limit')),
);
