import type { EventType } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { MissingAction, Viewer, ViewerAction } from '#contract/requests.ts';
import type { GroupId } from '#contract/scalars.ts';
import { invalid, notEligible, refusal } from '../outcome.ts';
import {
  type DirectoryPerson,
  type Membership,
  NOW,
  resolveRefs,
  type Span,
  shownName,
  standsAt,
} from '../people/directory.ts';
import { NEWEST_RULES } from '../rules.ts';
import { everAnApprover, wasReset } from './eligibility.ts';
import { approvedAt, countedEarlier, eligibleAt, obstacle, type Progress } from './progress.ts';
import { sees, sightOf } from './sight.ts';
import { type Seen, stepLabel } from './state.ts';

const ACTIONS: readonly ViewerAction[] = ['approve', 'reject', 'withdraw', 'cancel', 'bypass'];

const EVER: Span = { from: 0, to: null };

/** Whether a person sees a request, by the one rule of {@link sees}. */
export function canSee(viewer: DirectoryPerson, { request, steps, directory }: Progress): boolean {
  const { requesterId, filedById, policyId, submittedSequence } = request;
  const memberships = new Map(
    [...directory.members].map(([id, members]): [GroupId, Membership[]] => [
      id,
      members.filter(({ personId }) => personId === viewer.id),
    ]),
  );
  const version = { policyId, approvers: steps.flatMap(({ approvers }) => approvers), filed: EVER };
  return sees(sightOf(viewer, memberships, [version]), requesterId, filedById, policyId, submittedSequence);
}

/** The first rules by which nothing is approved for an auditor; requests of auditors that are open then were filed before. */
export const NOTHING_FOR_AUDITORS_SINCE = 2;

/** Why an action is refused to somebody who sees the request; null when it is allowed. By the newest rules, if no others are named. */
export function whyNot(
  action: ViewerAction,
  viewer: DirectoryPerson,
  progress: Progress,
  rules = NEWEST_RULES,
): Refusal | null {
  if (action === 'cancel' && viewer.id !== progress.request.requesterId && viewer.role !== 'admin')
    return refusal('FORBIDDEN', 'Only the requester or an admin can cancel a request.');
  if (progress.request.status !== 'open') return closed(progress);
  switch (action) {
    case 'approve':
      return whyNotApprove(viewer, progress) ?? (rules < NOTHING_FOR_AUDITORS_SINCE ? null : forAnAuditor(progress));
    case 'reject':
      return whyNotDecide(viewer, progress);
    case 'withdraw':
      return whyNotWithdraw(viewer, progress);
    case 'cancel':
      return null;
    case 'bypass':
      return whyNotBypass(viewer, progress);
  }
}

// Another voice in the same step changes nothing about what is decided (docs/decisions/0021).
const NO_MOVE: ReadonlySet<EventType> = new Set(['request.approved', 'approval.withdrawn']);

/** Why a decision is refused that was made on an older picture of the request, or on one that never was; null when it stands. */
export function whyNotSeen({ event, newest, since }: Seen, progress: Progress): Refusal | null {
  const { request } = progress;
  if (event > newest)
    return invalid({ seen: `The newest event of request #${request.number} is ${newest}. Hand in its newestEvent.` });
  const moves = [...since].filter((type) => !NO_MOVE.has(type));
  if (request.status !== 'open' || moves.length === 0) return null;
  return refusal(
    'STALE',
    `Request #${request.number} has changed since you saw it: ${changedTo(moves, progress)}. Look at it again, then decide.`,
  );
}

function changedTo(moves: readonly EventType[], { request, openStep }: Progress): string {
  if (moves.includes('step.completed')) return `${stepLabel(openStep)} is open now`;
  if (moves.includes('request.stuck') && request.stuckBecause !== null) return 'it can no longer be completed';
  if (moves.includes('request.unstuck')) return 'it can be completed again';
  return 'there is something new about it';
}

/** Why a cancellation without a comment is refused; an admin owes the requester an explanation. */
export function commentNeeded(viewer: DirectoryPerson, { request }: Progress, comment: string | null): Refusal | null {
  return viewer.role === 'admin' && viewer.id !== request.requesterId && comment === null
    ? invalid({ comment: 'Say why you cancel a request that is not your own.' })
    : null;
}

/** What the viewer can do, and for everything else why not. */
export function viewerOf(viewer: DirectoryPerson, progress: Progress): Viewer {
  const missing = new Map(
    ACTIONS.flatMap((action): [ViewerAction, MissingAction][] => {
      const refused = whyNot(action, viewer, progress);
      if (!refused) return [];
      const { code, message, reason } = refused;
      return [[action, { action, code, message, ...(reason === undefined ? {} : { reason }) }]];
    }),
  );
  return {
    canApprove: !missing.has('approve'),
    canReject: !missing.has('reject'),
    canWithdraw: !missing.has('withdraw'),
    canCancel: !missing.has('cancel'),
    canBypass: !missing.has('bypass'),
    why: [...missing.values()],
  };
}

