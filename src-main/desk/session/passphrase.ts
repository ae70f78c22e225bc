import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { sessionInputs } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { invalid } from '../../engine/outcome.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import { keepSealed } from '../../identity/keys/sealed.ts';
import { type SealedKey, seal } from '../../identity/seal.ts';
import { strengthOf } from '../../identity/strength.ts';
import type { Signer } from '../../ledger/keys.ts';
import { transact } from '../kernel/transact.ts';
import { notSignedIn, ok, refuse } from '../kernel/usecase.ts';
import { openKeyOf, openSession } from './signIn.ts';
import { publicVerb, signedInVerb } from './verb.ts';

/** Seals a person's own key with another passphrase. The key stays the same. */
export const changePassphrase = signedInVerb(
  sessionInputs.changePassphrase,
  async (core, session, person, { passphrase, newPassphrase }) => {
    const weak = await whyTooWeak(newPassphrase, person, 'newPassphrase');
    if (weak) return refuse(weak);
    const opening = await openKeyOf(core, person, person.username, passphrase, t('desk.session.wrongPassphraseNow'));
    if (!opening.ok) return refuse(opening.refusal);
    const box = await opening.key.reseal(newPassphrase);
    opening.key.wipe();
    if (session.person !== person.id) return refuse(notSignedIn());
    const view = await openSession(core, session, person, opening.key.signer);
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

/** How strong a passphrase is. People choose one before they can sign in. */
export const strength = publicVerb(sessionInputs.strength, async (_core, _session, { passphrase, about }) =>
  ok(await strengthOf(passphrase, about)),
);

/** Why a passphrase is refused as too weak; null if it is strong enough. `about`: the names of the person who chooses it. */
export async function whyTooWeak(
  passphrase: string,
  about: Pick<Person, 'username' | 'name' | 'email'>,
  field = 'passphrase',
): Promise<Refusal | null> {
  const words = [about.username, about.name, about.email, ...about.name.split(/\s+/), ...about.email.split(/[@.]/)];
  const { strongEnough, advice } = await strengthOf(passphrase, words);
  if (strongEnough) return null;
  return invalid({ [field]: t('desk.session.weak', { advice: advice.join(' ') || t('desk.session.moreWords') }) });
}

/** A new key for a person, sealed with their passphrase. */
export async function makeSealedKey(passphrase: string): Promise<{ signer: Signer; box: SealedKey }> {
  const { signer, privateKey } = makeKeyPair();
  const bytes = Buffer.from(privateKey);
  const box = await seal(signer.key.id, bytes, passphrase);
  bytes.fill(0);
  privateKey.fill(0);
  return { signer, box };
}
