import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { isFew, type Range, rangeRun } from './inbox.ts';
import { merge, type Order, type Run } from './merge.ts';
import { searchRuns } from './search.ts';
import type { Selection } from './selection.ts';
import { shapes } from './shapes.ts';
import { type Sieve, sieveOf, siftedRun, sortedRun } from './sift.ts';
import { FOREVER, overlap } from './span.ts';
import { audienceRuns, type Principal, principalsOf, type SeenPolicies, seenPolicies } from './visibility.ts';
import { waitingRuns } from './waiting.ts';

/** Most values to merge the runs of, where what they have is neither near nor little. */
const MOST_VALUES = 3_000;

/** How many numbers to read at first where only some are kept. */
const SMALLEST_KEPT = 1_000;

/** How many of the next requests to look through; for values that a pattern matched, which is slower anyway, more. */
const LOOK_THROUGH = 2_000;
const LOOK_THROUGH_FOR_VALUES = 10_000;

/** Every request of a selection that the viewer sees, as runs that together are in order. */
export function requestRuns(db: ReadDb, selection: Selection, order: Order): Run[] {
  const { viewer, viewerKey, range, expression, partlyHidden } = selection;
  if (selection.waitingOnViewer) return waitingOrFound(db, selection, order);
  const principals = partlyHidden ? principalsOf(db, viewer) : [];
  const seen = partlyHidden ? seenPolicies(db, viewerKey, principals) : null;
  if (expression !== null) return searchRuns(db, expression, { ...recent(db, range), seen }, order);
  const values = Object.keys(range.among).length > 0;
  // With the policy, what is seen of a range is a few stretches by itself.
  if (!values && seen && range.equal.policy !== undefined && range.stuck === null)
    return seenRuns(db, range, seen, order);
  if (!values && !seen) return [rangeRun(db, range, order)];
  const leftOut = range.stuck === false ? stuckNumbers(db) : NOTHING;
  const sieve = sieveOf(range, seen, leftOut);
  const far = (rest: Range) => {
    const runs = farRuns(db, { ...rest, stuck: null }, seen, sieve, principals, order);
    return leftOut.size === 0 ? runs : runs.map((run) => only((number) => !leftOut.has(number), run));
  };
  return [siftedRun(db, range, sieve, order, lookThrough(range), far)];
}

const NOTHING: ReadonlySet<number> = new Set();

// What is stuck is little, and so is what has two columns in common that are not the policy: it is all looked through.
function lookThrough({ equal, among, stuck }: Range): number {
  if (stuck === true) return Number.POSITIVE_INFINITY;
  if (Object.keys(among).length > 0) return LOOK_THROUGH_FOR_VALUES;
  const columns = Object.keys(equal).length;
  return columns > 1 && equal.policy === undefined ? Number.POSITIVE_INFINITY : LOOK_THROUGH;
}

// What waits for somebody is seen by them, and is little enough to be held in memory.
function waitingOrFound(db: ReadDb, { viewer, viewerKey, range, expression }: Selection, order: Order): Run[] {
  const approver = { viewer, key: viewerKey, principals: principalsOf(db, viewer) };
  if (expression === null) return waitingRuns(db, approver, range, order);
  const waiting = merge(waitingRuns(db, approver, range, 'asc'), 'asc', -1, FOREVER);
  const [first, last] = [waiting[0], waiting.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = overlap(range.span, { from: first, to: last + 1 });
  if (!span) return [];
  const numbers = new Set(waiting);
  return searchRuns(db, expression, { ...range, span }, order).map((run) => only((number) => numbers.has(number), run));
}

/**
 * The ranges of what a member sees of a range with one column: for each policy that names the member the requests in
 * question, what the member asked for, and what the member filed, each a stretch of the index of a pair. They can
 * overlap.
 */
function seenRuns(db: ReadDb, range: Range, seen: SeenPolicies, order: Order): Run[] {
  const { equal } = range;
  const approver = seen.classes.flatMap(({ span, policies }) => {
    const both = overlap(span, range.span);
    if (!both) return [];
    return policies
      .filter((policy) => equal.policy === undefined || equal.policy === policy)
      .map((policy): Range => ({ ...range, span: both, equal: { ...equal, policy } }));
  });
  const own = equal.requester === undefined ? [{ ...range, equal: { ...equal, requester: seen.viewer } }] : [];
  const filed = { ...range, filer: seen.viewer };
  return [...approver, ...own, filed].map((one) => rangeRun(db, one, order));
}

function forEachValue(range: Range): Range[] {
  return Object.entries(range.among).reduce<Range[]>(
    (ranges, [column, keys]) =>
      ranges.flatMap((one) => keys.map((key): Range => ({ ...one, equal: { ...one.equal, [column]: key } }))),
    [{ ...range, among: {} }],
  );
}

// What the next requests hold little of: found by the values if they are rare, else by what the member sees or, of
// everything, value by value.
function farRuns(
  db: ReadDb,
  range: Range,
  seen: SeenPolicies | null,
  sieve: Sieve,
  principals: readonly Principal[],
  order: Order,
): Run[] {
  const { equal, among, statuses, span } = range;
  if (Object.keys(among).length === 0)
    return seen === null || Object.keys(equal).length === 0
      ? audienceRuns(db, principals, statuses, span, order)
      : seenRuns(db, range, seen, order);
  if (isFew(db, range)) return [sortedRun(db, range, sieve, order)];
  if (seen) return seenRuns(db, range, seen, order);
  const values = Object.values(among).reduce((product, keys) => product * keys.length, 1);
  return values > MOST_VALUES
    ? [sortedRun(db, range, sieve, order)]
    : forEachValue(range).map((one) => rangeRun(db, one, order));
}

const oldestOpen = shapes<{ number: number }>()(
  'oldest open',
  () =>
    sql`select number from fact_inbox indexed by fact_inbox_by_status where status = 'open' order by number limit 1`,
);

/** The same range from its first open request on, where it is of nothing else: open requests lapse within weeks. */
export function recent(db: ReadDb, range: Range): Range {
  if (range.statuses.some((status) => status !== 'open')) return range;
  const from = db.first(oldestOpen({}))?.number ?? 0;
  return { ...range, span: overlap(range.span, { from, to: FOREVER }) ?? { from: 0, to: 0 } };
}

const allStuck = shapes<{ number: number }>()(
  'stuck',
  () => sql`select number from fact_inbox indexed by fact_inbox_stuck where stuck = 1 and number > 0`,
);

function stuckNumbers(db: ReadDb): ReadonlySet<number> {
  return new Set(db.all(allStuck({})).map(({ number }) => number));
}

// The numbers of a run that are kept, read in larger and larger pieces: beginning a search costs more than going on.
function only(keep: (number: number) => boolean, run: Run): Run {
  return {
    read(after, limit) {
      const kept: number[] = [];
      let last: number | undefined = after;
      for (let size = Math.max(limit, SMALLEST_KEPT); last !== undefined && kept.length < limit; size *= 4) {
        const piece = run.read(last, size);
        kept.push(...piece.filter(keep));
        last = piece.length < size ? undefined : piece.at(-1);
      }
      return kept.slice(0, limit);
    },
  };
}
