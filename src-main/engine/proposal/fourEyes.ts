import type { PersonName } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import { shownName } from '../people/directory.ts';

/** Whether changes to rules need a second admin, and who could be one: the enabled admins who have a key. */
export interface FourEyes {
  readonly on: boolean;
  readonly admins: ReadonlySet<PersonId>;
}

/** How many admins with a key it takes: one proposes, another one approves. */
const ENOUGH_ADMINS = 2;

/** Refused because a second admin must approve it first. */
export const fourEyesNeeded: Refusal = refusal(
  'FOUR_EYES_NEEDED',
  'Four eyes on rules is on: this needs another admin. Nothing was changed; propose it instead.',
);

/** Turns four eyes on or off. It cannot be turned on where nobody could ever approve anything. */
export function setFourEyes({ on, admins }: FourEyes, wanted: boolean): Outcome {
  if (on === wanted) return decided();
  if (wanted && admins.size < ENOUGH_ADMINS)
    return refused(
      refusal(
        'QUORUM_IMPOSSIBLE',
        `Four eyes takes two enabled admins who have a key, and there ${admins.size === 1 ? 'is one' : 'are none'}. Have another admin enrolled first.`,
      ),
    );
  return decided({ type: 'desk.updated', data: { fourEyes: wanted } });
}

/**
 * Why somebody must stay an enabled admin while four eyes is on; null when they need not. With fewer than two, no rule could ever be changed
 * again, and four eyes not be turned off.
 */
export function whyNotLose(person: PersonName, { on, admins }: FourEyes): Refusal | null {
  if (!on || !admins.has(person.id) || admins.size > ENOUGH_ADMINS) return null;
  return refusal(
    'LAST_ADMIN',
    `Four eyes on rules is on and takes two admins who have a key; without ${shownName(person)} there would be ${admins.size - 1}. Have another admin enrolled first, or turn four eyes off.`,
  );
}
