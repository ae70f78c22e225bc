import type { PublicKey } from '#contract/eventShapes.ts';
import type { Enrolment, Person } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { isOver, type Now } from '../clock.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import type { PersonState } from './commands.ts';
import { shownName } from './directory.ts';

/** How long a one-time code can be used: 24 hours, in seconds. */
export const CODE_SECONDS = 86_400;

/**
 * A one-time code for somebody, for the first key or (a reset) for a new one. With the reset the key in use signs nothing any more. `hasKey`:
 * whether there is a key in use, or was one; `key`: the public half of what the code stands for.
 */
export function issueCode(
  person: PersonState,
  actor: Pick<Person, 'id'>,
  hadKey: boolean,
  key: PublicKey,
  now: Now,
): Outcome {
  if (person.status === 'disabled')
    return refused(refusal('FORBIDDEN', `${shownName(person)} is disabled and cannot sign in. Enable them first.`));
  if (person.id === actor.id)
    return refused(
      refusal(
        'FORBIDDEN',
        'You cannot reset your own key. Change your passphrase, or have another admin reset your key.',
      ),
    );
  return decided({
    type: 'enrolment.issued',
    data: { personId: person.id, key, expiresAt: now.after(CODE_SECONDS), reset: hadKey },
  });
}

/** The first key of somebody, or the next one after a reset. They sign it with what their one-time code stands for. */
export function enrolKey(person: Pick<Person, 'id'>, key: PublicKey): Outcome {
  return decided({ type: 'key.enrolled', data: { personId: person.id, key } });
}

/** A new recovery kit. Earlier ones are worth nothing from then on. */
export function issueRecoveryKit(key: PublicKey): Outcome {
  return decided({ type: 'recovery.issued', data: { key } });
}

/**
 * Another key for the desk itself. `replaces`: the one that signs nothing from then on; null: none, this one is added. `inForce` are the ids of
 * those that the desk signs with.
 */
export function enrolDeskKey(key: PublicKey, replaces: string | null, inForce: readonly string[]): Outcome {
  if (replaces !== null && !inForce.includes(replaces))
    return refused(refusal('STALE', 'The desk’s key that this is to replace is not in force any more.'));
  return decided({ type: 'deskKey.enrolled', data: { key, replaces } });
}

/** A new key for an enabled admin by the recovery kit, which signs this; nobody else is let in by it. */
export function recover(person: Pick<Person, 'id' | 'role' | 'status'>, key: PublicKey): Outcome {
  if (person.role !== 'admin' || person.status !== 'enabled')
    return refused(refusal('FORBIDDEN', 'The recovery kit lets an enabled admin in, and nobody else.'));
  return decided({ type: 'recovery.used', data: { personId: person.id, key } });
}

/** What is recorded of somebody's key: the code that waits to be used, the key in use, and when the key was last reset. */
export interface KeyRecord {
  readonly personId: PersonId;
  readonly codeExpiresAt: string | null;
  readonly enrolledAt: string | null;
  readonly resetAt: string | null;
}

/** How somebody stands with their key now. A code that was issued and not used leaves no key beside it: the reset took it away. */
export function enrolmentOf(record: KeyRecord, now: Now): Enrolment {
  return { ...record, state: stateOf(record, now) };
}

function stateOf({ codeExpiresAt, enrolledAt }: KeyRecord, now: Now): Enrolment['state'] {
  if (codeExpiresAt !== null) return isOver(now, codeExpiresAt) ? 'lapsed' : 'invited';
  return enrolledAt === null ? 'none' : 'enrolled';
}
