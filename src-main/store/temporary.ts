import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '#texts/texts.ts';

/** Thrown when no folder for temporary files can be made. */
export class NoTemporaryFolder extends Error {
  constructor(
    readonly folder: string,
    readonly code: string,
  ) {
    super(
      code === 'ENOENT' ? t('storage.noTemporaryFolder', { folder }) : t('storage.temporaryFolder', { folder, code }),
    );
    this.name = 'NoTemporaryFolder';
  }
}

/** A temporary folder that only this process uses. */
export interface Temporary {
  readonly directory: string;
  remove(): void;
}

// The machine comes first, because containers can share the folder without seeing one another's processes. Then the
// process.
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const PREFIX = `countersign-${MACHINE}-`;
const NAME = new RegExp(`^${PREFIX}(\\d+)-`);

const made = new Set<string>();
let removesAtExit = false;

/**
 * Makes a temporary folder that only this user can read. `remove`, {@link removeTemporary} and the end of the process
 * remove it. After a killed process, the next process that makes one removes it.
 */
export function makeTemporary(): Temporary {
  const parent = tmpdir();
  if (!removesAtExit) process.once('exit', removeTemporary);
  removesAtExit = true;
  sweepTemporary(parent);
  let directory: string;
  try {
    directory = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  } catch (error) {
    throw new NoTemporaryFolder(parent, error instanceof Error && 'code' in error ? String(error.code) : 'nothing');
  }
  made.add(directory);
  return { directory, remove: () => remove(directory) };
}

/** Removes all remaining temporary folders of this process. */
export function removeTemporary(): void {
  for (const directory of made) remove(directory);
}

function remove(directory: string): void {
  made.delete(directory);
  rmSync(directory, { recursive: true, force: true });
}

// Removes only folders with our kind of name that belong to this user and whose process is gone.
function sweepTemporary(parent: string): void {
  for (const name of namesIn(parent)) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(parent, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat?.isDirectory() || (process.getuid && stat.uid !== process.getuid())) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process may be removing this folder: leave it to that process.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
