import { decided } from '../../engine/outcome.ts';
import { enrolDeskKey, enrolKey, issueCode, issueRecoveryKit, recover } from '../../engine/people/keys.ts';
import { deskKeysInForce, hadKey } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import type { Expectation } from './comparison.ts';
import { type ActorContext, absent, type EventOf, type ReplayContext } from './context.ts';

type KeyEvent = EventOf<
  'key.enrolled' | 'enrolment.issued' | 'recovery.issued' | 'recovery.used' | 'passphrase.changed' | 'deskKey.enrolled'
>;

/**
 * Whether somebody could have come by a key so (desk/people/keys.ts, desk/session/). Which key, code or kit must have signed it is the
 * ledger's own rule (ledger/check.ts).
 */
export function judgeKey({ db, kind, actor, now, rules }: ActorContext, event: KeyEvent): Expectation {
  if (kind === 'training') return NOT_IN_TRAINING[event.type];
  switch (event.type) {
    case 'key.enrolled':
      return event.data.personId === actor.id ? enrolKey(actor, event.data.key) : 'it enrols a key for somebody else';
    case 'enrolment.issued': {
      const { personId, key } = event.data;
      const person = loadPerson(db, personId);
      return person ? issueCode(person, actor, hadKey(db, personId), key, now) : absent('person');
    }
    case 'recovery.issued':
      return issueRecoveryKit(event.data.key);
    case 'recovery.used':
      return event.data.personId === actor.id ? recover(actor, event.data.key) : 'it recovers the key of somebody else';
    case 'deskKey.enrolled':
      if (rules < 2) return 'rules 1 know no new keys of the desk';
      return enrolDeskKey(event.data.key, event.data.replaces, deskKeysInForce(db));
    case 'passphrase.changed': {
      const { personId } = event.data;
      if (personId !== actor.id) return 'nobody can change the passphrase of somebody else';
      return decided({ type: 'passphrase.changed', data: { personId } });
    }
  }
}

/**
 * What is wrong with a failed sign-in, as the rest of a sentence; null when nothing is. Whoever is meant may have been disabled while the
 * passphrase was tried (desk/session/throttle.ts).
 */
export function judgeFailure({ db, kind }: ReplayContext, { data, type }: EventOf<'signin.failed'>): string | null {
  if (kind === 'training') return NOT_IN_TRAINING[type];
  return loadPerson(db, data.personId) ? null : absent('person');
}

const NOT_IN_TRAINING: Readonly<Record<KeyEvent['type'] | 'signin.failed', string>> = {
  'key.enrolled': 'in a training desk a key is enrolled right after its person was created, and at no other time',
  'enrolment.issued': 'a training desk has no one-time codes',
  'recovery.issued': 'a training desk has no recovery kit',
  'recovery.used': 'a training desk has no recovery kit',
  'passphrase.changed': 'a training desk has no passphrases',
  'signin.failed': 'a training desk has no passphrases',
  'deskKey.enrolled': 'a training desk keeps the key with which it was founded',
};
