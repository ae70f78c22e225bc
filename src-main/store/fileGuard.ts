import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** What became of the file of an open workspace. */
export type Loss = 'removed' | 'replaced' | 'overwritten' | 'shortened';

/** Thrown where the open file is no longer the workspace at its path: nothing more is written to it. */
export class WorkspaceLost extends Error {
  /** `lastIsUnsure`: this was found right after a change was written, which may have gone with the file. */
  constructor(
    readonly file: string,
    readonly loss: Loss,
    readonly lastIsUnsure: boolean,
  ) {
    super(`The workspace at ${file} was ${loss} while it was open.`);
    this.name = 'WorkspaceLost';
  }
}

export interface GuardOptions {
  /** How long a turn waits for others who write, in milliseconds. */
  readonly patienceMs?: number;
  /**
   * How long the file may have been written to without a finished checkpoint before that counts as a write from outside, in
   * milliseconds: another process may be in the middle of one.
   */
  readonly settleMs?: number;
}

const PATIENCE_MS = 30_000;
const SETTLE_MS = 5_000;
const PAUSE_MS = 20;

/** What SQLite has open: the database, its log, and the memory that processes share. */
const ENDS = ['', '-wal', '-shm'] as const;

/** Bytes of the header of a log; its salts change whenever the log begins anew. */
const LOG_HEADER_BYTES = 32;

interface Newest {
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/**
 * Watches that the file of an open workspace stays the one at its path (docs/decisions/0024). SQLite does not: with a write-ahead log
 * it commits to files that were removed or replaced, and copies its log over a file that somebody has put there.
 *
 * Three things are compared. Device and inode of the open files with those at their paths (on Windows `stat` answers the volume and the
 * index of the file, which mean the same). Size and time of the database with those after the last checkpoint, as nothing else writes to
 * it. And the newest event that this process has seen with the one that is there.
 */
export class FileGuard {
  readonly patienceMs: number;
  readonly #settleMs: number;
  readonly #ids: string;
  readonly #listeners = new Set<() => void>();
  #content: string;
  #checkpoint: string;
  #newest: Newest | undefined;
  #unsure: { readonly content: string; readonly since: number } | null = null;
  #lost: WorkspaceLost | null = null;
  // Made when they are first needed, for a new workspace has no tables yet; to make one costs more than to run it.
  #hashOf: Database.Statement<[number], Uint8Array> | undefined;
  #newestEvent: Database.Statement<[], Newest> | undefined;
  #moved: Database.Statement<[], { checkpointed: number }> | undefined;

  /** `database` has been opened and read from, so that all files are there; `before` is the identity of the file before it was opened. */
  constructor(
    private readonly file: string,
    private readonly database: Database.Database,
    before: string | null,
    { patienceMs = PATIENCE_MS, settleMs = SETTLE_MS }: GuardOptions = {},
  ) {
    this.patienceMs = patienceMs;
    this.#settleMs = settleMs;
    const { ids, content } = this.#stat() ?? { ids: '', content: '' };
    this.#ids = ids;
    this.#content = content;
    this.#checkpoint = this.#lastCheckpoint();
    if (identityOf(file) !== before) this.#lose('replaced', false);
  }

  /** Why nothing more can be written; null while all is well. */
  get lost(): WorkspaceLost | null {
    return this.#lost;
  }

