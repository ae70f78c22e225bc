import type { Person } from '#contract/people.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { type SessionView, sessionInputs } from '#contract/session.ts';
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
import { beginAttempt, fail, type SignInSubject, succeed } from './throttle.ts';
import { realDeskVerb, signedInVerb } from './verb.ts';
import { sessionNow } from './view.ts';

const WRONG_PAIR =
  'Username and passphrase do not belong together. If you were given a one-time code, sign in with that first.';
const WRONG_PASSPHRASE = 'This is not your passphrase.';

/** Finds somebody by what they typed; whoever is disabled counts as nobody. */
export function findPerson(core: Core, username: string): Promise<Person | undefined> {
  return readSnapshot(core, (db) => {
    const person = findByUsername(db, fold(username));
    return person && enabledPerson(db, person.id);
  });
}

/** Who tries to sign in by a username. */
export function signInSubject(person: Person | undefined, username: string): SignInSubject {
  return person ? { personId: person.id } : { stranger: username };
}

type Proof = { readonly ok: true; readonly key: OpenedKey } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Opens somebody's key with a passphrase: slowed down, counted, and recorded when it fails. `person` undefined is a username that nobody
 * has, and takes as long. Whoever calls wipes the key.
 */
export async function prove(
  core: Core,
  person: Person | undefined,
  username: string,
  passphrase: string,
  message: string,
): Promise<Proof> {
  const begun = await beginAttempt(core, signInSubject(person, username));
  if (!begun.ok) return begun;
  const id = person ? await readSnapshot(core, (db) => currentKeyId(db, person.id)) : null;
  const opening = await openSealed(core.directory, id, passphrase);
  if (!opening.ok) return { ok: false, refusal: await fail(core, begun.attempt, opening.unusable ?? message) };
  await succeed(core, begun.attempt);
  return { ok: true, key: opening.key };
}

/** Somebody sits down with an open key, which closes after the minutes that this workstation is set to. */
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

// Who may not confirm the clock is signed in all the same, and told by the session that it is not trusted.
async function confirmClockOnSignIn(core: Core, session: Session, person: Person): Promise<void> {
  const leapt = await readSnapshot(core, (db) => core.clock.problem(clockState(db)) === 'CLOCK_LEAPT');
  if (leapt) await oversight.confirmClock.call(core, { person, session }, {});
}

export const signIn = realDeskVerb(
  sessionInputs.signIn,
  async (core, session, { username, passphrase, confirmClock }) => {
    const person = await findPerson(core, username);
    const proof = await prove(core, person, username, passphrase, WRONG_PAIR);
    if (!proof.ok) return refuse(proof.refusal);
    proof.key.wipe();
    return person ? openSession(core, session, person, proof.key.signer, confirmClock) : refuse(notSignedIn);
  },
);

/** Opens the key of whoever sits here again, so that they can decide. */
export const confirm = signedInVerb(
  sessionInputs.confirm,
  async (core, session, person, { passphrase, confirmClock }) => {
    const proof = await prove(core, person, person.username, passphrase, WRONG_PASSPHRASE);
    if (!proof.ok) return refuse(proof.refusal);
    proof.key.wipe();
    // While the key was being opened, the place may have been locked.
    if (session.person !== person.id) return refuse(notSignedIn);
    return openSession(core, session, person, proof.key.signer, confirmClock);
  },
);

export const signOut = signedInVerb(sessionInputs.signOut, async (core, session) => {
  session.leave();
  core.sessions.delete(session);
  core.secureDisplay.hideAll();
  return sessionNow(core, session);
});

/** Locks every place at this workstation. */
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
