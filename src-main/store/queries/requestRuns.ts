import type { ReadDb } from '../connection.ts';
import { countRange, FEW, oldestOpen, type Range, rangeRun, stuckNumbers } from './inbox.ts';
import { heldRun, merge, type Order, type Run } from './merge.ts';
import { foundNumbers, searchRuns } from './search.ts';
import { type Selection, seenOf } from './selection.ts';
import { sieveOf, siftedRun, sortedRun } from './sift.ts';
import { FOREVER, overlap } from './span.ts';
import { audienceRuns, type Principal, principalsOf, type SeenPolicies } from './visibility.ts';
import { waitingNumbers } from './waiting.ts';

/** Most values to merge the runs of, where what they have is neither near nor little. */
const MOST_VALUES = 3_000;

/** How many numbers to read at first where only some are kept. */
const SMALLEST_KEPT = 1_000;

/** Up to how many policies that name a member are taken one by one, without asking whether there is a shorter way. */
const FEW_POLICIES = 8;

/** How many of the next requests to look through; for values that a pattern matched, which is slower anyway, more. */
const LOOK_THROUGH = 2_000;
const LOOK_THROUGH_FOR_VALUES = 5_000;

/**
 * Every request of a selection that the viewer sees, as runs that together are in order. Where `whole` is true all of them will
 * be read, so the next ones are not looked through first.
 */
export function requestRuns(db: ReadDb, selection: Selection, order: Order, whole = false): Run[] {
  const { viewer, range, expression, partlyHidden } = selection;
  const numbers = littleOf(db, selection);
  if (numbers !== null)
    return [heldRun(expression === null ? numbers : answering(db, expression, range, numbers), order)];
  const seen = seenOf(db, selection);
  if (expression !== null) return searchRuns(db, expression, { ...recent(db, range), seen }, order);
  const values = Object.keys(range.among).length > 0;
  // With the policy, what is seen of a range is a few stretches by itself.
  if (seen && range.equal.policy !== undefined && range.stuck === null) return seenRuns(db, range, seen, order);
  if (!values && !seen) return [rangeRun(db, range, order)];
  const leftOut = range.stuck === false ? new Set(stuckNumbers(db)) : NOTHING;
  const sieve = sieveOf(range, seen, leftOut);
  const far = (rest: Range) => {
    const runs = farRuns(db, { ...rest, stuck: null }, seen, partlyHidden ? principalsOf(db, viewer) : [], order);
    return leftOut.size === 0 ? runs : runs.map((run) => only((number) => !leftOut.has(number), run));
  };
  return [siftedRun(db, range, sieve, order, whole && range.stuck !== true ? 0 : lookThrough(range), far)];
}

const NOTHING: ReadonlySet<number> = new Set();

// What is stuck is little: it is all looked through.
function lookThrough({ among, stuck }: Range): number {
  if (stuck === true) return Number.POSITIVE_INFINITY;
  return Object.keys(among).length > 0 ? LOOK_THROUGH_FOR_VALUES : LOOK_THROUGH;
}

// What waits for somebody, and what is stuck and answers a text besides, is little enough to be held in memory; null where
// something else is asked.
function littleOf(db: ReadDb, selection: Selection): readonly number[] | null {
  const { viewer, viewerKey, range, expression } = selection;
  if (selection.waitingOnViewer)
    return waitingNumbers(db, { viewer, key: viewerKey, principals: principalsOf(db, viewer) }, range);
  if (expression === null || range.stuck !== true) return null;
  return merge(requestRuns(db, { ...selection, expression: null }, 'asc'), 'asc', -1, FOREVER);
}

// Those of some requests, given ascending, that answer a text.
function answering(db: ReadDb, expression: string, range: Range, numbers: readonly number[]): number[] {
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Set(numbers);
  const found = foundNumbers(db, expression, { ...range, span: { from: first, to: last + 1 } });
  return found.filter((number) => known.has(number));
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
    return policies.map((policy): Range => ({ ...range, span: both, equal: { ...equal, policy } }));
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

// What the next requests hold little of. The index of two columns, or of one that holds all others, tells what is seen
// of it. Else it is found by the values if they are rare, else by what the member sees or, of everything, value by value.
function farRuns(
  db: ReadDb,
  range: Range,
  seen: SeenPolicies | null,
  principals: readonly Principal[],
  order: Order,
): Run[] {
  const { equal, among, statuses, span } = range;
  const columns = Object.keys(equal).length;
  const more = Object.keys(among).length;
  if (columns > 0 && columns + more > 1) return [rangeRun(db, { ...range, seen }, order)];
  if (more === 0)
    return seen === null || columns === 0
      ? audienceRuns(db, principals, statuses, span, order)
      : seenRuns(db, range, seen, order);
  const policies = seen?.classes.reduce((sum, one) => sum + one.policies.length, 0) ?? Number.POSITIVE_INFINITY;
  if (seen && policies <= FEW_POLICIES) return seenRuns(db, range, seen, order);
  const values = Object.values(among).reduce((product, keys) => product * keys.length, 1);
  const few = countRange(db, range, FEW + 1) <= FEW;
  if (few || (seen === null && values > MOST_VALUES)) return [sortedRun(db, { ...range, seen }, order)];
  return seen ? seenRuns(db, range, seen, order) : forEachValue(range).map((one) => rangeRun(db, one, order));
}

/** The same range from its first open request on, where it is of nothing else: open requests lapse within weeks. */
export function recent(db: ReadDb, range: Range): Range {
  if (range.statuses.some((status) => status !== 'open')) return range;
  return { ...range, span: overlap(range.span, { from: oldestOpen(db), to: FOREVER }) ?? { from: 0, to: 0 } };
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
