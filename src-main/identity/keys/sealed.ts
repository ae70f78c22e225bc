import type { Signer } from '../../ledger/keys.ts';
import { openKey } from '../keypair.ts';
import { pretendToUnseal, type SealedKey, seal, sealedKey, unseal } from '../seal.ts';
import { readKeyFile, writeKeyFile } from './files.ts';

/** A person's key, opened. */
export interface OpenedKey {
  readonly signer: Signer;
  /** The same key sealed with another passphrase, to be kept instead. */
  reseal(passphrase: string): Promise<SealedKey>;
  /** Wipes the bytes of the private key; the signer goes on working. */
  wipe(): void;
}

const nameOf = (id: string): string => `${id}.json`;

/** Keeps a sealed key in the workspace's folder, in the place of what was kept under its id. */
export function keepSealed(directory: string, box: SealedKey): void {
  writeKeyFile(directory, nameOf(box.key), `${JSON.stringify(box, null, 2)}\n`);
}

/**
 * Opens the key with this id. Null when the passphrase is another one, when there is no such key here (`id` null: whoever asks has
 * none), or when the file is damaged; each takes the same time.
 */
export async function openSealed(directory: string, id: string | null, passphrase: string): Promise<OpenedKey | null> {
  const box = id === null ? null : readSealed(directory, id);
  if (box === null) {
    await pretendToUnseal(passphrase);
    return null;
  }
  const bytes = await unseal(box, passphrase);
  const signer = bytes && openKey(bytes);
  if (bytes === null || signer?.key.id !== id) return null;
  return {
    signer,
    reseal: (newPassphrase) => seal(box.key, bytes, newPassphrase),
    wipe: () => bytes.fill(0),
  };
}

function readSealed(directory: string, id: string): SealedKey | null {
  const text = readKeyFile(directory, nameOf(id));
  if (text === null) return null;
  try {
    const box = sealedKey.parse(JSON.parse(text));
    return box.key === id ? box : null;
  } catch {
    return null;
  }
}
