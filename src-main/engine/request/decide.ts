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

/** What else a decision turns on. */
export interface Circumstances {
  /** What was on screen as it was made; null where nobody says so. */
  readonly seen?: Seen | null;
  /** The rules by which it is decided; the newest when left out. */
  readonly rules?: number;
}

/**
 * An approval of the open step. When it is the last one needed, the step is complete; when the step was the last one, the
 * grant starts now and runs for the duration asked for (docs/rules.md#grants). `seen`: null where nothing was on a screen.
 */
export function approve(
  progress: Progress,
  actor: DirectoryPerson,
  comment: string | null,
  now: Now,
  grantId: GrantId,
  { seen = null, rules }: Circumstances = {},
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

// STALE comes after NOT_OPEN, which whyNot says of a closed request, and before whatever is about the actor.
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

/** Break-glass: the requester opens the own request at once. Recorded as a bypass, never as an approval. */
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

/** The lapse of an open request whose time is over; null while it is not. */
export function expireRequest(request: Pick<RequestState, 'id' | 'expiresAt'>, now: Now): Fact | null {
  return isOver(now, request.expiresAt)
    ? { type: 'request.expired', data: { requestId: request.id, expiredAt: request.expiresAt } }
    : null;
}

/**
 * Whether an open request has become stuck, is stuck for another reason, or no longer is; null when nothing changed. A reason that is no
 * code was recorded under rules 1, and counts as the same reason as long as the request is stuck (docs/decisions/0027).
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
