import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { isFew, type Range, rangeRun, sortedRun } from './inbox.ts';
import { merge, type Order, type Run } from './merge.ts';
import { nextRequestNumber } from './numbers.ts';
import { searchRuns } from './search.ts';
import type { Selection } from './selection.ts';
import { shapes } from './shapes.ts';
import { FOREVER, overlap, type Span } from './span.ts';
import { audienceRuns, principalsOf, type SeenPolicies, seenPolicies } from './visibility.ts';
import { waitingRuns } from './waiting.ts';

/** Most runs to merge; more cost more than a look at the rows themselves. */
const MOST_RUNS = 300;

/** Most values to merge the runs of, where what they have is neither near nor little. */
const MOST_VALUES = 3_000;

/** How many numbers to read at first where only some are kept. */
const SMALLEST_KEPT = 1_000;

/** How many of the next requests to look through before values that a pattern matched are looked up one by one. */
const WINDOW = 30_000;

/** Every request of a selection that the viewer sees, as runs that together are in order. */
export function requestRuns(db: ReadDb, selection: Selection, order: Order): Run[] {
  const { viewer, viewerKey, range, expression, partlyHidden } = selection;
  if (selection.waitingOnViewer) return waitingOrFound(db, selection, order);
  const principals = partlyHidden ? principalsOf(db, viewer) : [];
  const seen = partlyHidden ? seenPolicies(db, viewerKey, principals) : null;
  if (expression !== null) return searchRuns(db, expression, { ...recent(db, range), seen }, order);
  if (range.stuck === true) return [rangeRun(db, { ...range, seen }, order)];
  if (Object.keys(range.among).length > 0) return patternRuns(db, range, seen, order);
  if (!seen) return [rangeRun(db, range, order)];
  if (Object.keys(range.equal).length > 0) return seenRuns(db, range, seen, order);
  const runs = audienceRuns(db, principals, range.statuses, range.span, order);
  return range.stuck === false ? runs.map((run) => without(stuckNumbers(db), run)) : runs;
}

// What waits for somebody is seen by them, and is little enough to be held in memory.
function waitingOrFound(db: ReadDb, { viewer, viewerKey, range, expression }: Selection, order: Order): Run[] {
  const waiting = waitingRuns(db, { viewer, key: viewerKey, principals: principalsOf(db, viewer) }, range, order);
  if (expression === null) return waiting;
  const numbers = new Set(merge(waiting, order, order === 'asc' ? -1 : FOREVER, FOREVER));
  return searchRuns(db, expression, recent(db, range), order).map((run) => only((number) => numbers.has(number), run));
}

/**
 * The ranges of what a member sees of a range with one column: for each policy that names the member the requests in
 * question, what the member asked for, and what the member filed, each a stretch of the index of a pair. They can
 * overlap. Where two columns are a pair already, few enough have both to look at each.
 */
function seenRuns(db: ReadDb, range: Range, seen: SeenPolicies, order: Order): Run[] {
  const { equal } = range;
  const columns = Object.keys(equal).length;
  const approver = seen.classes.flatMap(({ span, policies }) => {
    const both = overlap(span, range.span);
    if (!both) return [];
    return policies
      .filter((policy) => equal.policy === undefined || equal.policy === policy)
      .map((policy): Range => ({ ...range, span: both, equal: { ...equal, policy } }));
  });
  if (approver.length > MOST_RUNS || (columns > 1 && equal.policy === undefined))
    return [rangeRun(db, { ...range, seen }, order)];
  const own = equal.requester === undefined ? [{ ...range, equal: { ...equal, requester: seen.viewer } }] : [];
  const filed = { ...range, filer: seen.viewer };
  return [...approver, ...own, filed].map((one) => rangeRun(db, one, order));
}

// Patterns that match few names become a range for each name. Of many names the next requests most likely have some;
// if they do not, they are rare.
function patternRuns(db: ReadDb, range: Range, seen: SeenPolicies | null, order: Order): Run[] {
  const values = Object.values(range.among).reduce((product, keys) => product * keys.length, 1);
  const policies = seen === null ? 1 : seen.classes.reduce((sum, one) => sum + one.policies.length, 2);
  if (values * policies > MOST_RUNS) return [windowed(db, { ...range, seen }, order)];
  return forEachValue(range).flatMap((one) => (seen ? seenRuns(db, one, seen, order) : [rangeRun(db, one, order)]));
}

function forEachValue(range: Range): Range[] {
  return Object.entries(range.among).reduce<Range[]>(
    (ranges, [column, keys]) =>
      ranges.flatMap((one) => keys.map((key): Range => ({ ...one, equal: { ...one.equal, [column]: key } }))),
    [{ ...range, among: {} }],
  );
}

function windowed(db: ReadDb, range: Range, order: Order): Run {
  return {
    read(after, limit) {
      const { from, to } = range.span;
      const edge =
        order === 'asc' ? Math.max(from, after) + WINDOW : Math.min(to, after, nextRequestNumber(db)) - WINDOW;
      const [below, above] = [
        { from: 0, to: edge },
        { from: edge, to: FOREVER },
      ];
      const [near, far] = order === 'asc' ? [below, above] : [above, below];
      const first = inSpan(range, near, (one) => rangeRun(db, one, order).read(after, limit));
      if (first.length === limit) return first;
      const rest = inSpan(range, far, (one) => merge(farRuns(db, one, order), order, after, limit - first.length));
      return [...first, ...rest];
    },
  };
}

function inSpan(range: Range, part: Span, read: (range: Range) => number[]): number[] {
  const span = overlap(range.span, part);
  return span ? read({ ...range, span }) : [];
}

// What the next requests hold little of: found by the values if they are rare, else by what the member sees or, of
// everything, value by value.
function farRuns(db: ReadDb, range: Range, order: Order): Run[] {
  if (isFew(db, range)) return [sortedRun(db, range, order)];
  if (range.seen) return seenRuns(db, { ...range, seen: null }, range.seen, order);
  const values = Object.values(range.among).reduce((product, keys) => product * keys.length, 1);
  return values > MOST_VALUES
    ? [sortedRun(db, range, order)]
    : forEachValue(range).map((one) => rangeRun(db, one, order));
}

const oldestOpen = shapes<{ number: number }>()(
  'oldest open',
  () =>
    sql`select number from fact_inbox indexed by fact_inbox_by_status where status = 'open' order by number limit 1`,
);

// Open requests lapse within weeks, so none is older than a small part of them all.
function recent(db: ReadDb, range: Range): Range {
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

function without(numbers: ReadonlySet<number>, run: Run): Run {
  return only((number) => !numbers.has(number), run);
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
