import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createNanoEvents } from 'nanoevents';

/** What happened to the file of an open workspace. */
export type Loss = 'removed' | 'replaced' | 'overwritten' | 'shortened';

/** Thrown when the open file is no longer the workspace at its path. Nothing more is written to it. */
export class WorkspaceLost extends Error {
  /** `lastIsUnsure`: the loss was found right after a change was written, so the change may be lost with the file. */
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
  /** How long a transaction waits for other writers, in milliseconds. */
  readonly patienceMs?: number;
  /**
   * How long the file may show writes without a finished checkpoint, in milliseconds, because another process may be in
   * the middle of one. After that they count as a write from outside.
   */
  readonly settleMs?: number;
}

const PATIENCE_MS = 30_000;
const SETTLE_MS = 5_000;
const PAUSE_MS = 20;

/** The files that SQLite has open: the database, its log, and the shared memory. */
const ENDS = ['', '-wal', '-shm'] as const;

/** Size of the log header in bytes. Its salts change whenever the log restarts. */
const LOG_HEADER_BYTES = 32;

interface Newest {
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/**
 * Checks that the file of an open workspace is still the one at its path (docs/decisions/0024). SQLite would commit to
 * a removed or replaced file, and copy its log over a foreign one. Compared: device and inode (`stat` on Windows:
 * volume and file index), size and time since the last checkpoint, and the newest event that this process knows.
 */
export class FileGuard {
  readonly patienceMs: number;
  readonly #settleMs: number;
  readonly #ids: string;
  readonly #events = createNanoEvents<{ lost: () => void }>();
  #content: string;
  #checkpoint: string;
  #newest: Newest | undefined;
  #unsure: { readonly content: string; readonly since: number } | null = null;
  #lost: WorkspaceLost | null = null;
  // Prepared at first use, because a new workspace has no tables yet. Preparing costs more than running.
  #hashOf: Database.Statement<[number], Uint8Array> | undefined;
  #newestEvent: Database.Statement<[], Newest> | undefined;
  #moved: Database.Statement<[], { checkpointed: number }> | undefined;

  /**
   * `database` must have been opened and read from, so that all its files exist. `before` is the identity of the file
   * before it was opened.
   */
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

  /** Why nothing more can be written. Null while the workspace is intact. */
  get lost(): WorkspaceLost | null {
    return this.#lost;
  }

  /** Calls `listener` once, when the workspace is found lost. */
  onLost(listener: () => void): void {
    this.#events.on('lost', listener);
  }

  /** Checks the file between transactions; a timer calls this. */
  watch(): void {
    const { open, inTransaction } = this.database;
    if (this.#lost !== null || !open || inTransaction) return;
    if (this.#look(false)) this.#checkpoint = this.#lastCheckpoint();
  }

  /**
   * Before a transaction: throws if the workspace is lost, and waits while another process moves its log into the file.
   * With a negative `patienceMs` it does not wait but throws SQLITE_BUSY.
   */
  async beforeTransaction(patienceMs: number): Promise<void> {
    this.#throwIfLost();
    while (!this.#look(false)) {
      if (patienceMs < 0) throw new Database.SqliteError('Another process moves its log into the file.', 'SQLITE_BUSY');
      await wait(PAUSE_MS);
    }
    this.#throwIfLost();
  }

  /** At the beginning of a transaction: the newest event that this process knows must still be in the file. */
  transactionBegan(): void {
    if (!this.#newest) return;
    const { sequence, hash } = this.#newest;
    this.#hashOf ??= this.database.prepare<[number], Uint8Array>('SELECT hash FROM ledger WHERE sequence = ?').pluck();
    const found = this.#hashOf.get(sequence);
    if (!(found instanceof Uint8Array) || Buffer.compare(found, hash) !== 0) this.#lose('shortened', false);
    this.#throwIfLost();
  }

  /** Call right before the commit. Returns a function to call right after it. */
  transactionEnds(): () => void {
    this.#compareIds(false);
    this.#throwIfLost();
    const newest = this.#readNewest();
    return () => {
      this.#newest = newest;
      // The file can be lost between the last check and the end of the commit. Do not report the change as done then.
      if (this.#look(true)) this.#checkpoint = this.#lastCheckpoint();
      this.#throwIfLost();
    };
  }

  // Returns false while it is undecided whether the workspace is lost.
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

  // Returns size and time of the database, or null if it is lost.
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

  // Identifies the log and how much of it is in the database already. NOOP only asks (since SQLite 3.51).
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
    this.#events.emit('lost');
  }

  #throwIfLost(): void {
    if (this.#lost === null) return;
    const { loss, lastIsUnsure } = this.#lost;
    const thrown = new WorkspaceLost(this.file, loss, lastIsUnsure);
    // Only the transaction that found the loss is unsure.
    if (lastIsUnsure) this.#lost = new WorkspaceLost(this.file, loss, false);
    throw thrown;
  }
}

/** Device and inode of the file at a path. Null if there is no file. */
export function identityOf(path: string): string | null {
  const stat = statOf(path);
  return stat ? `${stat.dev}:${stat.ino}` : null;
}

// A path that cannot be read (the drive is gone) counts as missing.
function statOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

// SQLite holds no locks in its log, so closing it here drops no lock (POSIX locks belong to the process).
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
