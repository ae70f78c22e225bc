import type { Fact } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { GrantId } from '#contract/scalars.ts';
import { isOver, type Now } from '../clock.ts';
import { decided, type Outcome, refused } from '../outcome.ts';
import type { DirectoryPerson } from '../people/directory.ts';
import { isCode, writeReason } from '../reason/form.ts';
import { commentNeeded, whyNot, whyNotSeen } from './permission.ts';
import { approvedAt, type Progress, shortageOf } from './progress.ts';
import type { RequestState, Seen } from './state.ts';

/** Further inputs of a decision. */
export interface DecisionContext {
  /** The version of the request on screen; null when the caller did not say. */
  readonly seen?: Seen | null;
  /** The number of the rules in force; the newest when left out. */
  readonly rules?: number;
}

/**
 * Approves the open step. The last approval needed completes the step, and the last step starts the grant, now and for the requested
 * duration (docs/rules.md#grants).
 */
export function approve(
  progress: Progress,
  actor: DirectoryPerson,
  comment: string | null,
  now: Now,
  grantId: GrantId,
  { seen = null, rules }: DecisionContext = {},
): Outcome {
  const why = whyNotNow('approve', actor, progress, seen, rules);
  if (why) return refused(why);
  const { request, openStep, steps } = progress;
  const { position } = openStep;
  const approval: Fact = { type: 'request.approved', data: { requestId: request.id, position, comment } };
  if (approvedAt(progress, position).size + 1 < openStep.required) return decided(approval);
  const next = position < steps.length ? position + 1 : null;
  const completed: Fact = { type: 'step.completed', data: { requestId: request.id, position, next } };
  return next === null
    ? decided(approval, completed, grantStarted(request, now, grantId, false))
    : decided(approval, completed);
}

/** One rejection ends the workflow (docs/rules.md#approval). */
export function reject(
  progress: Progress,
  actor: DirectoryPerson,
  comment: string | null,
  seen: Seen | null = null,
): Outcome {
  const why = whyNotNow('reject', actor, progress, seen);
  if (why) return refused(why);
  const { request } = progress;
  return decided({
    type: 'request.rejected',
    data: { requestId: request.id, position: request.openPosition, comment },
  });
}

// The order of refusals: NOT_OPEN, then STALE, then those about the actor.
function whyNotNow(
  action: 'approve' | 'reject',
  actor: DirectoryPerson,
  progress: Progress,
  seen: Seen | null,
  rules?: number,
): Refusal | null {
  return (seen && whyNotSeen(seen, progress)) ?? whyNot(action, actor, progress, rules);
}

/** Takes back the actor's approval of the open step; the record of both stays. */
export function withdraw(progress: Progress, actor: DirectoryPerson, comment: string | null): Outcome {
  const why = whyNot('withdraw', actor, progress);
  if (why) return refused(why);
  const { request } = progress;
  return decided({
    type: 'approval.withdrawn',
    data: { requestId: request.id, position: request.openPosition, comment },
  });
}

/** A cancellation by the requester, or by an admin who says why. */
export function cancel(progress: Progress, actor: DirectoryPerson, comment: string | null): Outcome {
  const { request } = progress;
  const why = whyNot('cancel', actor, progress);
  if (why?.code === 'FORBIDDEN') return refused(why);
  const stop = commentNeeded(actor, progress, comment) ?? why;
  if (stop) return refused(stop);
  const cause = actor.id === request.requesterId ? 'requester' : 'admin';
  return decided({ type: 'request.cancelled', data: { requestId: request.id, comment, cause } });
}

/** Break-glass: requesters open their own request at once. Recorded as a bypass, never as an approval. */
export function bypass(
  progress: Progress,
  actor: DirectoryPerson,
  reason: string,
  now: Now,
  grantId: GrantId,
): Outcome {
  const why = whyNot('bypass', actor, progress);
  if (why) return refused(why);
  const { request } = progress;
  return decided(
    { type: 'request.bypassed', data: { requestId: request.id, position: request.openPosition, reason } },
    grantStarted(request, now, grantId, true),
  );
}

/** The event that expires an open request when its time is up; null before. */
export function expireRequest(request: Pick<RequestState, 'id' | 'expiresAt'>, now: Now): Fact | null {
  return isOver(now, request.expiresAt)
    ? { type: 'request.expired', data: { requestId: request.id, expiredAt: request.expiresAt } }
    : null;
}

/**
 * The event when an open request becomes stuck, is stuck for another reason, or is no longer stuck; null without a change. A sentence
 * recorded under rules 1 counts as the same reason as long as the request is stuck (docs/decisions/0027).
 */
export function stuckChange(progress: Progress): Fact | null {
  const { request } = progress;
  if (request.status !== 'open') return null;
  const { id: requestId, stuckBecause: recorded } = request;
  const shortage = shortageOf(progress);
  if (shortage === null) return recorded === null ? null : { type: 'request.unstuck', data: { requestId } };
  if (recorded !== null && !isCode(recorded)) return null;
  const { step, missing, lacking } = shortage;
  const because = writeReason({ code: 'QUORUM', step: step.position, missing, lacking });
  return because === recorded ? null : { type: 'request.stuck', data: { requestId, because } };
}

function grantStarted(request: RequestState, now: Now, id: GrantId, viaBypass: boolean): Fact {
  return {
    type: 'grant.started',
    data: {
      id,
      requestId: request.id,
      personId: request.requesterId,
      resource: request.resource,
      account: request.account,
      startsAt: now.at,
      expiresAt: now.after(request.durationSeconds),
      viaBypass,
    },
  };
}
