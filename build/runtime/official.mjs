import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { makeWhole } from '../base/files.mjs';
import { megabytes, progress } from '../base/log.mjs';
import { cache } from '../base/places.mjs';
import { unzip } from './unzip.mjs';

const require = createRequire(import.meta.url);

/** How long the first byte and each further one may take, in milliseconds. A dead network never answers. */
const FIRST_BYTE = 8_000;
const NEXT_BYTE = 30_000;

/** The release with which the application is developed and shipped. */
export const officialVersion = version();

/**
 * @param {string} [platform]
 * @returns {string} the path of the executable in an unpacked release
 */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @returns {string} the folder of the official release in the cache, whether it exists or not */
export function officialFolder() {
  return join(cache(), `electron-${officialVersion}-${process.platform}-${process.arch}`);
}

/**
 * Downloads the official release with the settings of npm (`ELECTRON_MIRROR`, `electron_mirror` in
 * .npmrc, proxies), checks its SHA-256 against the list inside the package, and unpacks it into the cache.
 *
 * Throws if it is not available.
 */
export async function fetchOfficial() {
  const { npm_config_https_proxy: https, npm_config_proxy: http } = process.env;
  if (https || http) process.env.HTTPS_PROXY ??= https ?? http;
  const { downloadArtifact, initializeProxy } = await import('@electron/get');
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) initializeProxy();

  const line = progress(`Electron ${officialVersion}, official release`);
  const given = new AbortController();
  const giveUp = () => given.abort(new Error('No answer in time.'));
  let timer = setTimeout(giveUp, FIRST_BYTE);
  const archive = await downloadArtifact({
    version: officialVersion,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: checksums(),
    downloadOptions: {
      quiet: true,
      signal: given.signal,
      getProgressCallback: async (
        /** @type {{ transferred: number, total: number | null }} */ { transferred, total },
      ) => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, NEXT_BYTE);
        line.at(`${megabytes(transferred)} of ${total === null ? 'about 120 MB' : megabytes(total)}`);
      },
    },
  }).finally(() => clearTimeout(timer));

  await makeWhole(officialFolder(), (temporary) =>
    unzip(
      archive,
      temporary,
      (name) => name,
      (done, total) => line.at(`unpacking ${done} of ${total} files`),
    ),
  );
  line.end('unpacked');
}

/** @returns {string} */
function version() {
  const found = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8')).version;
  return String(found);
}

/** @returns {Record<string, string>} */
function checksums() {
  return require('electron/checksums.json');
}
