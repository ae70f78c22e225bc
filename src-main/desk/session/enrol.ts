import type { Fact } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import { type SessionView, sessionInputs } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import type { Now } from '../../engine/clock.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { enrolKey, recover as recoverKey } from '../../engine/people/keys.ts';
import { type CodePurpose, keyPairOfCode } from '../../identity/code.ts';
import { keepSealed } from '../../identity/keys/sealed.ts';
import type { Session } from '../../identity/session.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { currentKitId, findOpenCode } from '../../store/queries/keys.ts';
import type { Core } from '../kernel/core.ts';
import { readSnapshot, transact } from '../kernel/transact.ts';
import { enabledPerson, refuse } from '../kernel/usecase.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { makeSealedKey, whyTooWeak } from './passphrase.ts';
import { findPerson, openSession, signInSubject } from './signIn.ts';
import { attemptFailed, attemptSucceeded, beginAttempt } from './throttle.ts';
import { realDeskVerb } from './verb.ts';

/** A kind of code that replaces a passphrase once, and enrols a new key. */
interface CodeKind {
  readonly purpose: CodePurpose;
  /** The id of the key that the code must derive now; or why there is none, as a sentence. */
  expected(db: ReadDb, person: Person, overBy: string): { readonly keyId: string } | string;
  decide(person: Person, key: Parameters<typeof enrolKey>[1]): Outcome;
}

const oneTimeCode: CodeKind = {
  purpose: 'enrolment',
  expected(db, person, overBy) {
    const code = findOpenCode(db, person.id);
    if (code === null) return t('desk.session.noSuchCode');
    // Also by the machine's clock: the desk's clock stands still while that one is not trusted.
    return overBy >= code.expiresAt ? t('desk.session.codeExpired') : { keyId: code.keyId };
  },
  decide: enrolKey,
};

const recoveryKit: CodeKind = {
  purpose: 'recovery',
  expected(db) {
    const keyId = currentKitId(db);
    return keyId === null ? t('desk.session.noSuchKit') : { keyId };
  },
  decide: recoverKey,
};

async function signInWithCode(
  core: Core,
  session: Session,
  { purpose, expected, decide }: CodeKind,
  input: { readonly username: string; readonly code: string; readonly passphrase: string },
): Promise<Answer<SessionView>> {
  const person = await findPerson(core, input.username);
  const begun = await beginAttempt(core, signInSubject(person, input.username));
  if (!begun.ok) return refuse(begun.refusal);
  const wrong = async (message: string) => refuse(await attemptFailed(core, begun.attempt, message));
  const nothing = purpose === 'enrolment' ? t('desk.session.noSuchCode') : t('desk.session.noSuchKit');
  const desk = loadDesk(core.store.reader);
  const pair = desk && keyPairOfCode(purpose, desk.fingerprint, input.code);
  if (!person || !pair) return wrong(nothing);
  // Checked before the passphrase and again in the transaction: another process may use the code meanwhile.
  const fits = (db: ReadDb, now: Now): string | null => {
    const { overBy } = core.clock.accessTimes('real', now);
    const current = enabledPerson(db, person.id);
    const found = current ? expected(db, current, overBy) : nothing;
    if (typeof found === 'string') return pair.signer.key.id === findOpenCode(db, person.id)?.keyId ? found : nothing;
    return found.keyId === pair.signer.key.id ? null : nothing;
  };
  const early = await readSnapshot(core, fits);
  if (early !== null) return wrong(early);
  await attemptSucceeded(core, begun.attempt);
  const weak = await whyTooWeak(input.passphrase, person);
  if (weak) return refuse(weak);
  const { signer, box } = await makeSealedKey(input.passphrase);
  const late = await transact(core, (transaction): Answer<null> => {
    const stop = fits(transaction.tx, transaction.now);
    if (stop !== null) return refuse({ code: 'SIGN_IN_FAILED', message: stop });
    const outcome = decide(enabledPerson(transaction.tx, person.id) ?? person, signer.key);
    if (!outcome.ok) return refuse(outcome.refusal);
    const facts: readonly Fact[] = outcome.facts;
    // Even if the clock cannot be trusted: this person may be the admin who is to correct it.
    transaction.ignoringClock(() => {
      transaction.commit(facts, person.id, pair.signer);
      // Signed by the new key. A recovered key decides nothing filed before it, which can leave requests stuck.
      const own = {
        db: transaction.tx,
        person,
        commit: (next: readonly Fact[]) => transaction.commit(next, person.id, signer),
      };
      reassessFor(own, principalsOf(own, person.id));
    });
    keepSealed(core.directory, box);
    return { ok: true, result: null };
  });
  return late.ok ? openSession(core, session, person, signer) : late;
}

/** The first sign-in, or the first after a reset: makes a key, sealed with the passphrase chosen now. */
export const enrol = realDeskVerb(sessionInputs.enrol, (core, session, input) =>
  signInWithCode(core, session, oneTimeCode, input),
);

/** Gives an admin a new key by the recovery kit. */
export const recover = realDeskVerb(sessionInputs.recover, (core, session, input) =>
  signInWithCode(core, session, recoveryKit, input),
);
