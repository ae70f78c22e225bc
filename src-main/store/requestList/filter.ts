import type { Parsed } from '#contract/contract.ts';
import { type RequestStatus, requestStatuses } from '#contract/requests.ts';
import { sees } from '../../engine/request/sight.ts';
import type { ReadDb } from '../connection.ts';
import { personKey, policyKey } from '../queries/keysOf.ts';
import { numbersIn } from '../queries/moments.ts';
import { matchNames } from '../queries/patterns.ts';
import { loadSight, type Viewer } from '../queries/sight.ts';
import { type Bits, bitOf, bitsOf, type Keep, keepAmong, keepEqual, setBit } from './bits.ts';
import type { KeyColumn } from './blocks.ts';
import { waitingTest } from './openRequests.ts';
import { type RequestIndex, STATUS_CELLS, viewerBits } from './requestIndex.ts';
import { textTests } from './words.ts';

/** The filters of `requests.list` and `requests.counts`, parsed. */
export type RequestFilters = Parsed<'requests', 'counts'>;

/** What a viewer asks of the requests, resolved to tests of their numbers. */
export interface RequestFilter {
  /** The statuses that are asked for; one bit for each cell. */
  readonly cells: Bits;
  readonly from: number;
  readonly to: number;
  /** Everything else that is asked, and what the viewer sees; those that mostly leave fewest come first. */
  readonly tests: readonly Keep[];
  readonly waitingOnly: boolean;
  /** The open requests that wait for the viewer, whatever the filters ask, ascending. */
  waiting(): Uint32Array;
}

/**
 * Resolves filters: ids to keys, patterns and texts to what they can mean, times to numbers. Null when no request can answer them. `mine`
 * and `waitingOnMe` ask for something only when they are true; `stuck` asks either way.
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
  const tests: Keep[] = [];
  const equal = (column: KeyColumn, key: number | undefined): boolean => {
    if (key !== undefined) tests.push(keepEqual(keys[column], key));
    return key !== undefined;
  };
  const among = (column: 'resource' | 'account', pattern: string | undefined): boolean => {
    if (pattern === undefined) return true;
    const ids = matchNames(db, column, pattern);
    if (ids.length < 2) return equal(column, ids[0]);
    tests.push(keepAmong(keys[column], bitsOf(ids)));
    return true;
  };
  const requester = mine ? viewer.id : requesterId;
  const possible =
    among('resource', filters.resource) &&
    (requester === undefined || equal('requester', personKey(db, requester))) &&
    among('account', filters.account) &&
    (policyId === undefined || equal('policy', policyKey(db, policyId)));
  const texts = text === undefined ? [] : textTests(db, index, text);
  const submitted = numbersIn(db, { from: filters.submittedFrom, to: filters.submittedTo });
  const from = Math.max(submitted.from, number ?? 1);
  const to = Math.min(submitted.to, number === undefined ? end : number + 1, end);
  const cells = cellsOf(filters);
  if (!possible || texts === null || from >= to || cells.length === 0) return null;
  tests.push(...texts);
  if (!sight.everything && requester !== viewer.id)
    tests.push(
      viewerBits(index, sight.viewer).keep((bits, first, last) => {
        for (let at = first; at < last; at += 1) {
          const [who, filer, policy] = [keys.requester[at] ?? 0, keys.filer[at] ?? 0, keys.policy[at] ?? 0];
          if (sees(sight, who, filer, policy, at)) setBit(bits, at);
        }
      }, end),
    );
  return {
    cells: bitsOf(cells),
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

/** The statuses in memory that count as one of the contract's. */
export const CELLS_OF: Readonly<Record<RequestStatus, readonly number[]>> = {
  open: [STATUS_CELLS.open, STATUS_CELLS.stuck],
  approved: [STATUS_CELLS.approved],
  rejected: [STATUS_CELLS.rejected],
  cancelled: [STATUS_CELLS.cancelled],
  expired: [STATUS_CELLS.expired],
};

function cellsOf({ status, stuck, waitingOnMe }: RequestFilters): number[] {
  const asked = (status === undefined ? requestStatuses : [status]).flatMap((one) => CELLS_OF[one]);
  return asked.filter(
    (cell) =>
      (stuck === undefined || stuck === (cell === STATUS_CELLS.stuck)) &&
      (!waitingOnMe || CELLS_OF.open.includes(cell)),
  );
}

/** The part of a filter that has one of some statuses. */
export function withStatuses(filter: RequestFilter, statuses: readonly RequestStatus[]): RequestFilter {
  const cells = statuses.flatMap((status) => CELLS_OF[status]).filter((cell) => bitOf(filter.cells, cell) === 1);
  return { ...filter, cells: bitsOf(cells) };
}
