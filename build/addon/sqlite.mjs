import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, makeWhole } from '../base/files.mjs';
import { locked } from '../base/lock.mjs';
import { log, progress, Stop } from '../base/log.mjs';
import { cache, notes } from '../base/places.mjs';
import { run, which } from '../base/run.mjs';
import { ensurePackages } from '../runtime/debian.mjs';
import { BINARY, home, installed, PREBUILT_FOR } from './fits.mjs';

/**
 * @typedef {object} Host a program that will load the addon
 * @property {string} executable
 * @property {number} nodeApi its version of Node-API
 * @property {string} name for messages
 */

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
// Node-API 9 lets an addon keep references to strings only if it declares itself experimental.
const FLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/**
 * Makes better-sqlite3 work under every given host: the prebuilt binary if it fits, else one built from the
 * package's own source, or such a build from the cache.
 *
 * @param {readonly Host[]} hosts
 */
export async function ensureSqlite(hosts) {
  if (hosts.every((host) => host.nodeApi >= PREBUILT_FOR)) {
    rmSync(dirname(dirname(installed)), { recursive: true, force: true });
  } else {
    await locked(join(cache(), 'sqlite.lock'), 'building better-sqlite3', async () => {
      const built = cached();
      if (!existsSync(built)) await makeWhole(dirname(built), build);
      put(built);
    });
  }
  for (const host of hosts) await verify(host);
}

/** @returns {string} changes with the sources of better-sqlite3 and this build */
export const sqliteFingerprint = () => fingerprint([join(home, 'package.json'), join(home, 'prebuilds'), installed]);

/** @returns {string} */
function cached() {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const flags = createHash('sha256').update(FLAGS).digest('hex').slice(0, 8);
  const libc = process.platform === 'linux' && !existsSync('/etc/alpine-release') ? '' : 'musl-';
  const name = `better-sqlite3-${version}-${process.platform}-${libc}${process.arch}-${flags}`;
  return join(cache(), name, BINARY);
}

/** @param {string} built */
function put(built) {
  // A running program may have it open, and Windows does not allow replacing such a file.
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(built))) return;
  const fresh = `${installed}.${process.pid}`;
  mkdirSync(dirname(installed), { recursive: true });
  copyFileSync(built, fresh);
  renameSync(fresh, installed);
}

/** @param {string} folder for the binary */
async function build(folder) {
  await ensureTools();
  log('Building better-sqlite3 from source, once: its prebuilt binary cannot run on this Node-API. About a minute.');
  mkdirSync(notes, { recursive: true });
  // Below node_modules, because the source asks for a package beside it.
  const copy = mkdtempSync(join(notes, 'sqlite-'));
  const line = progress('better-sqlite3');
  const started = Date.now();
  const clock = setInterval(() => line.at(`compiling, ${Math.round((Date.now() - started) / 1000)} s`), 1000);
  try {
    cpSync(home, copy, { recursive: true, filter: (path) => !/[\\/](prebuilds|build)$/.test(path) });
    const gyp = require.resolve('node-gyp/bin/node-gyp.js');
    const env = { ...process.env, CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${FLAGS}`.trim() };
    const args = [gyp, 'rebuild', '--release', '--force_build=1', `--jobs=${cpus().length}`, ...headers()];
    const { code, output } = await run(process.execPath, args, { cwd: copy, env });
    if (code !== 0) throw failed(output);
    copyFileSync(join(copy, 'build', 'Release', BINARY), join(folder, BINARY));
    line.end(`built in ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    clearInterval(clock);
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * @param {string} output
 * @returns {Stop}
 */
function failed(output) {
  const end = output.trim().split('\n').slice(-25).join('\n');
  return new Stop(
    `better-sqlite3 could not be built:\n${end}`,
    /getaddrinfo|ECONNREFUSED|ETIMEDOUT|fetch failed|network/i.test(output)
      ? 'Node’s headers could not be downloaded. Install them beside Node (the package libnode-dev or nodejs-dev, or an ' +
          'official Node archive, which has include/node), or use Node 22.14 or newer with a newer Electron, and try again.'
      : 'Correct what the compiler reports, or use Node 22.14 or newer, which needs no build, and try again.',
  );
}

/** @returns {readonly string[]} the headers that came with this Node, if they did; else node-gyp downloads them */
function headers() {
  const prefix = process.platform === 'win32' ? dirname(process.execPath) : dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

async function ensureTools() {
  // On Windows node-gyp itself looks for Visual Studio, and reports what is missing.
  if (process.platform === 'win32') return;
  const missing = ['make', 'python3'].filter((tool) => which(tool) === null);
  if (which('g++') === null && which('c++') === null) missing.push('g++');
  if (missing.length === 0) return;
  const why = `Building better-sqlite3 needs ${missing.join(', ')}, which this machine does not have.`;
  if (process.platform === 'darwin') throw new Stop(why, 'Run this once, then try again:\n  xcode-select --install');
  await ensurePackages(
    missing,
    why,
    `Install ${missing.join(', ')} by the package manager of this system, or use Node 22.14 or newer, and try again.`,
  );
}

/** @param {Host} host */
async function verify(host) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { code, output } = await run(host.executable, [join(here, 'exercise.cjs')], { env, timeout: 60_000 });
  if (code === 0 && output.endsWith('works')) return;
  throw new Stop(
    `better-sqlite3 does not work on ${host.name} (exit code ${code}):\n${output.trim().split('\n').slice(-8).join('\n')}`,
    `Delete ${dirname(cached())} and run npm ci, then try again.`,
  );
}
