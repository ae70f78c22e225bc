import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { LedgerCheck } from '../../../src-preload/contract/ledger.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { checker } from '../../ledger/check.ts';
import { build, type Connection } from '../connection.ts';
import { type Findings, findings } from './findings.ts';
import { keyProblems } from './keys.ts';
import { type Replay, replay } from './replay.ts';
import { rawQuery } from './rows.ts';
import { schemaProblems } from './schema.ts';

export interface VerifyOptions {
  /** How many events or rows to check before others get their turn. */
  readonly yieldEvery?: number;
  /** An event that is known from elsewhere to be in this ledger; `hash` is lower-case hexadecimal. */
  readonly expectedHead?: { readonly sequence: number; readonly hash: string };
}

const YIELD_EVERY = 250;

/**
 * Checks a whole workspace on one state of it: pages and schema of the file, every event (ledger/check.ts), every row that the ledger
 * makes, and the keys kept here. Never throws for what is wrong with the workspace. The connection must be for this alone until
 * it has answered: it stays in one transaction while others get their turns.
 */
export async function verifyWorkspace(connection: Connection, options: VerifyOptions = {}): Promise<LedgerCheck> {
  const found = findings();
  const pause = pauser(options.yieldEvery ?? YIELD_EVERY);
  const { database } = connection;
  const replayed = await replay();
  const ledger = { length: 0, head: '' };
  database.exec('BEGIN');
  try {
    await attempt(found, async () => {
      for (const what of pageProblems(connection)) found.add(0, what);
    });
    await attempt(found, async () => {
      for (const what of schemaProblems(connection, replayed.made)) found.add(0, what);
    });
    const read = await attempt(found, () => checkLedger(connection, replayed, found, ledger, pause, options));
    // Rows that a damaged ledger could not be asked about would all seem to be of nobody's making.
    if (read)
      await attempt(found, async () => {
        for (const what of replayed.differences(connection)) {
          if (what !== null && !found.add(0, what)) return;
          await pause();
        }
        for (const what of keyProblems(connection)) found.add(0, what);
      });
  } finally {
    // Nothing was written; and to commit, SQLite would look at damaged pages again.
    if (database.inTransaction) database.exec('ROLLBACK');
    replayed.close();
  }
  const problems = found.all();
  return { ok: problems.length === 0, ...ledger, problems };
}

async function checkLedger(
  connection: Connection,
  replayed: Replay,
  found: Findings,
  ledger: { length: number; head: string },
  pause: () => Promise<void>,
  { expectedHead }: VerifyOptions,
): Promise<void> {
  const chain = checker();
  let expectedSeen = expectedHead === undefined;
  for (const row of connection.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const { event, problems } = chain.next(storedEvent(row));
    const { sequence, hash } = chain.head;
    for (const problem of problems) found.add(problem.sequence, problem.what);
    const unprojected = event && replayed.project(event, hash ?? '');
    if (unprojected) found.add(sequence, `Event ${sequence}: it contradicts the events before it (${unprojected}).`);
    if (expectedHead?.sequence === sequence) {
      expectedSeen = true;
      if (expectedHead.hash !== hash)
        found.add(sequence, `Event ${sequence}: it is another one than was known from elsewhere.`);
    }
    ledger.length += 1;
    ledger.head = hash ?? '';
    await pause();
  }
  if (ledger.length === 0) found.add(0, 'The ledger is empty: not even the founding event is there.');
  if (!expectedSeen)
    found.add(
      0,
      `The ledger ends with event ${chain.head.sequence}, but it is known to have reached ${expectedHead?.sequence}.`,
    );
}

// A damaged file can answer anything for a blob.
function storedEvent({ sequence, bytes, hash, signature }: StoredEvent): StoredEvent {
  const blob = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());
  return { sequence, bytes: blob(bytes), hash: blob(hash), signature: blob(signature) };
}

function pageProblems(connection: Connection): string[] {
  return connection
    .all(rawQuery<{ integrity_check: string }>('PRAGMA integrity_check'))
    .filter(({ integrity_check }) => integrity_check !== 'ok')
    .map(({ integrity_check }) => `The workspace file is damaged: ${integrity_check.trim()}.`);
}

// Runs a part of the check. What SQLite cannot read is a problem; answers whether it could read everything.
async function attempt(found: Findings, part: () => Promise<void>): Promise<boolean> {
  try {
    await part();
    return true;
  } catch (error) {
    const what = unreadable(error);
    if (what === null) throw error;
    found.add(0, what);
    return false;
  }
}

/** What an exception of SQLite says about a file, as a sentence; null when it is about something else (a bug, or a busy file). */
export function unreadable(error: unknown): string | null {
  if (
    !(error instanceof Database.SqliteError) ||
    /^SQLITE_(BUSY|LOCKED|INTERRUPT|NOMEM|MISUSE|READONLY)/.test(error.code)
  )
    return null;
  return `The workspace file cannot be read: ${error.message}.`;
}

function pauser(every: number): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    if (count % every === 0) await breathe();
  };
}
