import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWhole } from '../base/files.mjs';
import { log } from '../base/log.mjs';
import { root } from '../base/places.mjs';

const PREFIX = 'countersign-bench-';

/** The sources that determine a generated workspace. */
const SOURCES = [
  'src-preload/contract',
  'src-main/engine',
  'src-main/ledger',
  'src-main/store/migrations',
  'src-main/store/project',
  'test/support/generator',
];

/**
 * The folder of a generated workspace with a number of requests: made once for this state of the source, in the system's
 * folder for temporary files. Workspaces of other states are removed first, because a million requests take gigabytes.
 *
 * @param {number} requests
 * @param {(folder: string) => Promise<void>} generate
 * @returns {Promise<string>}
 */
export async function largeWorkspace(requests, generate) {
  const folder = join(tmpdir(), `${PREFIX}${requests}-${stateOfSources()}`);
  if (existsSync(folder)) return folder;
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(`${PREFIX}${requests}-`)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  log(`Making a workspace with ${requests.toLocaleString('en')} requests, which is kept for the next time.`);
  await makeWhole(folder, generate);
  return folder;
}

/** @returns {string} equal as long as no source says anything else */
function stateOfSources() {
  const hash = createHash('sha256');
  /** @param {string} place */
  const add = (place) => {
    if (statSync(place).isDirectory()) for (const name of readdirSync(place).sort()) add(join(place, name));
    else
      hash
        .update(`${place.slice(root.length)}\0`)
        .update(readFileSync(place))
        .update('\0');
  };
  for (const source of SOURCES) add(join(root, source));
  return hash.digest('hex').slice(0, 16);
}
