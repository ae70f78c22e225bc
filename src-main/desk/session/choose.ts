import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { invalid } from '../../engine/outcome.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import { type SealedKey, seal } from '../../identity/seal.ts';
import { strengthOf } from '../../identity/strength.ts';
import type { Signer } from '../../ledger/keys.ts';

/** Why a passphrase may not be chosen; null when it may. `about`: the names of whoever chooses it. */
export async function whyNotChoose(
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
