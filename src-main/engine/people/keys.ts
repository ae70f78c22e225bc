import type { PublicKey } from '#contract/eventShapes.ts';
import type { Enrolment, Person } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { isOver, type Now } from '../clock.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import type { PersonState } from './commands.ts';
import { shownName } from './directory.ts';

/** How long a one-time code can be used, unless the admin chooses another time, in seconds. */
export const CODE_SECONDS = 86_400;

/**
 * Issues a one-time code for a person's first key, or for a new one (a reset, which takes the current key out of use). `hadKey`:
 * whether the person has or had a key. `key`: the public key derived from the code. `validSeconds`: how long it can be used.
 */
export function issueCode(
  person: PersonState,
  actor: Pick<Person, 'id'>,
  hadKey: boolean,
  key: PublicKey,
  now: Now,
  validSeconds: number = CODE_SECONDS,
): Outcome {
  if (person.status === 'disabled')
    return refused(refusal('FORBIDDEN', t('refusals.person.disabled', { person: shownName(person) })));
  if (person.id === actor.id) return refused(refusal('FORBIDDEN', t('refusals.person.ownKey')));
  return decided({
    type: 'enrolment.issued',
    data: { personId: person.id, key, expiresAt: now.after(validSeconds), reset: hadKey },
  });
}

/** Enrols a person's first key, or a new one after a reset. The event is signed with the key of the one-time code. */
export function enrolKey(person: Pick<Person, 'id'>, key: PublicKey): Outcome {
  return decided({ type: 'key.enrolled', data: { personId: person.id, key } });
}

/** Issues a recovery kit, which invalidates earlier ones. */
export function issueRecoveryKit(key: PublicKey): Outcome {
  return decided({ type: 'recovery.issued', data: { key } });
}

/**
 * Enrols another key of the desk itself. `replaces`: the key that it takes out of use; null adds this one. `inForce`: the ids of the
 * desk's current keys.
 */
export function enrolDeskKey(key: PublicKey, replaces: string | null, inForce: readonly string[]): Outcome {
  if (replaces !== null && !inForce.includes(replaces))
    return refused(refusal('STALE', t('refusals.person.deskKeyReplaced')));
  return decided({ type: 'deskKey.enrolled', data: { key, replaces } });
}

/** Enrols a new key for an enabled admin, signed by the recovery kit. Refused for anyone else. */
export function recover(person: Pick<Person, 'id' | 'role' | 'status'>, key: PublicKey): Outcome {
  if (person.role !== 'admin' || person.status !== 'enabled')
    return refused(refusal('FORBIDDEN', t('refusals.person.recoveryKit')));
  return decided({ type: 'recovery.used', data: { personId: person.id, key } });
}

/** The stored state of a person's key: the unused code, the current key, and the last reset. */
export interface KeyRecord {
  readonly personId: PersonId;
  readonly codeExpiresAt: string | null;
  readonly enrolledAt: string | null;
  readonly resetAt: string | null;
}

/** A person's enrolment now. A person with an unused code has no key: issuing the code took it out of use. */
export function enrolmentOf(record: KeyRecord, now: Now): Enrolment {
  return { ...record, state: stateOf(record, now) };
}

function stateOf({ codeExpiresAt, enrolledAt }: KeyRecord, now: Now): Enrolment['state'] {
  if (codeExpiresAt !== null) return isOver(now, codeExpiresAt) ? 'lapsed' : 'invited';
  return enrolledAt === null ? 'none' : 'enrolled';
}
