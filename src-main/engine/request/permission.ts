import type { EventType } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { MissingAction, Viewer, ViewerAction } from '#contract/requests.ts';
import type { GroupId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
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
import { whyClosed } from './closed.ts';
import { everAnApprover, wasReset } from './eligibility.ts';
import { approvedAt, countedEarlier, eligibleAt, obstacle, type Progress } from './progress.ts';
import { sees, sightOf } from './sight.ts';
import { type Seen, stepLabel } from './state.ts';
import { textKindOf, whyNotWrite } from './thread.ts';

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

/** The rules number from which requests of auditors cannot be approved; such requests were filed under earlier rules. */
export const NOTHING_FOR_AUDITORS_SINCE = 2;

/** Refuses an action to a person who sees the request; null when it is allowed. `rules`: the newest when left out. */
export function whyNot(
  action: ViewerAction,
  viewer: DirectoryPerson,
  progress: Progress,
  rules = NEWEST_RULES,
): Refusal | null {
  if (action === 'cancel' && viewer.id !== progress.request.requesterId && viewer.role !== 'admin')
    return refusal('FORBIDDEN', t('refusals.request.cancelOthers'));
  return whyClosed(progress) ?? whyNotWhileOpen(action, viewer, progress, rules);
}

function whyNotWhileOpen(
  action: ViewerAction,
  viewer: DirectoryPerson,
  progress: Progress,
  rules: number,
): Refusal | null {
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

// Another approval in the same step does not make a decision stale (docs/decisions/0021).
const NO_MOVE: ReadonlySet<EventType> = new Set(['request.approved', 'approval.withdrawn']);

/** Refuses a decision based on an outdated or impossible version of the request; null when it is current. */
export function whyNotSeen({ event, newest, since }: Seen, progress: Progress): Refusal | null {
  const { request } = progress;
  if (event > newest) return invalid({ seen: t('refusals.request.seenTooNew', { number: request.number, newest }) });
  const moves = [...since].filter((type) => !NO_MOVE.has(type));
  if (request.status !== 'open' || moves.length === 0) return null;
  return refusal('STALE', changedSince(moves, progress));
}

function changedSince(moves: readonly EventType[], { request, openStep }: Progress): string {
  const { number } = request;
  if (moves.includes('step.completed'))
    return t('refusals.request.changed.step', { number, step: stepLabel(openStep) });
  if (moves.includes('request.stuck') && request.stuckBecause !== null)
    return t('refusals.request.changed.stuck', { number });
  if (moves.includes('request.unstuck')) return t('refusals.request.changed.unstuck', { number });
  return moves.includes('question.asked') || moves.includes('answer.given')
    ? t('refusals.request.changed.thread', { number })
    : t('refusals.request.changed.other', { number });
}

/** Refuses an admin's cancellation without a comment: the requester needs an explanation. */
export function commentNeeded(viewer: DirectoryPerson, { request }: Progress, comment: string | null): Refusal | null {
  return viewer.role === 'admin' && viewer.id !== request.requesterId && comment === null
    ? invalid({ comment: t('refusals.request.cancelReason') })
    : null;
}

/** The actions that the viewer has, with a reason for each missing one. */
export function viewerOf(viewer: DirectoryPerson, progress: Progress): Viewer {
  const missing = new Map(
    ACTIONS.flatMap((action): [ViewerAction, MissingAction][] => {
      const refused = whyNot(action, viewer, progress);
      if (!refused) return [];
      return [[action, { action, ...explained(refused) }]];
    }),
  );
  const writes = textKindOf(progress.request, viewer.id);
  const unwritable = whyNotWrite(writes, viewer, progress);
  return {
    canApprove: !missing.has('approve'),
    canReject: !missing.has('reject'),
    canWithdraw: !missing.has('withdraw'),
    canCancel: !missing.has('cancel'),
    canBypass: !missing.has('bypass'),
    why: [...missing.values()],
    canAsk: writes === 'question' && unwritable === null,
    canAnswer: writes === 'answer' && unwritable === null,
    whyNotWrite: unwritable && explained(unwritable),
  };
}

const explained = ({ code, message, reason }: Refusal): Omit<MissingAction, 'action'> => ({
  code,
  message,
  ...(reason === undefined ? {} : { reason }),
});

function whyNotDecide(viewer: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, steps, openStep } = progress;
  if (viewer.id === request.requesterId) return notEligible('REQUESTER', t('refusals.request.own'));
  if (viewer.id === request.filedById) return notEligible('FILED_IT', t('refusals.request.filedByYou'));
  if (eligibleAt(progress, request.openPosition).has(viewer.id)) return null;
  if (wasReset(viewer.id, request, progress.directory) && everAnApprover(viewer.id, steps, request, progress.directory))
    return notEligible('KEY_RESET', t('refusals.request.keyReset'));
  const own = steps.filter(({ position }) => eligibleAt(progress, position).has(viewer.id));
  const earlier = own.find(({ position }) => position < request.openPosition);
  const later = own.find(({ position }) => position > request.openPosition);
  const approvedEarlier = steps.find(
    ({ position }) => position < request.openPosition && approvedAt(progress, position).has(viewer.id),
  );
  if (approvedEarlier && (request.rules.distinctApprovers || !later))
    return notEligible(
      'EARLIER_STEP',
      t('refusals.request.approvedEarlier', { earlier: stepLabel(approvedEarlier), open: stepLabel(openStep) }),
    );
  if (later)
    return notEligible(
      'LATER_STEP',
      t('refusals.request.laterStep', { later: stepLabel(later), open: stepLabel(openStep) }),
    );
  if (earlier)
    return notEligible(
      'EARLIER_STEP',
      t('refusals.request.earlierStep', { earlier: stepLabel(earlier), open: stepLabel(openStep) }),
    );
  return notEligible('NOT_AN_APPROVER', notAnApprover(viewer, progress));
}

function notAnApprover(viewer: DirectoryPerson, progress: Progress): string {
  if (viewer.role === 'auditor') return t('refusals.request.auditorsDecideNone');
  if (everAnApprover(viewer.id, progress.steps, progress.request, progress.directory))
    return t('refusals.request.leftGroup');
  return t('refusals.request.notAnApprover');
}

function whyNotApprove(viewer: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, openStep } = progress;
  const own = viewer.id === request.requesterId || viewer.id === request.filedById;
  if (!own && approvedAt(progress, request.openPosition).has(viewer.id))
    return notEligible('ALREADY_APPROVED', t('refusals.request.alreadyApproved', { open: stepLabel(openStep) }));
  const refused = whyNotDecide(viewer, progress);
  if (refused) return refused;
  const counted = countedEarlier(progress, viewer.id);
  if (counted)
    return notEligible(
      'COUNTED_IN_EARLIER_STEP',
      t('refusals.request.countedEarlier', { earlier: stepLabel(counted), open: stepLabel(openStep) }),
    );
  const after = obstacle(progress, viewer.id);
  if (after !== null && obstacle(progress) === null)
    return notEligible('NEEDED_IN_LATER_STEP', t('refusals.request.neededLater', { shortage: after }));
  return null;
}

