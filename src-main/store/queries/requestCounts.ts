import type { RequestCounts, RequestStatus } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { keepLatest } from '../latest.ts';
import { statement } from '../statement.ts';
import { tally } from './columns/tally.ts';
import { countParts, countRange, type Keys, type Part, type Range } from './inbox.ts';
import { memory } from './memory.ts';
import { merge } from './merge.ts';
import { lapsedAsExpired, lapsedAsOpen, recent, requestRuns, runsAsOf } from './requestRuns.ts';
import { countSearch } from './search.ts';
import { narrowed, type RequestFilters, type Selection, seenOf, select } from './selection.ts';
import { countSifted, namedTest, sieveOf } from './sift.ts';
import { FOREVER, gaps, type Span } from './span.ts';
import type { SeenPolicies, Viewer } from './visibility.ts';

/** Up to what number requests are counted, where counts are not kept (docs/contract-reference.md#requestscounts). */
export const COUNT_CAP = 10_000;

const NOTHING: RequestCounts = {
  open: 0,
  approved: 0,
  rejected: 0,
  cancelled: 0,
  expired: 0,
  waitingOnMe: 0,
  capped: false,
};

/**
 * How many requests that a viewer sees answer all filters, by status; and how many of them wait for the viewer. Exact
 * for the whole desk and for one requester, whose counts are kept; else exact up to `cap`.
 */
export function countRequests(
  db: ReadDb,
  viewer: Viewer,
  filters: RequestFilters,
  cap: number = COUNT_CAP,
): RequestCounts {
  const selection = select(db, viewer, filters);
  if (!selection) return NOTHING;
  const kept = keptFor(viewer, filters);
  const limit = kept === null ? cap + 1 : FOREVER;
  const waitingOnMe = waitingIn(db, selection, limit);
  const byStatus = selection.waitingOnViewer ? { open: waitingOnMe } : countedAsOf(db, selection, kept, limit);
  const most = kept === null ? cap : FOREVER;
  const all = { ...NOTHING, ...byStatus, waitingOnMe };
  return {
    open: Math.min(all.open, most),
    approved: Math.min(all.approved, most),
    rejected: Math.min(all.rejected, most),
    cancelled: Math.min(all.cancelled, most),
    expired: Math.min(all.expired, most),
    waitingOnMe: Math.min(all.waitingOnMe, most),
    capped: [...Object.values(byStatus), waitingOnMe].some((count) => count > most),
  };
}

// What is over as of the moment of reading counts as expired and not as open.
function countedAsOf(db: ReadDb, selection: Selection, kept: PersonId | '' | null, limit: number): Counts {
  const { statuses } = selection.range;
  const left = lapsedAsOpen(db, selection).length;
  const gained = statuses.includes('expired') ? lapsedAsExpired(db, selection).length : 0;
  const recorded = kept === null ? counted(db, selection, limit + left) : keptCounts(db, kept, statuses);
  return {
    ...recorded,
    ...(left === 0 ? {} : { open: (recorded.open ?? 0) - left }),
    ...(gained === 0 ? {} : { expired: (recorded.expired ?? 0) + gained }),
  };
}

type Counts = Partial<Record<RequestStatus, number>>;

// Whose counts answer these filters: somebody's, the whole desk's (''), or nobody's (null).
function keptFor(viewer: Viewer, filters: RequestFilters): PersonId | '' | null {
  const { mine, requesterId, status: _, ...others } = filters;
  if (Object.values(others).some((filter) => filter !== undefined && filter !== false)) return null;
  if (others.stuck === false) return null;
  const requester = mine ? viewer.id : requesterId;
  if (viewer.role === 'member' && requester !== viewer.id) return null;
  return requester ?? '';
}

const kept = statement<{ requesterId: PersonId | '' }>()((value, db) =>
  db.selectFrom('fact_count').select(['status', 'requests']).where('requester_id', '=', value('requesterId')),
);

function keptCounts(db: ReadDb, requesterId: PersonId | '', statuses: readonly RequestStatus[]): Counts {
  const rows = db.all(kept({ requesterId })).filter(({ status }) => statuses.includes(status));
  return Object.fromEntries(rows.map(({ status, requests }) => [status, requests]));
}

function waitingIn(db: ReadDb, selection: Selection, limit: number): number {
  const { range } = selection;
  if (!range.statuses.includes('open')) return 0;
  const waiting = { ...selection, waitingOnViewer: true, range: narrowed(range, ['open']) };
  return merge(runsAsOf(db, waiting, 'asc'), 'asc', -1, limit).length;
}

/** How many counts that have come to the limit are kept in memory, some kilobytes each for who sees most. */
const MOST_FULL = 500;

// The limits that counts of closed requests have come to. These stay closed, what they are does not change, and others only
// come to them: the same selection has as many of them for ever.
const full = memory(() => new Map<string, number>());

