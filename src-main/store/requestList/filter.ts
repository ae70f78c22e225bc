import type { Parsed } from '#contract/contract.ts';
import { type RequestStatus, requestStatuses } from '#contract/requests.ts';
import { sees } from '../../engine/request/sight.ts';
import type { ReadDb } from '../connection.ts';
import { findKey } from '../ids.ts';
import { numbersIn } from '../queries/moments.ts';
import { matchNames } from '../queries/patterns.ts';
import { loadSight, type Viewer } from '../queries/sight.ts';
import { bitsOf, fillAmong, fillEqual, setBit } from './bits.ts';
import type { KeyColumn } from './blocks.ts';
import { waitingTest } from './openRequests.ts';
import { type RequestIndex, STATUS_CELLS, type Test, testOf } from './requestIndex.ts';
import { textTests } from './words.ts';

/** The filters of `requests.list` and `requests.counts`, parsed. */
export type RequestFilters = Parsed<'requests', 'counts'>;

/** A viewer's query for requests, resolved to tests of request numbers. */
export interface RequestFilter {
  /** The wanted statuses, one bit for each status cell. */
  readonly cells: number;
  readonly from: number;
  readonly to: number;
  /** All other filters, and what the viewer may see. */
  readonly tests: readonly Test[];
  readonly waitingOnly: boolean;
  /** The open requests that wait for the viewer, ascending, whatever the filters say. */
  waiting(): Uint32Array;
}

/**
 * Resolves filters: ids to keys, patterns and texts to the names that they match, times to numbers. Null if no request
 * can match. `mine` and `waitingOnMe` filter only if true; `stuck` and `awaitsAnswer` filter
 * if true and if false.
 */
export function requestFilter(
  db: ReadDb,
  index: RequestIndex,
  viewer: Viewer,
  filters: RequestFilters,
): RequestFilter | null {
  const sight = loadSight(db, viewer);
  if (!sight) return null;
  const { mine, requesterId, policyId, number, text, waitingOnMe = false } = filters;
  if (mine && requesterId !== undefined && requesterId !== viewer.id) return null;
  const { keys, end } = index;
  const tests: Test[] = [];
  const equal = (column: KeyColumn, key: number | undefined): boolean => {
    if (key !== undefined) tests.push(testOf(index, `${column} ${key}`, fillEqual(keys[column], key)));
    return key !== undefined;
  };
  const among = (column: 'resource' | 'account', pattern: string | undefined): boolean => {
    if (pattern === undefined) return true;
    const ids = matchNames(db, column, pattern);
    if (ids.length < 2) return equal(column, ids[0]);
    // A name that is new belongs to no request of before, so what was computed with fewer names stays right.
    tests.push(testOf(index, `${column} like ${pattern}`, fillAmong(keys[column], bitsOf(ids))));
    return true;
  };
  const requester = mine ? viewer.id : requesterId;
  const possible =
    among('resource', filters.resource) &&
    (requester === undefined || equal('requester', findKey(db, requester))) &&
    among('account', filters.account) &&
    (policyId === undefined || equal('policy', findKey(db, policyId)));
  const texts = text === undefined ? [] : textTests(db, index, text);
  const submitted = numbersIn(db, { from: filters.submittedFrom, to: filters.submittedTo });
  const from = Math.max(submitted.from, number ?? 1);
  const to = Math.min(submitted.to, number === undefined ? end : number + 1, end);
  const cells = cellsOf(filters);
  if (!possible || texts === null || from >= to || cells === 0) return null;
  tests.push(...texts);
  if (!sight.everything && requester !== viewer.id)
    tests.push(
      testOf(index, `seen by ${sight.viewer}`, (bits, first, last) => {
        for (let at = first; at < last; at += 1) {
          const [who, filer, policy] = [keys.requester[at] ?? 0, keys.filer[at] ?? 0, keys.policy[at] ?? 0];
          if (sees(sight, who, filer, policy, at)) setBit(bits, at);
        }
      }),
    );
  return {
    cells,
    from,
    to,
    tests,
    waitingOnly: waitingOnMe,
    waiting() {
      const waits = waitingTest(db, viewer, sight.viewer, keys);
      const open = index.open.slice(index.lapsed).filter(waits);
      return Uint32Array.from(open, (request) => request.number).sort();
    },
  };
}

const STUCK = (1 << STATUS_CELLS.stuck) | (1 << STATUS_CELLS.stuckUnanswered);
const UNANSWERED = (1 << STATUS_CELLS.unanswered) | (1 << STATUS_CELLS.stuckUnanswered);

/** The cells in memory that count as each status of the contract, one bit for each cell. */
export const CELLS_OF: Readonly<Record<RequestStatus, number>> = {
  open: (1 << STATUS_CELLS.open) | STUCK | UNANSWERED,
  approved: 1 << STATUS_CELLS.approved,
  rejected: 1 << STATUS_CELLS.rejected,
  cancelled: 1 << STATUS_CELLS.cancelled,
  expired: 1 << STATUS_CELLS.expired,
};

function cellsOf({ status, stuck, awaitsAnswer, waitingOnMe }: RequestFilters): number {
  const asked: readonly RequestStatus[] = status === undefined ? requestStatuses : [status];
  const cells = asked.reduce((bits: number, one) => bits | CELLS_OF[one], 0) & (waitingOnMe ? CELLS_OF.open : -1);
  const ofThese = (wanted: boolean | undefined, bits: number): number =>
    wanted === false ? ~bits : wanted ? bits : -1;
  return cells & ofThese(stuck, STUCK) & ofThese(awaitsAnswer, UNANSWERED);
}

/** Narrows a filter to some statuses. */
export function withStatuses(filter: RequestFilter, statuses: readonly RequestStatus[]): RequestFilter {
  return { ...filter, cells: filter.cells & statuses.reduce((bits: number, status) => bits | CELLS_OF[status], 0) };
}
