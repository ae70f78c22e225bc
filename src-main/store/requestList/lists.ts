import { z } from 'zod';
import type { Parsed } from '#contract/contract.ts';
import { type RequestCounts, requestStatuses } from '#contract/requests.ts';
import type { ReadDb } from '../connection.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from '../queries/cursor.ts';
import type { Viewer } from '../queries/sight.ts';
import { CELLS_OF, type RequestFilter, type RequestFilters, requestFilter, withStatuses } from './filter.ts';
import { lapsesBefore, type OpenRequest } from './openRequests.ts';
import { type RequestIndex, requestIndex } from './requestIndex.ts';
import { type Order, scan } from './scan.ts';

/** A page of a list of requests: their numbers, in order. */
export interface RequestPage {
  readonly numbers: readonly number[];
  readonly nextCursor: string | null;
}

/**
 * A page of the requests that a viewer sees (docs/rules.md#visibility) and that match all filters: newest first, oldest
 * first, or next to expire first with closed ones after them, newest first. Null if the cursor is not of this list and
 * order. A cursor of other filters only gives the position. Invalid patterns match nothing.
 */
export function listRequests(db: ReadDb, viewer: Viewer, filters: Parsed<'requests', 'list'>): RequestPage | null {
  const { cursor, limit, sort, ...rest } = filters;
  const list = `requests ${sort}`;
  const pageOf = (find: (index: RequestIndex, filter: RequestFilter) => Placed[]): RequestPage => {
    const index = requestIndex(db);
    const filter = requestFilter(db, index, viewer, rest);
    const { items, nextCursor } = cutPage(filter ? find(index, filter) : [], limit, ({ at }) => encodeCursor(list, at));
    return { numbers: items.map(({ number }) => number), nextCursor };
  };
  if (sort === 'expiring') {
    const at = cursor === undefined ? SOONEST : decodeCursor(list, cursor, expiringPosition);
    return at && pageOf((index, filter) => expiring(index, filter, at, limit + 1));
  }
  const after = cursor === undefined ? null : decodeCursor(list, cursor, numberPosition);
  if (cursor !== undefined && after === null) return null;
  const order = sort === 'newest' ? 'desc' : 'asc';
  return pageOf((index, filter) =>
    next(index, filter, order, after, limit + 1).map((number) => ({ number, at: number })),
  );
}

interface Placed {
  readonly number: number;
  /** The position that a cursor stores to continue after this request. */
  readonly at: unknown;
}

// The next numbers after a given one that match a filter.
function next(index: RequestIndex, filter: RequestFilter, order: Order, after: number | null, count: number): number[] {
  const from = order === 'asc' && after !== null ? Math.max(filter.from, after + 1) : filter.from;
  const to = order === 'desc' && after !== null ? Math.min(filter.to, after) : filter.to;
  const found: number[] = [];
  scan(index, { ...filter, from, to }, order, (numbers, size) => {
    const piece = Array.from(numbers.subarray(0, size));
    for (const number of order === 'asc' ? piece : piece.reverse()) found.push(number);
    return found.length < count ? EVERY : NONE;
  });
  return found.slice(0, count);
}

/** A position among the open requests, by expiry, or among the closed ones, by number. */
const expiringPosition = z.union([
  z.strictObject({ expiresAt: z.string().max(32), number: numberPosition }),
  z.strictObject({ closed: numberPosition }),
]);
type ExpiringPosition = z.infer<typeof expiringPosition>;

const SOONEST: ExpiringPosition = { expiresAt: '', number: 0 };

function expiring(index: RequestIndex, filter: RequestFilter, at: ExpiringPosition, count: number): Placed[] {
  const open = 'expiresAt' in at ? soonest(index, withStatuses(filter, ['open']), at).slice(0, count) : [];
  if (open.length === count) return open;
  const closed = withStatuses(
    filter,
    requestStatuses.filter((status) => status !== 'open'),
  );
  const rest = next(index, closed, 'desc', 'closed' in at ? at.closed : null, count - open.length);
  return [...open, ...rest.map((number) => ({ number, at: { closed: number } }))];
}

