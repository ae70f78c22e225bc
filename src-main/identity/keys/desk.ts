import { z } from 'zod';
import type { DeskKeyState } from '#contract/settings.ts';
import type { Signer } from '../../ledger/keys.ts';
import { openKey } from '../keypair.ts';
import { keyFileName, readKeyJson, renameKeyFile, writeKeyFile } from './files.ts';

/** The key store of the operating system. */
export interface SystemKeyStore {
  protect(text: string): Uint8Array;
  /** Null when another user or machine protected it. */
  reveal(bytes: Uint8Array): string | null;
}

const DESK_KEY = 'desk.json';
/** The file of a new key until the ledger has enrolled it and it replaces the current one. */
const NEXT_DESK_KEY = 'desk.next.json';

const keptKey = z.strictObject({
  v: z.literal(1),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  keptBy: z.enum(['system', 'file']),
  /** The private key (PKCS #8, DER) in base64; `system`: protected by the key store first. */
  privateKey: z.base64(),
});
type KeptKey = z.infer<typeof keptKey>;

/** Where a key of the desk is kept. */
export type DeskKeyKeeper = KeptKey['keptBy'];

/** The desk's own key, or the reason why it cannot be used here with a remedy. */
export type DeskKey =
  | { readonly ok: true; readonly signer: Signer; readonly keptBy: DeskKeyKeeper }
  | {
      readonly ok: false;
      readonly keptBy: DeskKeyKeeper;
      readonly state: Exclude<DeskKeyState, 'ready'>;
      readonly message: string;
    };

/** Stores the desk's own key: in the system's key store if there is one, otherwise in a file that only this user can read. */
export function keepDeskKey(
  directory: string,
  id: string,
  privateKey: Uint8Array,
  keyStore: SystemKeyStore | null,
): void {
  writeKey(directory, DESK_KEY, id, privateKey, keyStore);
}

/**
 * Stores a new key beside the current one, right before it is enrolled, so that neither is lost if enrolment fails. `inForce`: the
 * ids of the desk's current keys.
 */
export function keepNextDeskKey(
  directory: string,
  id: string,
  privateKey: Uint8Array,
  keyStore: SystemKeyStore | null,
  inForce: readonly string[],
): void {
  adoptDeskKey(directory, inForce);
  writeKey(directory, NEXT_DESK_KEY, id, privateKey, keyStore);
}

/**
 * Moves the new key into the place of the current one after its enrolment. A replaced key of this desk is removed; the key of another
 * desk is renamed, because it may be the only copy.
 */
export function adoptDeskKey(directory: string, inForce: readonly string[], replaced: string | null = null): void {
  const next = readKept(directory, NEXT_DESK_KEY);
  if (!next.ok || !inForce.includes(next.kept.key)) return;
  const before = readKept(directory, DESK_KEY);
  if (before.ok && before.kept.key !== replaced)
    renameKeyFile(directory, DESK_KEY, `desk-${before.kept.key.slice(0, 16)}.json`);
  else if (!before.ok && before.wrong !== null) renameKeyFile(directory, DESK_KEY, 'desk-damaged.json');
  renameKeyFile(directory, NEXT_DESK_KEY, DESK_KEY);
}

/**
 * Opens the desk's own key, which signs events caused by time or the machine. `inForce`: the ids of the enrolled keys; a file with
 * another key is refused, because its signatures would damage the ledger.
 */
export function openDeskKey(directory: string, keyStore: SystemKeyStore | null, inForce: readonly string[]): DeskKey {
  const files = [readKept(directory, DESK_KEY), readKept(directory, NEXT_DESK_KEY)];
  const own = files.find((file) => file.ok && inForce.includes(file.kept.key));
  if (own?.ok) return opened(own.kept, keyStore);
  const [file] = files;
  if (file?.ok) {
    const { key, keptBy } = file.kept;
    const found = `${keyFileName(DESK_KEY)} holds the key ${key.slice(0, 16)}…, which this desk never enrolled or has replaced`;
    const wanted = inForce.map((id) => `${id.slice(0, 16)}…`).join(' or ');
    return {
      ok: false,
      keptBy,
      state: 'another',
      message: `The file ${found}; it may belong to another desk. The desk’s own key is ${wanted}. ${wayOn('right file')}`,
    };
  }
  const wrong = file?.wrong ?? null;
  return {
    ok: false,
    keptBy: 'file',
    state: wrong === null ? 'missing' : 'damaged',
    message:
      wrong === null
        ? `The file with the desk’s own key, ${keyFileName(DESK_KEY)}, is missing. ${wayOn('file')}`
        : `The file with the desk’s own key, ${keyFileName(DESK_KEY)}, cannot be used. ${wrong} ${wayOn('right file')}`,
  };
}

const wayOn = (file: string): string =>
  `Put the ${file} back from a backup of this desk, or have an admin make a new key for the desk (Settings, Keys, or desk enrol-desk-key).`;

function opened({ key, keptBy, privateKey }: KeptKey, keyStore: SystemKeyStore | null): DeskKey {
  const closed = (message: string): DeskKey => ({ ok: false, keptBy, state: 'closed', message });
  if (keptBy === 'system' && keyStore === null)
    return closed(
      'The desk’s own key is in the key store of the system, which only the application itself can open. Open the desk in the application, by the user who founded it here.',
    );
  const bytes = Buffer.from(privateKey, 'base64');
  const text = keptBy === 'file' ? privateKey : (keyStore?.reveal(bytes) ?? null);
  if (text === null)
    return closed(
      'The desk’s own key cannot be opened by this user on this machine. Open the desk in the application, by the user who founded it here.',
    );
  const signer = openKey(Buffer.from(text, 'base64'));
  if (signer?.key.id === key) return { ok: true, signer, keptBy };
  const place = keptBy === 'file' ? keyFileName(DESK_KEY) : 'the key store of the system';
  return {
    ok: false,
    keptBy,
    state: 'damaged',
    message: `What ${place} keeps as the desk’s own key is not the key that ${keyFileName(DESK_KEY)} names. ${wayOn('right file')}`,
  };
}

function writeKey(
  directory: string,
  name: string,
  id: string,
  privateKey: Uint8Array,
  keyStore: SystemKeyStore | null,
): void {
  const text = Buffer.from(privateKey).toString('base64');
  const kept: KeptKey =
    keyStore === null
      ? { v: 1, key: id, keptBy: 'file', privateKey: text }
      : { v: 1, key: id, keptBy: 'system', privateKey: Buffer.from(keyStore.protect(text)).toString('base64') };
  writeKeyFile(directory, name, `${JSON.stringify(kept, null, 2)}\n`);
}

type ReadKept =
  | { readonly ok: true; readonly kept: KeptKey }
  /** A sentence about why the file cannot be read; null when it does not exist. */
  | { readonly ok: false; readonly wrong: string | null };

function readKept(directory: string, name: string): ReadKept {
  const file = readKeyJson(directory, name);
  if (!file.ok) return file;
  const read = keptKey.safeParse(file.json);
  return read.success ? { ok: true, kept: read.data } : { ok: false, wrong: 'It is not the file of a desk’s key.' };
}
