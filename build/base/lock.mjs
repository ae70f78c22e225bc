import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { log } from './log.mjs';

/** How long to wait before saying so, in milliseconds. */
const PATIENCE = 3_000;

/** A lock without a readable owner counts as abandoned after this time, in milliseconds. */
const OWNERLESS_FOR = 10_000;

/**
 * Does something while no other process does anything under the same lock. A lock whose owner has ended is taken over.
 *
 * @template T
 * @param {string} folder exists while the lock is held
 * @param {string} what for those who wait: "setting up the runtime"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(folder, what, work) {
  mkdirSync(dirname(folder), { recursive: true });
  const since = Date.now();
  let told = false;
  while (!take(folder)) {
    if (abandoned(folder)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!told && Date.now() - since > PATIENCE) {
      told = true;
      log(`Waiting for another process that is ${what} …`);
    }
    await wait(100);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function take(folder) {
  try {
    mkdirSync(folder);
  } catch {
    return false;
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function abandoned(folder) {
  try {
    const owner = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    if (owner > 0) return !alive(owner);
  } catch {
    // Just taken or just released: the age decides.
  }
  const entry = statSync(folder, { throwIfNoEntry: false });
  return entry !== undefined && Date.now() - entry.mtimeMs > OWNERLESS_FOR;
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
