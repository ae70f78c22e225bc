import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '#texts/texts.ts';
import { syncToDisk } from '../../store/durable.ts';

/** The folder of a workspace's keys, beside the database, so that an auditor can get the database without keys. */
export const KEYS_FOLDER = 'keys';

/** The path of a key file in sentences, relative to the workspace. */
export const keyFileName = (name: string): string => `${KEYS_FOLDER}/${name}`;

/** Reads a key file; null when it does not exist. */
export function readKeyFile(directory: string, name: string): string | null {
  try {
    return readFileSync(join(directory, KEYS_FOLDER, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Reads a key file as JSON. `wrong`: a sentence about why it cannot be read; null when it does not exist. */
export function readKeyJson(
  directory: string,
  name: string,
): { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly wrong: string | null } {
  try {
    const text = readKeyFile(directory, name);
    return text === null ? { ok: false, wrong: null } : { ok: true, json: JSON.parse(text) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return { ok: false, wrong: code === null ? t('keyFiles.notJson') : t('keyFiles.system', { code: String(code) }) };
  }
}

/** Writes a key file atomically and durably. Only this user can read it. */
export function writeKeyFile(directory: string, name: string, text: string): void {
  const folder = join(directory, KEYS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  chmodSync(fresh, 0o600);
  syncToDisk(fresh);
  renameSync(fresh, file);
  if (process.platform !== 'win32') syncToDisk(folder);
}

/** Renames a key file, replacing one of that name. */
export function renameKeyFile(directory: string, from: string, to: string): void {
  const folder = join(directory, KEYS_FOLDER);
  renameSync(join(folder, from), join(folder, to));
  if (process.platform !== 'win32') syncToDisk(folder);
}
