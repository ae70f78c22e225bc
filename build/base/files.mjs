import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file so that a reader sees the old one or the new one, never half of it.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/**
 * Fills a folder under a temporary name and then renames it, so that an existing folder is complete.
 *
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 */
export async function makeWhole(folder, fill) {
  const temporary = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    await fill(temporary);
    try {
      renameSync(temporary, folder);
    } catch (error) {
      // Another process was faster with the same content.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {unknown} the content of the file, or null if it is missing or not JSON
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Names, sizes and times of files, as one short string: equal while no file was touched. Reads no content, because
 * every start calls it.
 *
 * @param {readonly string[]} places files and folders; a missing one counts as empty
 * @returns {string}
 */
export function fingerprint(places) {
  const hash = createHash('sha256');
  /** @param {string} place */
  const add = (place) => {
    const entry = statSync(place, { throwIfNoEntry: false });
    if (entry === undefined) return;
    if (entry.isDirectory()) for (const name of readdirSync(place).sort()) add(join(place, name));
    else hash.update(`${place}\0${entry.size}\0${entry.mtimeMs}\n`);
  };
  for (const place of places) add(place);
  return hash.digest('hex').slice(0, 16);
}
