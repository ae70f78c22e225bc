import type { RequestCounts, RequestStatus } from '../../../src-preload/contract/requests.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { countRange, isFew, type Range } from './inbox.ts';
import { merge } from './merge.ts';
import { requestRuns } from './requestRuns.ts';
import { countSearch } from './search.ts';
import { narrowed, type RequestFilters, type Selection, select } from './selection.ts';
import { FOREVER, gaps, overlap, type Span } from './span.ts';
import { principalsOf, type SeenPolicies, seenPolicies, type Viewer } from './visibility.ts';
import { countWaiting } from './waiting.ts';

/** Up to what number requests are counted, where counts are not kept (CONTRACT.md, `requests.counts`). */
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
 * for the whole desk and for one requester, whose counts are kept; else exact up to 10,000.
 */
export function countRequests(db: ReadDb, viewer: Viewer, filters: RequestFilters): RequestCounts {
  const selection = select(db, viewer, filters);
  if (!selection) return NOTHING;
  const kept = keptFor(viewer, filters);
  const limit = kept === null ? COUNT_CAP + 1 : FOREVER;
  const byStatus = kept === null ? counted(db, selection, limit) : keptCounts(db, kept, selection.range.statuses);
  const waitingOnMe = waitingIn(db, selection, limit);
  const most = kept === null ? COUNT_CAP : FOREVER;
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

const kept = statement<{ requesterId: PersonId | '' }, { status: RequestStatus; requests: number }>((value, db) =>
  db.selectFrom('fact_count').select(['status', 'requests']).where('requester_id', '=', value('requesterId')),
);

function keptCounts(db: ReadDb, requesterId: PersonId | '', statuses: readonly RequestStatus[]): Counts {
  const rows = db.all(kept({ requesterId })).filter(({ status }) => statuses.includes(status));
  return Object.fromEntries(rows.map(({ status, requests }) => [status, requests]));
}

function waitingIn(db: ReadDb, selection: Selection, limit: number): number {
  const { viewer, viewerKey, range, expression } = selection;
  if (!range.statuses.includes('open')) return 0;
  const open = narrowed(range, ['open']);
  if (expression === null)
    return countWaiting(db, { viewer, key: viewerKey, principals: principalsOf(db, viewer) }, open, limit);
  return merge(requestRuns(db, { ...selection, waitingOnViewer: true, range: open }, 'asc'), 'asc', -1, limit).length;
}

function counted(db: ReadDb, selection: Selection, limit: number): Counts {
  const { viewer, viewerKey, range, expression, partlyHidden } = selection;
  const { statuses } = range;
  if (selection.waitingOnViewer) return { open: waitingIn(db, selection, limit) };
  const seen = partlyHidden ? seenPolicies(db, viewerKey, principalsOf(db, viewer)) : null;
  const counts =
    expression === null
      ? countParts(db, partsOf(db, range, seen), statuses, limit)
      : countSearch(db, expression, { ...range, seen });
  return Object.fromEntries(statuses.map((status, index) => [status, counts[index] ?? 0]));
}

function countParts(db: ReadDb, parts: readonly Range[], statuses: readonly RequestStatus[], limit: number): number[] {
  return statuses.map((status) =>
    parts.reduce((sum, part) => (sum < limit ? sum + countRange(db, narrowed(part, [status]), limit - sum) : sum), 0),
  );
}

// With one column at most, or with the policy, what a member sees of a range is stretches of indexes that can be
// counted without looking at a row. Where a pattern matches more requests than the member sees, each of those is
// looked at.
function partsOf(db: ReadDb, range: Range, seen: SeenPolicies | null): Range[] {
  const { equal, among, stuck } = range;
  if (seen === null) return [range];
  const columns = Object.keys(equal).length;
  const separable = stuck !== true && (columns <= 1 || equal.policy !== undefined);
  if (separable && Object.keys(among).length === 0) return separate(db, range, seen);
  return separable && !isFew(db, range) ? separate(db, range, seen) : [{ ...range, seen }];
}

/**
 * What a member sees of a range, in parts that have no request in common: as an approver; and of the rest, what the
 * member asked for or filed.
 */
function separate(db: ReadDb, range: Range, seen: SeenPolicies): Range[] {
  const { equal } = range;
  const approver = seen.classes.flatMap((one) => ofPolicies(range, one.span, one.policies));
  const rest = unseen(db, seen).flatMap((one) => ofPolicies(range, one.span, one.policies));
  const own = rest.map((part): Range => ({ ...part, equal: { ...part.equal, requester: seen.viewer } }));
  const filed = rest.map((part): Range => ({ ...part, filer: seen.viewer }));
  return [...approver, ...(equal.requester === undefined ? own : []), ...filed];
}

function ofPolicies(range: Range, span: Span, policies: readonly number[]): Range[] {
  const both = overlap(range.span, span);
  const { policy } = range.equal;
  if (!both || (policy !== undefined && !policies.includes(policy))) return [];
  return [
    {
      ...range,
      span: both,
      ...(policy === undefined ? { among: { ...range.among, policy: policies }, by: 'policy' } : {}),
    },
  ];
}

const policies = statement<Record<string, never>, { policy: number }>((_, db) =>
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
