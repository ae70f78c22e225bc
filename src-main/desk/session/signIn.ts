import type { Person } from '#contract/people.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { type SessionView, sessionInputs } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { fold } from '../../engine/text/fold.ts';
import { type OpenedKey, openSealed } from '../../identity/keys/sealed.ts';
import type { Session } from '../../identity/session.ts';
import type { Signer } from '../../ledger/keys.ts';
import { currentKeyId } from '../../store/queries/keys.ts';
import { findByUsername } from '../../store/queries/people.ts';
import { clockState } from '../kernel/clock.ts';
import type { Core } from '../kernel/core.ts';
import { readSnapshot } from '../kernel/transact.ts';
import { enabledPerson, notSignedIn, refuse } from '../kernel/usecase.ts';
import { numberSet } from '../settings/settings.ts';
import { oversight } from './oversight.ts';
import { attemptFailed, attemptSucceeded, beginAttempt, type SignInSubject } from './throttle.ts';
import { realDeskVerb, signedInVerb } from './verb.ts';
import { sessionNow } from './view.ts';

/** The enabled person with a username as typed; undefined if there is none. */
export function findPerson(core: Core, username: string): Promise<Person | undefined> {
  return readSnapshot(core, (db) => {
    const person = findByUsername(db, fold(username));
    return person && enabledPerson(db, person.id);
  });
}

/** Whose attempts a sign-in counts towards: a person's, or those of an unknown username. */
export function signInSubject(person: Person | undefined, username: string): SignInSubject {
  return person ? { personId: person.id } : { unknown: username };
}

type OpeningOfKey = { readonly ok: true; readonly key: OpenedKey } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Opens a person's key with a passphrase. Attempts are throttled and counted, failures recorded. An unknown username (`person` undefined)
 * takes as long. The caller wipes the key.
 */
export async function openKeyOf(
  core: Core,
  person: Person | undefined,
  username: string,
  passphrase: string,
  message: string,
): Promise<OpeningOfKey> {
  const begun = await beginAttempt(core, signInSubject(person, username));
  if (!begun.ok) return begun;
  const id = person ? await readSnapshot(core, (db) => currentKeyId(db, person.id)) : null;
  const sealed = await openSealed(core.directory, id, passphrase);
  if (!sealed.ok) return { ok: false, refusal: await attemptFailed(core, begun.attempt, sealed.unusable ?? message) };
  await attemptSucceeded(core, begun.attempt);
  return { ok: true, key: sealed.key };
}

/** Signs a person in with an open key, which closes after the minutes set for this workstation. */
export async function openSession(
  core: Core,
  session: Session,
  person: Person,
  signer: Signer,
  confirmsClock = false,
): Promise<Answer<SessionView>> {
  const openFor = await readSnapshot(core, (db) => numberSet(db, 'confirmAfterMinutes'));
  core.sessions.add(session);
  session.open(person.id, signer, core.clock.wallMs() + openFor * 60_000);
  if (confirmsClock) await confirmClockOnSignIn(core, session, person);
  return sessionNow(core, session);
}

// A person who may not confirm the clock is signed in all the same; the session says that it is not trusted.
async function confirmClockOnSignIn(core: Core, session: Session, person: Person): Promise<void> {
  const leapt = await readSnapshot(core, (db) => core.clock.problem(clockState(db)) === 'CLOCK_LEAPT');
  if (leapt) await oversight.confirmClock.call(core, { person, session }, {});
}

export const signIn = realDeskVerb(
  sessionInputs.signIn,
  async (core, session, { username, passphrase, confirmClock }) => {
    const person = await findPerson(core, username);
    const opening = await openKeyOf(core, person, username, passphrase, t('desk.session.wrongPair'));
    if (!opening.ok) return refuse(opening.refusal);
    opening.key.wipe();
    return person ? openSession(core, session, person, opening.key.signer, confirmClock) : refuse(notSignedIn());
  },
);

/** Opens the key of the person signed in again, so that they can decide. */
export const confirm = signedInVerb(
  sessionInputs.confirm,
  async (core, session, person, { passphrase, confirmClock }) => {
    const opening = await openKeyOf(core, person, person.username, passphrase, t('desk.session.wrongPassphrase'));
    if (!opening.ok) return refuse(opening.refusal);
    opening.key.wipe();
    // The session may have been locked while the key was being opened.
    if (session.person !== person.id) return refuse(notSignedIn());
    return openSession(core, session, person, opening.key.signer, confirmClock);
  },
);

export const signOut = signedInVerb(sessionInputs.signOut, async (core, session) => {
  session.leave();
  core.sessions.delete(session);
  core.secureDisplay.hideAll();
  return sessionNow(core, session);
});

/** Locks every session of this workstation. */
export function lockAll(core: Core): void {
  const locked = [...core.sessions].filter((session) => session.keyId !== null && session.lock());
  if (locked.length === 0) return;
  core.secureDisplay.hideAll();
  core.changes.announce(['session']);
}

export const lock = signedInVerb(sessionInputs.lock, async (core, session) => {
  lockAll(core);
  return sessionNow(core, session);
});