// Under earlier rules people who became auditors kept their open requests.
function forAnAuditor({ request, directory }: Progress): Refusal | null {
  const requester = directory.people.get(request.requesterId);
  if (requester?.role !== 'auditor') return null;
  return notEligible(
    'REQUESTER_IS_AUDITOR',
    t('refusals.request.requesterIsAuditor', { person: shownName(requester) }),
  );
}

function whyNotWithdraw(viewer: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, directory } = progress;
  if (!approvedAt(progress, request.openPosition).has(viewer.id))
    return refusal('NOTHING_TO_WITHDRAW', t('refusals.request.nothingToWithdraw'));
  return wasReset(viewer.id, request, directory)
    ? notEligible('KEY_RESET', t('refusals.request.withdrawKeyReset'))
    : null;
}

function whyNotBypass(viewer: DirectoryPerson, { request, directory }: Progress): Refusal | null {
  const refuse = (message: string) => refusal('BYPASS_NOT_ALLOWED', message);
  if (request.rules.bypass === null) return refuse(t('refusals.request.bypass.none'));
  if (viewer.id !== request.requesterId) return refuse(t('refusals.request.bypass.notOwn'));
  if (request.filedById !== null) return refuse(t('refusals.request.bypass.filedForYou'));
  const named = resolveRefs(request.rules.bypass.bypassers, directory, request.submittedSequence, NOW);
  if (!named.has(viewer.id) || !standsAt(viewer.id, directory, NOW))
    return refuse(t('refusals.request.bypass.notNamed'));
  if (wasReset(viewer.id, request, directory)) return refuse(t('refusals.request.bypass.keyReset'));
  return null;
}
