import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { sessionInputs } from '#contract/session.ts';
import { invalid } from '../../engine/outcome.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import { keepSealed } from '../../identity/keys/sealed.ts';
import { type SealedKey, seal } from '../../identity/seal.ts';
import { strengthOf } from '../../identity/strength.ts';
import type { Signer } from '../../ledger/keys.ts';
import { transact } from '../kernel/transact.ts';
import { notSignedIn, ok, refuse } from '../kernel/usecase.ts';
import { openSession, prove } from './signIn.ts';
import { publicVerb, signedInVerb } from './verb.ts';

/** Seals the own key with another passphrase; the key stays the same. */
export const changePassphrase = signedInVerb(
  sessionInputs.changePassphrase,
  async (core, session, person, { passphrase, newPassphrase }) => {
    const weak = await whyTooWeak(newPassphrase, person, 'newPassphrase');
    if (weak) return refuse(weak);
    const proof = await prove(
      core,
      person,
      person.username,
      passphrase,
      'This is not the passphrase that you have now.',
    );
    if (!proof.ok) return refuse(proof.refusal);
    const box = await proof.key.reseal(newPassphrase);
    proof.key.wipe();
    if (session.person !== person.id) return refuse(notSignedIn);
    const view = await openSession(core, session, person, proof.key.signer);
    await transact(
      core,
      (transaction) => {
        transaction.commit([{ type: 'passphrase.changed', data: { personId: person.id } }], person.id);
        keepSealed(core.directory, box);
      },
      session,
    );
    return view;
  },
);

/** How strong a passphrase is; nobody needs to be signed in to choose one. */
export const strength = publicVerb(sessionInputs.strength, async (_core, _session, { passphrase, about }) =>
  ok(await strengthOf(passphrase, about)),
);

/** Why a passphrase may not be chosen; null when it may. `about`: the names of whoever chooses it. */
export async function whyTooWeak(
  passphrase: string,
  about: Pick<Person, 'username' | 'name' | 'email'>,
  field = 'passphrase',
): Promise<Refusal | null> {
  const words = [about.username, about.name, about.email, ...about.name.split(/\s+/), ...about.email.split(/[@.]/)];
  const { strongEnough, advice } = await strengthOf(passphrase, words);
  if (strongEnough) return null;
  return invalid({ [field]: `This passphrase is too easy to guess. ${advice.join(' ') || 'Use more words.'}` });
}

/** A new key of one's own, sealed with the passphrase that was chosen for it. */
export async function makeSealedKey(passphrase: string): Promise<{ signer: Signer; box: SealedKey }> {
  const { signer, privateKey } = makeKeyPair();
  const bytes = Buffer.from(privateKey);
  const box = await seal(signer.key.id, bytes, passphrase);
  bytes.fill(0);
  privateKey.fill(0);
  return { signer, box };
}