  /** Calls `listener` once, when the workspace is found to be lost. */
  onLost(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Looks at the file as a clock does, outside of turns. */
  watch(): void {
    const { open, inTransaction } = this.database;
    if (this.#lost !== null || !open || inTransaction) return;
    if (this.#look(false)) this.#checkpoint = this.#lastCheckpoint();
  }

  /**
   * Before a turn: throws when the workspace is lost, and waits for another process that moves its log into the file, unless the turn
   * waits for nobody (`patienceMs` below 0): then that process counts as one that writes (SQLITE_BUSY).
   */
  async beforeTransaction(patienceMs: number): Promise<void> {
    this.#throwIfLost();
    while (!this.#look(false)) {
      if (patienceMs < 0) throw new Database.SqliteError('Another process moves its log into the file.', 'SQLITE_BUSY');
      await wait(PAUSE_MS);
    }
    this.#throwIfLost();
  }

  /** At the beginning of a turn: the newest event that this process knows must still be there. */
  transactionBegan(): void {
    if (!this.#newest) return;
    const { sequence, hash } = this.#newest;
    this.#hashOf ??= this.database.prepare<[number], Uint8Array>('SELECT hash FROM ledger WHERE sequence = ?').pluck();
    const found = this.#hashOf.get(sequence);
    if (!(found instanceof Uint8Array) || Buffer.compare(found, hash) !== 0) this.#lose('shortened', false);
    this.#throwIfLost();
  }

  /** Right before a turn is committed. Answers what to call right after it. */
  transactionEnds(): () => void {
    this.#compareIds(false);
    this.#throwIfLost();
    const newest = this.#readNewest();
    return () => {
      this.#newest = newest;
      // Between the last look and the end of the commit lies the disk's own time: whatever came in it must not be answered as done.
      if (this.#look(true)) this.#checkpoint = this.#lastCheckpoint();
      this.#throwIfLost();
    };
  }

  // Answers false while it cannot be said yet.
  #look(justCommitted: boolean): boolean {
    const found = this.#compareIds(justCommitted);
    if (found === null || found === this.#content) {
      this.#unsure = null;
      return true;
    }
    const checkpoint = this.#lastCheckpoint();
    if (checkpoint !== this.#checkpoint) {
      this.#content = found;
      this.#checkpoint = checkpoint;
      this.#unsure = null;
      return true;
    }
    const now = performance.now();
    if (this.#unsure?.content !== found) this.#unsure = { content: found, since: now };
    if (now - this.#unsure.since < this.#settleMs) return false;
    this.#lose('overwritten', justCommitted);
    return true;
  }

  // Answers size and time of the database, or null when it is lost.
  #compareIds(justCommitted: boolean): string | null {
    const found = this.#stat();
    if (found === null) this.#lose('removed', justCommitted);
    else if (found.ids !== this.#ids) this.#lose('replaced', justCommitted);
    else return found.content;
    return null;
  }

  #stat(): { readonly ids: string; readonly content: string } | null {
    const stats = ENDS.map((end) => statOf(this.file + end));
    const [main] = stats;
    if (!main) return null;
    const ids = stats.map((stat) => (stat ? `${stat.dev}:${stat.ino}` : 'none')).join(' ');
    return { ids, content: `${main.size} ${main.mtimeNs}` };
  }

  // Which log this is, and how much of it has been moved into the database. NOOP only asks (since SQLite 3.51).
  #lastCheckpoint(): string {
    this.#moved ??= this.database.prepare<[], { checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
    const moved = this.#moved.get();
    return `${logHeader(`${this.file}-wal`)} ${moved?.checkpointed}`;
  }

  #readNewest(): Newest | undefined {
    this.#newestEvent ??= this.database.prepare<[], Newest>(
      'SELECT sequence, hash FROM ledger ORDER BY sequence DESC LIMIT 1',
    );
    return this.#newestEvent.get();
  }

  #lose(loss: Loss, lastIsUnsure: boolean): void {
    if (this.#lost !== null) return;
    this.#lost = new WorkspaceLost(this.file, loss, lastIsUnsure);
    for (const listener of this.#listeners) listener();
  }

  #throwIfLost(): void {
    if (this.#lost === null) return;
    const { loss, lastIsUnsure } = this.#lost;
    const thrown = new WorkspaceLost(this.file, loss, lastIsUnsure);
    // Only of the turn in which it was found.
    if (lastIsUnsure) this.#lost = new WorkspaceLost(this.file, loss, false);
    throw thrown;
  }
}

/** Device and inode of the file at a path; null when there is none. */
export function identityOf(path: string): string | null {
  const stat = statOf(path);
  return stat ? `${stat.dev}:${stat.ino}` : null;
}

// A path that cannot be looked at (the folder of a drive that has gone) is as good as none.
function statOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

// SQLite locks nothing in its log, so closing it here drops no lock (POSIX locks belong to the process).
function logHeader(log: string): string {
  try {
    const handle = openSync(log, 'r');
    try {
      const bytes = Buffer.alloc(LOG_HEADER_BYTES);
      return bytes.toString('hex', 0, readSync(handle, bytes, 0, LOG_HEADER_BYTES, 0));
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
}
