import { t } from '#texts/texts.ts';
import type { Signer } from '../../ledger/keys.ts';
import { openKey } from '../keypair.ts';
import { pretendToUnseal, type SealedKey, seal, sealedKey, unseal } from '../seal.ts';
import { keyFileName, readKeyJson, writeKeyFile } from './files.ts';

/** A person's key, opened. */
export interface OpenedKey {
  readonly signer: Signer;
  /** Seals the same key with another passphrase. */
  reseal(passphrase: string): Promise<SealedKey>;
  /** Wipes the bytes of the private key; the signer goes on working. */
  wipe(): void;
}

const nameOf = (id: string): string => `${id}.json`;

/** Stores a sealed key in the workspace's folder, replacing one with the same id. */
export function keepSealed(directory: string, box: SealedKey): void {
  writeKeyFile(directory, nameOf(box.key), `${JSON.stringify(box, null, 2)}\n`);
}

/**
 * The result of opening a key. `unusable`: a sentence about a broken key file; null when the passphrase is wrong or the file does not
 * exist.
 */
export type OpenResult =
  | { readonly ok: true; readonly key: OpenedKey }
  | { readonly ok: false; readonly unusable: string | null };

/**
 * Opens the key with this id. A wrong passphrase, a key that is not here and an `id` of null (the person has no key) take the same
 * time. An unusable file is refused at once.
 */
export async function openSealed(directory: string, id: string | null, passphrase: string): Promise<OpenResult> {
  const box = id === null ? null : readSealed(directory, id);
  if (typeof box === 'string') return { ok: false, unusable: box };
  if (box === null) {
    await pretendToUnseal(passphrase);
    return { ok: false, unusable: null };
  }
  const bytes = await unseal(box, passphrase);
  if (bytes === null) return { ok: false, unusable: null };
  const signer = openKey(bytes);
  if (signer?.key.id !== box.key) {
    bytes.fill(0);
    return { ok: false, unusable: unusable(nameOf(box.key), t('keyFiles.otherSealed')) };
  }
  return {
    ok: true,
    key: {
      signer,
      reseal: (newPassphrase) => seal(box.key, bytes, newPassphrase),
      wipe: () => bytes.fill(0),
    },
  };
}

// Null when the file does not exist; a sentence when it cannot be used.
function readSealed(directory: string, id: string): SealedKey | string | null {
  const name = nameOf(id);
  const file = readKeyJson(directory, name);
  if (!file.ok) return file.wrong === null ? null : unusable(name, file.wrong);
  const read = sealedKey.safeParse(file.json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return unusable(
      name,
      issue
        ? t('keyFiles.wrongField', { field: issue.path.join('.'), problem: issue.message })
        : t('keyFiles.notSealed'),
    );
  }
  return read.data.key === id ? read.data : unusable(name, t('keyFiles.otherKey', { key: read.data.key }));
}

function unusable(name: string, why: string): string {
  return t('keyFiles.unusable', { file: keyFileName(name), why });
}