function whyNotDecide(viewer: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, steps, openStep } = progress;
  if (viewer.id === request.requesterId)
    return notEligible('REQUESTER', 'This is your own request; others must decide it.');
  if (viewer.id === request.filedById)
    return notEligible('FILED_IT', 'You filed this request for someone else; others must decide it.');
  if (eligibleAt(progress, request.openPosition).has(viewer.id)) return null;
  if (wasReset(viewer.id, request, progress.directory) && everAnApprover(viewer.id, steps, request, progress.directory))
    return notEligible('KEY_RESET', 'Your key was reset after this request was filed, so others must decide it.');
  const own = steps.filter(({ position }) => eligibleAt(progress, position).has(viewer.id));
  const earlier = own.find(({ position }) => position < request.openPosition);
  const later = own.find(({ position }) => position > request.openPosition);
  const approvedEarlier = steps.find(
    ({ position }) => position < request.openPosition && approvedAt(progress, position).has(viewer.id),
  );
  if (approvedEarlier && (request.rules.distinctApprovers || !later))
    return notEligible(
      'EARLIER_STEP',
      `You approved ${stepLabel(approvedEarlier)}; ${stepLabel(openStep)} is open now and needs others.`,
    );
  if (later)
    return notEligible('LATER_STEP', `Your turn comes with ${stepLabel(later)}; ${stepLabel(openStep)} comes first.`);
  if (earlier)
    return notEligible(
      'EARLIER_STEP',
      `You are an approver of ${stepLabel(earlier)}, which is complete; ${stepLabel(openStep)} needs others.`,
    );
  return notEligible('NOT_AN_APPROVER', notAnApprover(viewer, progress));
}

function notAnApprover(viewer: DirectoryPerson, progress: Progress): string {
  if (viewer.role === 'auditor') return 'Auditors see every request and decide none.';
  if (everAnApprover(viewer.id, progress.steps, progress.request, progress.directory))
    return 'You are no longer in a group that approves this request.';
  return 'You are not among the approvers that its policy names, or joined them after it was filed.';
}

function whyNotApprove(viewer: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, openStep } = progress;
  const own = viewer.id === request.requesterId || viewer.id === request.filedById;
  if (!own && approvedAt(progress, request.openPosition).has(viewer.id))
    return notEligible('ALREADY_APPROVED', `You have approved ${stepLabel(openStep)} already; it needs others.`);
  const refused = whyNotDecide(viewer, progress);
  if (refused) return refused;
  const counted = countedEarlier(progress, viewer.id);
  if (counted)
    return notEligible(
      'COUNTED_IN_EARLIER_STEP',
      `You approved ${stepLabel(counted)}, and each person counts once in this request; ${stepLabel(openStep)} needs others.`,
    );
  const after = obstacle(progress, viewer.id);
  if (after !== null && obstacle(progress) === null)
    return notEligible('NEEDED_IN_LATER_STEP', `You are needed in a later step. If you approved now: ${after}`);
  return null;
}

// Whoever becomes an auditor now has nothing open; by the rules before they kept it.
function forAnAuditor({ request, directory }: Progress): Refusal | null {
  const requester = directory.people.get(request.requesterId);
  if (requester?.role !== 'auditor') return null;
  return notEligible(
    'REQUESTER_IS_AUDITOR',
    `${shownName(requester)} is an auditor, and auditors have no access. Reject this request, or let it lapse.`,
  );
}

function whyNotWithdraw(viewer: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, directory } = progress;
  if (!approvedAt(progress, request.openPosition).has(viewer.id))
    return refusal('NOTHING_TO_WITHDRAW', 'You have given no approval in the open step that you could take back.');
  return wasReset(viewer.id, request, directory)
    ? notEligible(
        'KEY_RESET',
        'Your key was reset after this request was filed; the approval that you gave before stands.',
      )
    : null;
}

function whyNotBypass(viewer: DirectoryPerson, { request, directory }: Progress): Refusal | null {
  const no = (message: string) => refusal('BYPASS_NOT_ALLOWED', message);
  if (request.rules.bypass === null) return no('Its policy allows no break-glass.');
  if (viewer.id !== request.requesterId) return no('Break-glass opens only a request of one’s own.');
  if (request.filedById !== null) return no('Someone else filed this request for you, so break-glass is not possible.');
  const named = resolveRefs(request.rules.bypass.bypassers, directory, request.submittedSequence, NOW);
  if (!named.has(viewer.id) || !standsAt(viewer.id, directory, NOW))
    return no('You are not among those whom its policy allows to break the glass.');
  if (wasReset(viewer.id, request, directory))
    return no('Your key was reset after this request was filed. File the request again to break the glass.');
  return null;
}

function closed({ request, directory }: Progress): Refusal {
  const decider =
    request.cancelledById ?? request.decisions.findLast(({ decision }) => decision !== 'withdrawn')?.personId;
  const person = decider === undefined ? undefined : directory.people.get(decider);
  const by = person === undefined ? '' : ` by ${shownName(person)}`;
  const bypassed = request.decisions.some(({ decision }) => decision === 'bypassed');
  const became = {
    open: 'is open',
    approved: bypassed ? `was opened by break-glass${by}` : `is approved already; the last approval was given${by}`,
    rejected: `was rejected${by}`,
    cancelled: `was cancelled${request.cancelledById === null ? '' : by}`,
    expired: 'lapsed before it was approved',
  }[request.status];
  return refusal('NOT_OPEN', `Request #${request.number} ${became}. Nothing can be decided any more.`);
}
