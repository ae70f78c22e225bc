import type { Fact } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import { type SessionView, sessionInputs } from '#contract/session.ts';
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
import { beginAttempt, fail, succeed } from './throttle.ts';
import { realDeskVerb } from './verb.ts';

/** How a code lets somebody in. */
interface Entrance {
  readonly purpose: CodePurpose;
  /** The id of the key for which the code must stand, as things are now; or why there is none, in a sentence. */
  expected(db: ReadDb, person: Person, overBy: string): { readonly keyId: string } | string;
  decide(person: Person, key: Parameters<typeof enrolKey>[1]): Outcome;
}

const NO_SUCH_CODE =
  'This code does not belong to this username, or it was used or replaced. Compare it with the paper, or ask an admin for a new one.';

const byCode: Entrance = {
  purpose: 'enrolment',
  expected(db, person, overBy) {
    const code = findOpenCode(db, person.id);
    if (code === null) return NO_SUCH_CODE;
    // By the machine's clock, too: while that is not trusted, the desk's stands still.
    return overBy >= code.expiresAt ? 'This code has lapsed. Ask an admin for a new one.' : { keyId: code.keyId };
  },
  decide: enrolKey,
};

const NO_SUCH_KIT =
  'This is not the recovery kit in force, or the username is not that of an admin. A kit that was used or replaced is worth nothing.';

const byKit: Entrance = {
  purpose: 'recovery',
  expected(db) {
    const keyId = currentKitId(db);
    return keyId === null ? NO_SUCH_KIT : { keyId };
  },
  decide: recoverKey,
};

async function enter(
  core: Core,
  session: Session,
  { purpose, expected, decide }: Entrance,
  input: { readonly username: string; readonly code: string; readonly passphrase: string },
): Promise<Answer<SessionView>> {
  const person = await findPerson(core, input.username);
  const begun = await beginAttempt(core, signInSubject(person, input.username));
  if (!begun.ok) return refuse(begun.refusal);
  const wrong = async (message: string) => refuse(await fail(core, begun.attempt, message));
  const nothing = purpose === 'enrolment' ? NO_SUCH_CODE : NO_SUCH_KIT;
  const desk = loadDesk(core.store.reader);
  const pair = desk && keyPairOfCode(purpose, desk.fingerprint, input.code);
  if (!person || !pair) return wrong(nothing);
  // Looked at before a passphrase is judged and again in the turn, for another process may use the code meanwhile.
  const fits = (db: ReadDb, now: Now): string | null => {
    const { overBy } = core.clock.accessTimes('real', now);
    const current = enabledPerson(db, person.id);
    const found = current ? expected(db, current, overBy) : nothing;
    if (typeof found === 'string') return pair.signer.key.id === findOpenCode(db, person.id)?.keyId ? found : nothing;
    return found.keyId === pair.signer.key.id ? null : nothing;
  };
  const early = await readSnapshot(core, fits);
  if (early !== null) return wrong(early);
  await succeed(core, begun.attempt);
  const weak = await whyTooWeak(input.passphrase, person);
  if (weak) return refuse(weak);
  const { signer, box } = await makeSealedKey(input.passphrase);
  const late = await transact(core, (transaction): Answer<null> => {
    const stop = fits(transaction.tx, transaction.now);
    if (stop !== null) return refuse({ code: 'SIGN_IN_FAILED', message: stop });
    const outcome = decide(enabledPerson(transaction.tx, person.id) ?? person, signer.key);
    if (!outcome.ok) return refuse(outcome.refusal);
    const facts: readonly Fact[] = outcome.facts;
    // Nobody can be let in by someone who is locked out by a clock.
    transaction.ignoringClock(() => {
      transaction.commit(facts, person.id, pair.signer);
      // By the new key from here on: a recovered one decides nothing that was filed before, which can leave requests stuck.
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

/** First sign-in, or the first after a reset: makes the key pair, sealed with the passphrase that is chosen now. */
export const enrol = realDeskVerb(sessionInputs.enrol, (core, session, input) => enter(core, session, byCode, input));

/** An admin gets a new key by the recovery kit. */
export const recover = realDeskVerb(sessionInputs.recover, (core, session, input) =>
  enter(core, session, byKit, input),
);