function counted(db: ReadDb, selection: Selection, limit: number): Counts {
  const seen = seenOf(db, selection);
  const known = full(db);
  const { statuses, ...asked } = selection.range;
  const selected = JSON.stringify([asked, selection.expression, seen]);
  const keyOf = (status: RequestStatus) => `${status} ${selected}`;
  const left = statuses.filter((status) => (known.get(keyOf(status)) ?? 0) < limit);
  const counts = countLeft(db, { ...selection, range: { ...selection.range, statuses: left } }, seen, limit);
  for (const [index, status] of left.entries())
    if (status !== 'open' && counts[index] === limit) keepLatest(known, keyOf(status), limit, MOST_FULL);
  const whole = Object.fromEntries(statuses.map((status) => [status, limit]));
  return { ...whole, ...Object.fromEntries(left.map((status, index) => [status, counts[index]])) };
}

function countLeft(db: ReadDb, selection: Selection, seen: SeenPolicies | null, limit: number): number[] {
  const { range, expression } = selection;
  if (range.statuses.length === 0) return [];
  if (expression === null) return countStatuses(db, range, seen && sightOf(db, seen), limit);
  if (range.stuck === true) return [merge(requestRuns(db, selection, 'asc'), 'asc', -1, limit).length];
  return countSearch(db, expression, { ...recent(db, range), seen }, limit);
}

function countStatuses(db: ReadDb, range: Range, sight: Sight | null, limit: number): number[] {
  if (range.stuck !== true && Object.keys(range.among).length > 0) {
    const found = tally(db, { ...recent(db, range), seen: sight?.seen ?? null }, limit);
    found.addAll();
    return found.counts();
  }
  return range.statuses.map((status) => countStatus(db, narrowed(range, [status]), sight, limit));
}

/** What a member sees as an approver and what not, each once, and how to tell. */
interface Sight {
  readonly seen: SeenPolicies;
  readonly named: readonly Part[];
  readonly others: readonly Part[];
  isNamed(keys: Keys): boolean;
}

function sightOf(db: ReadDb, seen: SeenPolicies): Sight {
  return { seen, named: partsOf(seen.classes), others: partsOf(unseen(db, seen)), isNamed: namedTest(seen) };
}

// What is not stuck is the rest: what is stuck is little, and has an index of its own.
function countStatus(db: ReadDb, range: Range, sight: Sight | null, limit: number): number {
  const { equal, stuck } = range;
  if (stuck === false) {
    const stuckOnes = countStatus(db, { ...range, stuck: true }, sight, FOREVER);
    return Math.min(limit, countStatus(db, { ...range, stuck: null }, sight, limit + stuckOnes) - stuckOnes);
  }
  if (sight === null) return countRange(db, range, limit);
  if (stuck === true || (Object.keys(equal).length > 1 && equal.policy === undefined))
    return countSifted(db, range, sieveOf(range, sight.seen, NONE), limit);
  return countSeparately(db, range, sight, limit);
}

const NONE: ReadonlySet<number> = new Set();

/**
 * What a member sees of a range, in parts that have no request in common: as an approver; and of the rest, what the
 * member asked for or filed.
 */
function countSeparately(db: ReadDb, range: Range, sight: Sight, limit: number): number {
  let count = countParts(db, range, sight.named, limit);
  if (count < limit && range.equal.requester === undefined) count += countOwn(db, range, sight, limit - count);
  if (count < limit) count += countFiled(db, range, sight, limit - count);
  return Math.min(count, limit);
}

function countOwn(db: ReadDb, range: Range, { seen, others, isNamed }: Sight, limit: number): number {
  const { equal } = range;
  const own: Range = { ...range, equal: { ...equal, requester: seen.viewer } };
  if (Object.keys(equal).every((column) => column === 'policy')) return countParts(db, own, others, limit);
  return countSifted(db, own, { columns: ['policy'], keeps: (keys) => !isNamed(keys) }, limit);
}

function countFiled(db: ReadDb, range: Range, { seen, isNamed }: Sight, limit: number): number {
  const keeps = (keys: Keys) => keys.requester !== seen.viewer && !isNamed(keys);
  return countSifted(db, { ...range, filer: seen.viewer }, { columns: ['requester', 'policy'], keeps }, limit);
}

function partsOf(classes: SeenPolicies['classes']): Part[] {
  return classes.flatMap(({ span, policies: some }) => some.map((policy) => ({ policy, span })));
}

const policies = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_policy').select('created_sequence as policy'),
);

// The policies that do not name the member, and those that do, for the numbers for which they do not.
function unseen(db: ReadDb, { classes }: SeenPolicies): SeenPolicies['classes'] {
  const spans = new Map<number, Span[]>(db.all(policies({})).map(({ policy }) => [policy, []]));
  for (const one of classes) for (const policy of one.policies) spans.get(policy)?.push(one.span);
  const found = new Map<string, { span: Span; policies: number[] }>();
  for (const [policy, known] of spans)
    for (const span of gaps([...known].sort((a, b) => a.from - b.from))) {
      const key = `${span.from} ${span.to}`;
      const one = found.get(key) ?? { span, policies: [] };
      one.policies.push(policy);
      found.set(key, one);
    }
  return [...found.values()];
}
