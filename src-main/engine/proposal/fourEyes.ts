import type { PersonName } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import { shownName } from '../people/directory.ts';

/** Whether rule changes need a second admin, and the candidates: enabled admins with a key. */
export interface FourEyes {
  readonly on: boolean;
  readonly admins: ReadonlySet<PersonId>;
}

/** One admin proposes, another one approves. */
const ENOUGH_ADMINS = 2;

/** Refused because a second admin must approve it first. */
export const fourEyesNeeded = (): Refusal => refusal('FOUR_EYES_NEEDED', t('refusals.fourEyes.needed'));

/** Turns four eyes on or off. It can be turned on only while two admins can act. */
export function setFourEyes({ on, admins }: FourEyes, wanted: boolean): Outcome {
  if (on === wanted) return decided();
  if (wanted && admins.size < ENOUGH_ADMINS)
    return refused(refusal('QUORUM_IMPOSSIBLE', t('refusals.fourEyes.fewAdmins', { count: admins.size })));
  return decided({ type: 'desk.updated', data: { fourEyes: wanted } });
}

/**
 * Refuses to remove an admin whom four eyes needs; null when they can be removed. With fewer than two admins no rule could change
 * any more, and four eyes could not be turned off.
 */
export function whyNotLose(person: PersonName, { on, admins }: FourEyes): Refusal | null {
  if (!on || !admins.has(person.id) || admins.size > ENOUGH_ADMINS) return null;
  return refusal('LAST_ADMIN', t('refusals.fourEyes.keepAdmin', { person: shownName(person), left: admins.size - 1 }));
}
