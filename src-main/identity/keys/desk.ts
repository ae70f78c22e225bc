import { createNanoEvents } from 'nanoevents';
import { z } from 'zod';
import type { DeskKeyState } from '#contract/settings.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import type { Signer } from '../../ledger/keys.ts';
import { openKey } from '../keypair.ts';
import { keyFileName, readKeyJson, renameKeyFile, writeKeyFile } from './files.ts';

/** The key store of the operating system. Asynchronous, because another process calls it. */
export interface SystemKeyStore {
  protect(text: string): Promise<Uint8Array>;
  /** Null when another user or machine protected it. */
  reveal(bytes: Uint8Array): Promise<string | null>;
}

/** The key store for code that cannot wait, as in a transaction: it remembers what was revealed. */
export interface DeskKeyStore {
  protect(text: string): Promise<Uint8Array>;
  /** Null when another user or machine protected it, or before the key store has answered. */
  reveal(bytes: Uint8Array): string | null;
  /** Calls `listener` when something has been revealed that was asked for and not known yet. */
  onRevealed(listener: () => void): void;
}

/** The key store with what lies in the key files of a folder revealed. */
export async function openKeyStore(system: SystemKeyStore, directory: string): Promise<DeskKeyStore> {
  const known = new Map<string, string | null>();
  const asked = new Set<string>();
  const events = createNanoEvents<{ revealed: () => void }>();
  const learn = async (text: string): Promise<void> => {
    known.set(text, await system.reveal(Buffer.from(text, 'base64')));
  };
  for (const name of [DESK_KEY, NEXT_DESK_KEY]) {
    const file = readKept(directory, name);
    // A key store that fails keeps nobody from opening the desk; it is asked again when the key is needed.
    if (file.ok && file.kept.keptBy === 'system') await learn(file.kept.privateKey).catch(() => undefined);
  }
  return {
    async protect(text) {
      const bytes = await system.protect(text);
      known.set(Buffer.from(bytes).toString('base64'), text);
      return bytes;
    },
    reveal(bytes) {
      const text = Buffer.from(bytes).toString('base64');
      // A file that was put back from a backup while the desk was open: the next look finds it.
      if (!known.has(text) && !asked.has(text)) {
        asked.add(text);
        learn(text)
          .then(() => events.emit('revealed'))
          .catch(() => undefined)
          .finally(() => asked.delete(text));
      }
      return known.get(text) ?? null;
    },
    onRevealed: (listener) => void events.on('revealed', listener),
  };
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

/** A private key of the desk as stored in its file. */
export type SealedDeskKey = KeptKey;

/** Prepares a key for a file that only this user can read. */
export function plainDeskKey(id: string, privateKey: Uint8Array): SealedDeskKey {
  return { v: 1, key: id, keptBy: 'file', privateKey: Buffer.from(privateKey).toString('base64') };
}

/** Prepares a key for the system's key store if there is one, otherwise for a file that only this user can read. */
export async function sealDeskKey(
  id: string,
  privateKey: Uint8Array,
  keyStore: Pick<DeskKeyStore, 'protect'> | null,
): Promise<SealedDeskKey> {
  if (keyStore === null) return plainDeskKey(id, privateKey);
  const bytes = await keyStore.protect(Buffer.from(privateKey).toString('base64'));
  return { v: 1, key: id, keptBy: 'system', privateKey: Buffer.from(bytes).toString('base64') };
}

/** Keeps the desk's own key. */
export function keepDeskKey(directory: string, sealed: SealedDeskKey): void {
  writeKey(directory, DESK_KEY, sealed);
}

/**
 * Stores a new key beside the current one, right before it is enrolled, so that neither is lost if enrolment fails. `inForce`: the
 * ids of the desk's current keys.
 */
export function keepNextDeskKey(directory: string, sealed: SealedDeskKey, inForce: readonly string[]): void {
  adoptDeskKey(directory, inForce);
  writeKey(directory, NEXT_DESK_KEY, sealed);
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
export function openDeskKey(
  directory: string,
  keyStore: Pick<DeskKeyStore, 'reveal'> | null,
  inForce: readonly string[],
): DeskKey {
  const files = [readKept(directory, DESK_KEY), readKept(directory, NEXT_DESK_KEY)];
  const own = files.find((file) => file.ok && inForce.includes(file.kept.key));
  if (own?.ok) return opened(own.kept, keyStore);
  const [file] = files;
  if (file?.ok) {
    const { key, keptBy } = file.kept;
    return {
      ok: false,
      keptBy,
      state: 'another',
      message: t('keyFiles.desk.another', {
        file: keyFileName(DESK_KEY),
        found: shortId(key),
        own: listed(inForce.map(shortId), 'or'),
      }),
    };
  }
  const wrong = file?.wrong ?? null;
  return {
    ok: false,
    keptBy: 'file',
    state: wrong === null ? 'missing' : 'damaged',
    message:
      wrong === null
        ? t('keyFiles.desk.missing', { file: keyFileName(DESK_KEY) })
        : t('keyFiles.desk.damaged', { file: keyFileName(DESK_KEY), why: wrong }),
  };
}

const shortId = (id: string): string => t('keyFiles.desk.shortId', { id: id.slice(0, 16) });

function opened({ key, keptBy, privateKey }: KeptKey, keyStore: Pick<DeskKeyStore, 'reveal'> | null): DeskKey {
  const closed = (message: string): DeskKey => ({ ok: false, keptBy, state: 'closed', message });
  if (keptBy === 'system' && keyStore === null) return closed(t('keyFiles.desk.inKeyStore'));
  const bytes = Buffer.from(privateKey, 'base64');
  const text = keptBy === 'file' ? privateKey : (keyStore?.reveal(bytes) ?? null);
  if (text === null) return closed(t('keyFiles.desk.cannotOpen'));
  const signer = openKey(Buffer.from(text, 'base64'));
  if (signer?.key.id === key) return { ok: true, signer, keptBy };
  return {
    ok: false,
    keptBy,
    state: 'damaged',
    message: t(keptBy === 'file' ? 'keyFiles.desk.otherInFile' : 'keyFiles.desk.otherInKeyStore', {
      file: keyFileName(DESK_KEY),
    }),
  };
}

function writeKey(directory: string, name: string, sealed: SealedDeskKey): void {
  writeKeyFile(directory, name, `${JSON.stringify(sealed, null, 2)}\n`);
}

type ReadKept =
  | { readonly ok: true; readonly kept: KeptKey }
  /** A sentence about why the file cannot be read; null when it does not exist. */
  | { readonly ok: false; readonly wrong: string | null };

function readKept(directory: string, name: string): ReadKept {
  const file = readKeyJson(directory, name);
  if (!file.ok) return file;
  const read = keptKey.safeParse(file.json);
  return read.success ? { ok: true, kept: read.data } : { ok: false, wrong: t('keyFiles.desk.notAKey') };
}
