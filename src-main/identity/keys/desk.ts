import { z } from 'zod';
import type { Signer } from '../../ledger/keys.ts';
import { openKey } from '../keypair.ts';
import { readKeyFile, writeKeyFile } from './files.ts';

/** The operating system's key store, where it has a real one. */
export interface SystemKeyStore {
  protect(text: string): Uint8Array;
  /** Null when it was protected by another user or machine. */
  reveal(bytes: Uint8Array): string | null;
}

const DESK_KEY = 'desk.json';

const keptKey = z.strictObject({
  v: z.literal(1),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  keptBy: z.enum(['system', 'file']),
  /** The private key (PKCS #8, DER) in base64; `system`: protected by the key store first. */
  privateKey: z.base64(),
});

/** The desk's own key, or why it cannot be used here. */
export type DeskKey =
  | { readonly ok: true; readonly signer: Signer; readonly keptBy: 'system' | 'file' }
  | { readonly ok: false; readonly keptBy: 'system' | 'file'; readonly message: string };

/** Keeps the desk's own key: in the system's key store where there is one, else in a file that only this user can read. */
export function keepDeskKey(
  directory: string,
  id: string,
  privateKey: Uint8Array,
  keyStore: SystemKeyStore | null,
): void {
  const text = Buffer.from(privateKey).toString('base64');
  const kept: z.infer<typeof keptKey> =
    keyStore === null
      ? { v: 1, key: id, keptBy: 'file', privateKey: text }
      : { v: 1, key: id, keptBy: 'system', privateKey: Buffer.from(keyStore.protect(text)).toString('base64') };
  writeKeyFile(directory, DESK_KEY, `${JSON.stringify(kept, null, 2)}\n`);
}

/** Opens the desk's own key, with which it signs what time or the machine caused. */
export function openDeskKey(directory: string, keyStore: SystemKeyStore | null): DeskKey {
  const kept = readDeskKey(directory);
  if (kept === null)
    return { ok: false, keptBy: 'file', message: 'The file with the desk’s own key is missing or damaged.' };
  const { key, keptBy, privateKey } = kept;
  if (keptBy === 'system' && keyStore === null)
    return {
      ok: false,
      keptBy,
      message: 'The desk’s own key is in the key store of the system, which only the application itself can open.',
    };
  const bytes = Buffer.from(privateKey, 'base64');
  const text = keptBy === 'file' ? privateKey : (keyStore?.reveal(bytes) ?? null);
  const signer = text === null ? null : openKey(Buffer.from(text, 'base64'));
  if (signer?.key.id !== key)
    return { ok: false, keptBy, message: 'The desk’s own key cannot be opened by this user on this machine.' };
  return { ok: true, signer, keptBy };
}

function readDeskKey(directory: string) {
  const text = readKeyFile(directory, DESK_KEY);
  if (text === null) return null;
  try {
    return keptKey.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
