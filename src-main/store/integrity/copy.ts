import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeTemporary } from '../temporary.ts';

/** A copy of a workspace file in its own folder. */
export interface Copy {
  readonly directory: string;
  readonly file: string;
  /** Whether a write-ahead log was copied too. */
  readonly hasLog: boolean;
  remove(): void;
}

/** How often to try, and the pause in milliseconds between two attempts, while others keep writing. */
const TRIES = 200;
const PAUSE_MS = 25;

/**
 * How long a file must be unchanged before its modification time can be trusted: kernels take it from a clock that
 * ticks every 10 ms or less.
 */
const TICK_MS = 20;

/** Whether a workspace file has a write-ahead log with content. */
export function hasLog(file: string): boolean {
  return (statSync(log(file), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Copies a workspace file and its write-ahead log as of one moment, without SQLite and so without writing beside it.
 * Returns null if others write so much that there is no such moment. Never use it for a file that this process has
 * open: see readHeader.
 */
export async function copyWorkspace(file: string): Promise<Copy | null> {
  const { directory, remove } = makeTemporary();
  const copy = join(directory, 'workspace.sqlite');
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tryCopy(file, copy)) return { directory, file: copy, hasLog: existsSync(log(copy)), remove };
      await wait(PAUSE_MS);
    }
  } catch (error) {
    remove();
    throw error;
  }
  remove();
  return null;
}

// Writers only append to the log until a checkpoint moves it into the file; then it may restart. So the copy is
// consistent if meanwhile no checkpoint wrote to the file and the log did not restart.
function tryCopy(file: string, copy: string): boolean {
  const before = stateOf(file);
  const age = Date.now() - before.changedAt;
  if (age >= 0 && age < TICK_MS) return false;
  rmSync(log(copy), { force: true });
  duplicate(file, copy);
  try {
    if (before.log !== '') duplicate(log(file), log(copy));
  } catch (error) {
    // A closing process has just moved the log into the file.
    if (!existsSync(log(file))) return false;
    throw error;
  }
  const after = stateOf(file);
  return before.state === after.state && (before.log === '' || before.log === after.log);
}

function duplicate(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, 0o600);
}

const LOG_HEADER_BYTES = 32;

function stateOf(file: string): { changedAt: number; state: string; log: string } {
  const { ino, size, mtimeNs, mtimeMs } = statSync(file, { bigint: true });
  return {
    changedAt: Number(mtimeMs),
    state: `${ino} ${size} ${mtimeNs}`,
    log: hasLog(file) ? logHeader(log(file)) : '',
  };
}

function logHeader(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(LOG_HEADER_BYTES);
    return bytes.toString('hex', 0, readSync(handle, bytes, 0, LOG_HEADER_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}

function log(file: string): string {
  return `${file}-wal`;
}
