import type { Fact } from '#contract/events.ts';
import type { Grant } from '#contract/grants.ts';
import type { PersonName } from '#contract/people.ts';
import { isOver, type Now } from '../clock.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import { shownName } from '../people/directory.ts';

/** Ends a grant before its time; an admin does, and says why. */
export function revoke(grant: Grant, reason: string): Outcome {
  return ended(grant) ?? decided({ type: 'grant.revoked', data: { id: grant.id, reason, cause: 'admin' } });
}

/** Gives a grant back early; its holder does. */
export function release(grant: Grant, actor: PersonName): Outcome {
  if (grant.person.id !== actor.id)
    return refused(refusal('FORBIDDEN', 'Only its holder can give a grant back. An admin can revoke it.'));
  return ended(grant) ?? decided({ type: 'grant.released', data: { id: grant.id } });
}

/** The review that every break-glass waits for, by an admin other than the bypasser. A second review is refused. */
export function reviewBypass(grant: Grant, actor: PersonName, comment: string): Outcome {
  if (grant.bypass === null)
    return refused(
      refusal('NOT_FOUND', 'This grant was approved and not opened by break-glass: there is nothing to review.'),
    );
  if (grant.person.id === actor.id)
    return refused(refusal('FORBIDDEN', 'You opened this one by break-glass; another admin must review it.'));
  if (grant.bypass.reviewedBy !== null)
    return refused(
      refusal(
        'NOT_OPEN',
        `${shownName(grant.bypass.reviewedBy)} has reviewed this break-glass already; nothing is left to review.`,
      ),
    );
  return decided({ type: 'bypass.reviewed', data: { grantId: grant.id, comment } });
}

/** The end of a grant whose time is over; null while it is not. */
export function expireGrant(grant: Pick<Grant, 'id' | 'expiresAt'>, now: Now): Fact | null {
  return isOver(now, grant.expiresAt)
    ? { type: 'grant.expired', data: { id: grant.id, expiredAt: grant.expiresAt } }
    : null;
}

function ended(grant: Grant): Outcome | null {
  if (grant.status === 'active') return null;
  const how = { expired: 'ended by time', revoked: 'was revoked', released: 'was given back' }[grant.status];
  return refused(refusal('NOT_ACTIVE', `This grant ${how}; it is over for good.`));
}
