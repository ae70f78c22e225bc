import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StoredEvent } from '../../ledger/append.ts';
import { type CheckerState, checkerState } from '../../ledger/check.ts';
import { build, type Connection } from '../connection.ts';
import { rawQuery } from './rows.ts';

/** The state of a check after the last event of a ledger without a problem, saved in a file. Digests are SHA-256, in hexadecimal. */
export interface SavedState {
  readonly desk: string;
  readonly sequence: number;
  readonly hash: string;
  readonly rules: number;
  /** The digest of the events as they are stored: {@link ledgerDigest}. */
  readonly ledger: string;
  /** The digest of the file. */
  readonly state: string;
  /** The name of the newest migration. */
  readonly tables: string;
}

/** Thrown if a check cannot begin at a saved state, before it has checked anything. */
export class StateRefused extends Error {
  constructor(readonly because: 'ledger' | 'file') {
    super(`The check cannot begin at the saved state: ${because}.`);
    this.name = 'StateRefused';
  }
}

/** Takes in stored events, in order, and answers their digest: sequence, bytes, hash and signature of each, with their lengths. */
export interface LedgerDigest {
  add(event: StoredEvent): void;
  end(): string;
}

export function ledgerDigest(): LedgerDigest {
  const digest = createHash('sha256');
  const numbers = Buffer.alloc(20);
  return {
    add({ sequence, bytes, hash, signature }) {
      numbers.writeBigUInt64BE(BigInt(sequence), 0);
      numbers.writeUInt32BE(bytes.length, 8);
      numbers.writeUInt32BE(hash.length, 12);
      numbers.writeUInt32BE(signature.length, 16);
      digest.update(numbers).update(bytes).update(hash).update(signature);
    },
    end: () => digest.digest('hex'),
  };
}

/** The stored events up to a sequence, the oldest first. */
export function storedUpTo(connection: Connection, sequence: number): IterableIterator<StoredEvent> {
  return connection.iterate(
    build.selectFrom('ledger').selectAll().where('sequence', '<=', sequence).orderBy('sequence'),
  );
}

const CHUNK_BYTES = 1 << 20;

/** Copies a file, and answers the digest of what was copied. */
export function copyAndDigest(from: string, to: string): string {
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'wx', 0o600);
    try {
      const digest = createHash('sha256');
      const chunk = Buffer.alloc(CHUNK_BYTES);
      for (let length = readSync(source, chunk); length > 0; length = readSync(source, chunk)) {
        const read = chunk.subarray(0, length);
        digest.update(read);
        writeSync(target, read);
      }
      return digest.digest('hex');
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

/** The digest of a file. */
export function fileDigest(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const digest = createHash('sha256');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let length = readSync(handle, chunk); length > 0; length = readSync(handle, chunk))
      digest.update(chunk.subarray(0, length));
    return digest.digest('hex');
  } finally {
    closeSync(handle);
  }
}

/** The name under which a saved state is attached to a connection. */
export const SAVED = 'saved_state';
const CHECKER_TABLE = 'saved_checker';

/** Puts the state of the ledger's own check beside the replayed tables, to be saved with them. */
export function keepChecker(made: Connection, state: CheckerState): void {
  made.database.exec(`CREATE TEMP TABLE ${CHECKER_TABLE} (state TEXT NOT NULL) STRICT`);
  made.database.prepare(`INSERT INTO temp.${CHECKER_TABLE} VALUES (?)`).run(JSON.stringify(state));
}

/** How many pages are copied before other work gets its turn. */
const PAGES_AT_ONCE = 8_192;

/**
 * Saves all temporary tables of a connection in a new file. No transaction may be open: nothing would be saved
 * then, and no error be raised (findings/better-sqlite3-backup-in-a-transaction-resolves-without-a-file.sh). A connection that only reads a
 * workspace cannot write into an attached file, but its temporary database can be copied page by page. False if there is no room, or the
 * file cannot be written for another reason: no check fails for that.
 */
export async function saveTemporary({ database }: Connection, file: string): Promise<boolean> {
  // The types of the driver do not know `attached`.
  const options = { attached: 'temp', progress: () => PAGES_AT_ONCE };
  try {
    await database.backup(file, options);
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

/** Attaches a saved state to a connection that only reads. No transaction may be open. Throws {@link StateRefused} if it is no database. */
export function attachState({ database }: Connection, file: string): void {
  refusing(() => {
    database.prepare(`ATTACH ? AS ${SAVED}`).run(file);
    database.prepare(`SELECT 1 FROM ${SAVED}.sqlite_schema`).get();
  });
}

/** The state of the ledger's own check in the attached file. */
export function savedChecker(connection: Connection): CheckerState {
  return refusing(() => {
    const [row] = connection.all(rawQuery<{ state: string }>(`SELECT state FROM ${SAVED}.${CHECKER_TABLE}`));
    return checkerState.parse(JSON.parse(row?.state ?? ''));
  });
}

/** Fills temporary tables from those of the same name in the attached file. */
export function loadTables({ database }: Connection, tables: readonly string[]): void {
  refusing(() => {
    // The order of the tables need not be that of their references.
    database.pragma('defer_foreign_keys = ON');
    for (const table of tables) database.exec(`INSERT INTO temp.${table} SELECT * FROM ${SAVED}.${table}`);
    database.pragma('defer_foreign_keys = OFF');
  });
}

// The digest of the file was right, so only another build can have written something that does not fit.
function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|NOMEM|INTERRUPT)/.test(error.code)) throw error;
    throw new StateRefused('file');
  }
}
