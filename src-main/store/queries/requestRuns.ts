import type { ReadDb } from '../connection.ts';
import { columnRun } from './columns/read.ts';
import { lapsedNumbers } from './due.ts';
import { oldestOpen, type Range, rangeRun, stuckNumbers } from './inbox.ts';
import { heldRun, keptRun, merge, type Order, type Run } from './merge.ts';
import { foundNumbers, searchRun } from './search.ts';
import { narrowed, type Selection, seenOf } from './selection.ts';
import { sieveOf, siftedRun } from './sift.ts';
import { FOREVER, overlap } from './span.ts';
import { audienceRuns, type Principal, principalsOf, type SeenPolicies } from './visibility.ts';
import { waitingNumbers } from './waiting.ts';

/** How many of the next requests to look through in an index before they are looked for in another way. */
const LOOK_THROUGH = 2_000;

/**
 * The same as `requestRuns` as of the moment of reading: what is over by then counts as expired and not as open, although that is not
 * recorded yet.
 */
export function runsAsOf(db: ReadDb, selection: Selection, order: Order, whole = false): Run[] {
  const runs = requestRuns(db, selection, order, whole);
  const { statuses } = selection.range;
  const over = lapsedNumbers(db);
  if (over.length === 0) return runs;
  if (statuses.includes('expired')) return [...runs, heldRun(lapsedAsExpired(db, selection), order)];
  if (!statuses.includes('open')) return runs;
  const lapsed = new Set(over);
  return runs.map((run) => keptRun(run, (numbers) => numbers.filter((number) => !lapsed.has(number))));
}

/**
 * The numbers, ascending, of the requests of a selection that are recorded as open and are over as of the moment of reading. `selection` is
 * taken as it is recorded, so its `stuck` is that of an open request.
 */
export function lapsedAsOpen(db: ReadDb, selection: Selection): number[] {
  const over = lapsedNumbers(db);
  const [first, last] = [over[0], over.at(-1)];
  if (first === undefined || last === undefined || !selection.range.statuses.includes('open')) return [];
  const span = overlap(selection.range.span, { from: first, to: last + 1 });
  if (!span) return [];
  const open = { ...selection, range: { ...narrowed(selection.range, ['open']), span } };
  const known = new Set(over);
  return merge(requestRuns(db, open, 'asc', true), 'asc', -1, FOREVER).filter((number) => known.has(number));
}

/** The same of a selection of what is closed: what is over is not stuck, whatever is recorded of it. */
export function lapsedAsExpired(db: ReadDb, selection: Selection): number[] {
  const { range } = selection;
  if (range.stuck === true || selection.waitingOnViewer) return [];
  return lapsedAsOpen(db, { ...selection, range: { ...range, stuck: null, statuses: ['open'] } });
}

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
  if (expression !== null) return [searchRun(db, expression, { ...recent(db, range), seen }, order)];
  const isAmong = Object.keys(range.among).length > 0;
  // What has nothing in common but names that a pattern matched is looked for in the columns.
  if (isAmong && Object.keys(range.equal).length === 0 && range.stuck !== true)
    return [columnRun(db, { ...recent(db, range), seen }, order)];
  // With the policy, what is seen of a range is a few stretches by itself.
  if (seen && !isAmong && range.equal.policy !== undefined && range.stuck === null)
    return seenRuns(db, range, seen, order);
  if (!isAmong && !seen) return [rangeRun(db, range, order)];
  const leftOut = range.stuck === false ? new Set(stuckNumbers(db)) : NOTHING;
  const sieve = sieveOf(range, seen, leftOut);
  const far = (rest: Range) => {
    const runs = farRuns(db, { ...rest, stuck: null }, seen, partlyHidden ? principalsOf(db, viewer) : [], order);
    return leftOut.size === 0
      ? runs
      : runs.map((run) => keptRun(run, (all) => all.filter((number) => !leftOut.has(number))));
  };
  // What is stuck is little: it is all looked through.
  const most = range.stuck === true ? Number.POSITIVE_INFINITY : whole ? 0 : LOOK_THROUGH;
  return [siftedRun(db, range, sieve, order, most, far)];
}

const NOTHING: ReadonlySet<number> = new Set();

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

// What the next requests hold little of. The index of two columns tells what is seen of them; else it is found by what
// the member sees.
function farRuns(
  db: ReadDb,
  range: Range,
  seen: SeenPolicies | null,
  principals: readonly Principal[],
  order: Order,
): Run[] {
  const { equal, among, statuses, span } = range;
  if (Object.keys(among).length > 0) return [columnRun(db, { ...recent(db, range), seen }, order)];
  const columns = Object.keys(equal).length;
  if (columns > 1) return [rangeRun(db, { ...range, seen }, order)];
  return seen === null || columns === 0
    ? audienceRuns(db, principals, statuses, span, order)
    : seenRuns(db, range, seen, order);
}

/** The same range from its first open request on, where it is of nothing else: open requests lapse within weeks. */
export function recent(db: ReadDb, range: Range): Range {
  if (range.statuses.some((status) => status !== 'open')) return range;
  return { ...range, span: overlap(range.span, { from: oldestOpen(db), to: FOREVER }) ?? { from: 0, to: 0 } };
}
