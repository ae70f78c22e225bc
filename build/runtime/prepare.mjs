import { join } from 'node:path';
import { ensureSqlite, sqliteFingerprint } from '../addon/sqlite.mjs';
import { readJson, writeWhole } from '../base/files.mjs';
import { log } from '../base/log.mjs';
import { notes } from '../base/places.mjs';
import { ensureElectron, findElectron, nodeApiOf } from './electron.mjs';
import { refreshFallback } from './fallback.mjs';
import { ensureLibraries } from './libraries.mjs';

const note = join(notes, 'prepared.json');

/**
 * Makes sure that the application can run here: an Electron with the libraries that it needs, and better-sqlite3 for it and
 * for the Node that runs this. The result is noted in `node_modules`, so that the next time only reads the
 * disk; a new `npm ci` makes it check again.
 *
 * @param {{ official?: boolean }} [wish] see `ensureElectron`
 * @returns {Promise<import('./electron.mjs').Electron>}
 */
export async function prepare(wish = {}) {
  const electron = await ensureElectron(wish);
  if (readJson(note) !== state(electron.executable)) {
    if (electron.kind === 'fallback') refreshFallback();
    await ensureLibraries(electron.executable);
    await ensureSqlite([
      { executable: electron.executable, nodeApi: await nodeApiOf(electron.executable), name: 'Electron' },
      thisNode(),
    ]);
    writeWhole(note, JSON.stringify(state(electron.executable)));
  }
  log(`Using ${electron.because}.`);
  return electron;
}

/**
 * The Electron that {@link prepare} has made ready, by a look at the disk.
 *
 * @returns {import('./electron.mjs').Electron | null}
 */
export function preparedElectron() {
  const electron = findElectron();
  return electron !== null && readJson(note) === state(electron.executable) ? electron : null;
}

/** The same for the command line alone, which needs no Electron. */
export async function prepareNode() {
  await ensureSqlite([thisNode()]);
}

/** @returns {import('../addon/sqlite.mjs').Host} */
const thisNode = () => ({
  executable: process.execPath,
  nodeApi: Number(process.versions.napi),
  name: `Node ${process.version}`,
});

/**
 * @param {string} executable
 * @returns {string} equal while nothing that was verified has changed
 */
const state = (executable) => [executable, process.execPath, process.version, sqliteFingerprint()].join('\n');
