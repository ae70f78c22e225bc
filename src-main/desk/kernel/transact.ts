import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Topic } from '#contract/names.ts';
import type { Now } from '../../engine/clock.ts';
import type { Session } from '../../identity/session.ts';
import type { ReadDb, WriteConnection, WriteTx } from '../../store/connection.ts';
import { clockState } from './clock.ts';
import type { Core } from './core.ts';
import { RefusalError, readOnlyWorkspace } from './refusalError.ts';
import { dropCached, openTransaction, type Transaction } from './transaction.ts';

/** How long a writer waits for other writers by default, and how long between two tries; milliseconds. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 2;

/**
 * Runs `work` in one transaction while nobody else writes; if it throws, nothing is kept. Waits at most `patienceMs` for other processes,
 * without blocking. `work` is synchronous, so nothing runs between it and the start of the transaction.
 */
export async function exclusively<T>(
  writer: WriteConnection,
  work: (tx: WriteTx) => T,
  patienceMs = writer.guard?.patienceMs ?? PATIENCE_MS,
): Promise<T> {
  const { database, guard } = writer;
  const until = performance.now() + patienceMs;
  await guard?.beforeTransaction(patienceMs);
  while (!begin(database, until)) await wait(PAUSE_MS);
  try {
    guard?.transactionBegan();
    const result = work(writer.tx);
    const committed = guard?.transactionEnds();
    database.exec('COMMIT');
    committed?.();
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * The only way to change a founded workspace (docs/rules.md#writers-take-turns): records what has expired, runs `work` on the state after
 * that, and tells the windows. People sign with the key that `session` has open. If `work` commits no fact, only the expiries are kept.
 */
export async function transact<T>(
  core: Core,
  work: (transaction: Transaction) => T,
  session: Session | null = null,
): Promise<T> {
  if (core.store.isCopy) throw new RefusalError(readOnlyWorkspace());
  const topics = new Set<Topic>();
  try {
    const result = await exclusively(core.store.writer, (tx) => {
      const transaction = openTransaction(core, tx, topics, session);
      transaction.recordExpiriesIfPossible();
      return work(transaction);
    });
    core.changes.announce(topics);
    return result;
  } catch (error) {
    dropCached(core);
    throw error;
  }
}

/** Reads one state of the workspace and writes nothing: what has expired by now reads as expired (docs/decisions/0019). */
export async function readSnapshot<T>(core: Core, read: (db: ReadDb, now: Now) => T): Promise<T> {
  const { reader } = core.store;
  return reader.snapshot(() => {
    const now = core.clock.now(clockState(reader));
    return reader.readAsOf(now.at, () => read(reader, now));
  });
}

// False while another process writes; throws once that has taken too long.
function begin(database: Database.Database, until: number): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    if (!busy || performance.now() > until) throw error;
    return false;
  }
}