function soonest(
  index: RequestIndex,
  filter: RequestFilter,
  after: Pick<OpenRequest, 'expiresAt' | 'number'>,
): Placed[] {
  const found = new Set<number>();
  scan(index, filter, 'asc', (numbers, size) => {
    for (const number of numbers.subarray(0, size)) found.add(number);
    return EVERY;
  });
  return index.open
    .filter((request) => found.has(request.number) && lapsesBefore(after, request))
    .map(({ number, expiresAt }) => ({ number, at: { expiresAt, number } }));
}

/** What a step of a scan asks for next: requests of every status that the filter wants, or nothing more. */
const EVERY = -1;
const NONE = 0;

/** Counts stop here, except for the whole desk and for one requester (docs/contract.md#areas-and-verbs). */
export const COUNT_CAP = 10_000;

/**
 * How many requests that a viewer sees match all filters, by status, and how many of them wait for the viewer. Exact
 * for the whole desk and for one requester; otherwise exact up to `cap`.
 */
export function countRequests(
  db: ReadDb,
  viewer: Viewer,
  filters: RequestFilters,
  cap: number = COUNT_CAP,
): RequestCounts {
  const index = requestIndex(db);
  const filter = requestFilter(db, index, viewer, filters);
  const most = isExact(viewer, filters) ? Number.POSITIVE_INFINITY : cap;
  const byStatus = filter ? countByStatus(index, filter, most) : requestStatuses.map(() => 0);
  const waitingOnMe = filter ? countWaiting(index, filter) : 0;
  const [open = 0, approved = 0, rejected = 0, cancelled = 0, expired = 0] = byStatus.map((count) =>
    Math.min(count, most),
  );
  const capped = [...byStatus, waitingOnMe].some((count) => count > most);
  return { open, approved, rejected, cancelled, expired, waitingOnMe: Math.min(waitingOnMe, most), capped };
}

// Whether the filters select the whole desk or one requester, and the viewer sees all of it.
function isExact(
  viewer: Viewer,
  { mine, requesterId, status: _, stuck, awaitsAnswer, ...others }: RequestFilters,
): boolean {
  const requester = mine ? viewer.id : requesterId;
  if (stuck !== undefined || awaitsAnswer !== undefined) return false;
  if (Object.values(others).some((filter) => filter !== undefined && filter !== false)) return false;
  return viewer.role !== 'member' || requester === viewer.id;
}

// In the order of the contract's statuses. A status that has more than `most` is left out of the rest of the scan: mostly
// the approved ones, which are four fifths of all.
function countByStatus(index: RequestIndex, filter: RequestFilter, most: number): number[] {
  const counted = new Uint32Array(16);
  const { status } = index;
  const sum = (cells: number) => counted.reduce((all, count, cell) => all + ((cells >>> cell) & 1 ? count : 0), 0);
  const asked = requestStatuses.map((one) => CELLS_OF[one]).filter((cells) => (cells & filter.cells) !== 0);
  const oldestOpen = index.openNumbers()[0] ?? index.end;
  scan(index, filter, 'desc', (numbers, size) => {
    countCells(status, numbers, size, counted);
    if (most === Number.POSITIVE_INFINITY) return EVERY;
    // Open requests expire within weeks, so old requests include none.
    const isDone = (cells: number) => sum(cells) > most || (cells === CELLS_OF.open && (numbers[0] ?? 0) <= oldestOpen);
    return asked.reduce((wanted, cells) => (isDone(cells) ? wanted : wanted | cells), NONE);
  });
  return requestStatuses.map((one) => sum(CELLS_OF[one]));
}

function countCells(status: Uint8Array, numbers: Uint32Array, size: number, counted: Uint32Array): void {
  for (let at = 0; at < size; at += 1) {
    const cell = status[numbers[at] ?? 0] ?? 0;
    counted[cell] = (counted[cell] ?? 0) + 1;
  }
}

function countWaiting(index: RequestIndex, filter: RequestFilter): number {
  let count = 0;
  scan(index, { ...filter, waitingOnly: true }, 'asc', (_, size) => {
    count += size;
    return EVERY;
  });
  return count;
}
