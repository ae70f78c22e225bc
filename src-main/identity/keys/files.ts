import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The folder of the keys of a workspace, beside its database, so that the database can be handed to an auditor without them. */
export const KEYS_FOLDER = 'keys';

/** A file of keys as people are told of it, from the folder of the workspace. */
export const keyFileName = (name: string): string => `${KEYS_FOLDER}/${name}`;

/** Reads a file of keys; null where there is none. */
export function readKeyFile(directory: string, name: string): string | null {
  try {
    return readFileSync(join(directory, KEYS_FOLDER, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Reads a file of keys that is JSON. `wrong`: why it cannot be read, in a sentence; null where there is none. */
export function readKeyJson(
  directory: string,
  name: string,
): { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly wrong: string | null } {
  try {
    const text = readKeyFile(directory, name);
    return text === null ? { ok: false, wrong: null } : { ok: true, json: JSON.parse(text) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return { ok: false, wrong: code === null ? 'It is not JSON.' : `The system says ${String(code)}.` };
  }
}

/** Writes a file of keys whole or not at all, on disk when this returns. Only this user can read it. */
export function writeKeyFile(directory: string, name: string, text: string): void {
  const folder = join(directory, KEYS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  chmodSync(fresh, 0o600);
  sync(fresh);
  renameSync(fresh, file);
  if (process.platform !== 'win32') sync(folder);
}

/** Gives a file of keys another name, in the place of what had that. */
export function renameKeyFile(directory: string, from: string, to: string): void {
  const folder = join(directory, KEYS_FOLDER);
  renameSync(join(folder, from), join(folder, to));
  if (process.platform !== 'win32') sync(folder);
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
