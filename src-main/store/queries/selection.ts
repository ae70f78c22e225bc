import type { Parsed } from '#contract/contract.ts';
import { type RequestStatus, requestStatuses } from '#contract/requests.ts';
import type { ReadDb } from '../connection.ts';
import { personKey, policyKey } from '../project/inbox.ts';
import type { Column, Range } from './inbox.ts';
import { numbersIn } from './moments.ts';
import { matchNames } from './patterns.ts';
import { searchExpression } from './search.ts';
import { overlap, type Span } from './span.ts';
import { principalsOf, type SeenPolicies, seenPolicies, type Viewer } from './visibility.ts';

/** The filters of `requests.list` and `requests.counts`, parsed. */
export type RequestFilters = Parsed<'requests', 'counts'>;

/** Filters, resolved to what the tables know. */
export interface Selection {
  readonly viewer: Viewer;
  /** The key of the viewer in the inbox. */
  readonly viewerKey: number;
  /** What the filters ask of the inbox; not yet narrowed to what the viewer sees. */
  readonly range: Range;
  /** What they ask of the index of words, as an FTS5 expression; null when they do not. */
  readonly expression: string | null;
  readonly waitingOnViewer: boolean;
  /** Whether the viewer may see less than all of it. */
  readonly partlyHidden: boolean;
}

/**
 * Resolves filters: ids to keys, patterns and texts to what they can mean, times to numbers. Null when no request can
 * answer them. `mine` and `waitingOnMe` ask for something only when they are true; `stuck` asks either way.
 */
export function select(db: ReadDb, viewer: Viewer, filters: RequestFilters): Selection | null {
  const viewerKey = personKey(db, viewer.id);
  const columns = columnsOf(db, viewer, filters);
  const statuses = statusesOf(filters);
  const submitted = numbersIn(db, { from: filters.submittedFrom, to: filters.submittedTo });
  const span = filters.number === undefined ? submitted : overlap(submitted, only(filters.number));
  const expression = filters.text === undefined ? null : searchExpression(db, filters.text);
  const wordless = filters.text !== undefined && expression === null;
  if (viewerKey === undefined || !columns || wordless || statuses.length === 0 || !span || span.from >= span.to)
    return null;
  return {
    viewer,
    viewerKey,
    range: narrowed({ ...columns, statuses, span, filer: null, stuck: filters.stuck ?? null, seen: null }, statuses),
    expression,
    waitingOnViewer: filters.waitingOnMe ?? false,
    partlyHidden: viewer.role === 'member' && columns.equal.requester !== viewerKey,
  };
}

function only(number: number): Span {
  return { from: number, to: number + 1 };
}

/** What the viewer sees of a selection, told by policies; null where that is all of it. */
export function seenOf(db: ReadDb, { viewer, viewerKey, range, partlyHidden }: Selection): SeenPolicies | null {
  if (!partlyHidden) return null;
  const seen = seenPolicies(db, viewerKey, principalsOf(db, viewer));
  const { policy } = range.equal;
  if (policy === undefined) return seen;
  const classes = seen.classes.filter(({ policies }) => policies.includes(policy));
  return { ...seen, classes: classes.map(({ span }) => ({ span, policies: [policy] })) };
}

/** The part of a range that has one of these statuses. */
export function narrowed(range: Range, statuses: readonly RequestStatus[]): Range {
  // What is closed is not stuck, and need not be asked.
  const stuck = range.stuck === false && !statuses.includes('open') ? null : range.stuck;
  return { ...range, statuses, stuck };
}

function statusesOf({ status, stuck, waitingOnMe }: RequestFilters): readonly RequestStatus[] {
  const asked = status === undefined ? requestStatuses : [status];
  return stuck || waitingOnMe ? asked.filter((one) => one === 'open') : asked;
}

// Null when one of the filters names nothing that is there, or two of them contradict one another.
function columnsOf(db: ReadDb, viewer: Viewer, filters: RequestFilters): Pick<Range, 'equal' | 'among'> | null {
  const equal: Partial<Record<Column, number>> = {};
  const among: Partial<Record<Column, readonly number[]>> = {};
  const { mine, requesterId, policyId } = filters;
  if (mine && requesterId !== undefined && requesterId !== viewer.id) return null;
  const askedFor = mine ? viewer.id : requesterId;
  if (askedFor !== undefined) {
    const key = personKey(db, askedFor);
    if (key === undefined) return null;
    equal.requester = key;
  }
  if (policyId !== undefined) {
    const key = policyKey(db, policyId);
    if (key === undefined) return null;
    equal.policy = key;
  }
  for (const kind of ['resource', 'account'] as const) {
    const pattern = filters[kind];
    if (pattern === undefined) continue;
    const ids = matchNames(db, kind, pattern);
    const [only] = ids;
    if (only === undefined) return null;
    if (ids.length === 1) equal[kind] = only;
    else among[kind] = ids;
  }
  return { equal, among };
}
