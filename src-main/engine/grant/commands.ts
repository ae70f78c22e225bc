import type { Fact } from '#contract/events.ts';
import type { Grant } from '#contract/grants.ts';
import type { PersonName } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { isOver, type Now } from '../clock.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import { shownName } from '../people/directory.ts';

/** An admin ends a grant early, with a reason. */
export function revoke(grant: Grant, reason: string): Outcome {
  return ended(grant) ?? decided({ type: 'grant.revoked', data: { id: grant.id, reason, cause: 'admin' } });
}

/** The holder gives a grant back early. */
export function release(grant: Grant, actor: PersonName): Outcome {
  if (grant.person.id !== actor.id) return refused(refusal('FORBIDDEN', t('refusals.grant.holderOnly')));
  return ended(grant) ?? decided({ type: 'grant.released', data: { id: grant.id } });
}

/** An admin other than the bypasser reviews a break-glass. A second review is refused. */
export function reviewBypass(grant: Grant, actor: PersonName, comment: string): Outcome {
  if (grant.bypass === null) return refused(refusal('NOT_FOUND', t('refusals.grant.noBypass')));
  if (grant.person.id === actor.id) return refused(refusal('FORBIDDEN', t('refusals.grant.ownBypass')));
  if (grant.bypass.reviewedBy !== null)
    return refused(refusal('NOT_OPEN', t('refusals.grant.reviewed', { person: shownName(grant.bypass.reviewedBy) })));
  return decided({ type: 'bypass.reviewed', data: { grantId: grant.id, comment } });
}

/** The event that ends a grant whose time is over; null while it is not. */
export function expireGrant(grant: Pick<Grant, 'id' | 'expiresAt'>, now: Now): Fact | null {
  return isOver(now, grant.expiresAt)
    ? { type: 'grant.expired', data: { id: grant.id, expiredAt: grant.expiresAt } }
    : null;
}

function ended(grant: Grant): Outcome | null {
  if (grant.status === 'active') return null;
  return refused(refusal('NOT_ACTIVE', t(`refusals.grant.${grant.status}`)));
}
