import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

const TYPE = 0o170000;
const LINK = 0o120000;

/**
 * Unpacks an archive, with file modes and symbolic links.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | null} place the path of an entry below the folder; null leaves it out
 * @param {(done: number, total: number) => void} onProgress unpacked entries and their number
 */
export async function unzip(archive, folder, place, onProgress) {
  const zip = await openPromise(archive);
  let done = 0;
  for await (const entry of zip.eachEntry()) {
    onProgress(++done, zip.entryCount);
    const name = place(entry.fileName);
    if (!name || name.endsWith('/')) continue;
    const target = within(folder, name);
    const mode = entry.externalFileAttributes >>> 16;
    mkdirSync(dirname(target), { recursive: true });
    const content = await zip.openReadStreamPromise(entry);
    if ((mode & TYPE) === LINK) {
      const to = await text(content);
      within(folder, join(dirname(name), to));
      symlinkSync(to, target);
    } else {
      await pipeline(content, createWriteStream(target, { mode: mode & 0o777 || 0o644 }));
    }
  }
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
function within(folder, name) {
  const target = normalize(join(folder, name));
  if (!target.startsWith(normalize(folder) + sep))
    throw new Error(`The archive names a file outside its folder: ${name}`);
  return target;
}
