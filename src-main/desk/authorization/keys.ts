import { t } from '#texts/texts.ts';
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
 * Replays an event about keys (desk/people/keys.ts, desk/session/). The ledger itself checks which key, code or kit signed it
 * (ledger/check.ts).
 */
export function replayKey({ db, kind, actor, now, rules }: ActorContext, event: KeyEvent): Expectation {
  if (kind === 'training') return t(`replay.notInTraining.${event.type}`);
  switch (event.type) {
    case 'key.enrolled':
      return event.data.personId === actor.id ? enrolKey(actor, event.data.key) : t('replay.key.enrolsOther');
    case 'enrolment.issued': {
      const { personId, key } = event.data;
      const person = loadPerson(db, personId);
      return person ? issueCode(person, actor, hadKey(db, personId), key, now) : absent('person');
    }
    case 'recovery.issued':
      return issueRecoveryKit(event.data.key);
    case 'recovery.used':
      return event.data.personId === actor.id ? recover(actor, event.data.key) : t('replay.key.recoversOther');
    case 'deskKey.enrolled':
      if (rules < 2) return t('replay.key.rules1');
      return enrolDeskKey(event.data.key, event.data.replaces, deskKeysInForce(db));
    case 'passphrase.changed': {
      const { personId } = event.data;
      if (personId !== actor.id) return t('replay.key.otherPassphrase');
      return decided({ type: 'passphrase.changed', data: { personId } });
    }
  }
}

/**
 * Why a failed sign-in is wrong; null if it is not. The person may have been disabled during the attempt
 * (desk/session/throttle.ts).
 */
export function checkFailedSignIn(
  { db, kind }: ReplayContext,
  { data, type }: EventOf<'signin.failed'>,
): string | null {
  if (kind === 'training') return t(`replay.notInTraining.${type}`);
  return loadPerson(db, data.personId) ? null : absent('person');
}
