import { MAX_CODE_SECONDS, MIN_CODE_SECONDS } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import type { Now } from '../../engine/clock.ts';
import { decided } from '../../engine/outcome.ts';
import {
  CODE_SECONDS,
  enrolDeskKey,
  enrolKey,
  issueCode,
  issueRecoveryKit,
  recover,
} from '../../engine/people/keys.ts';
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
      const { personId, key, expiresAt } = event.data;
      const person = loadPerson(db, personId);
      const validity = possibleValidity(now, expiresAt, rules);
      return person ? issueCode(person, actor, hadKey(db, personId), key, now, validity) : absent('person');
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

/** The first rules under which an admin chooses how long a code can be used. Before, it was always 24 hours. */
const VALIDITY_CHOSEN_SINCE = 2;

// The validity with which a recorded code could be issued: its own, if an admin could choose it.
function possibleValidity(issued: Now, expiresAt: string, rules: number): number {
  const seconds = issued.secondsUntil(expiresAt);
  const possible = Number.isInteger(seconds) && seconds >= MIN_CODE_SECONDS && seconds <= MAX_CODE_SECONDS;
  return possible && rules >= VALIDITY_CHOSEN_SINCE ? seconds : CODE_SECONDS;
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
