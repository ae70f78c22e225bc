import { replayVerifier, withAuthority } from '../../src-main/desk/authorization/replayVerifier.ts';
import { NEWEST_RULES } from '../../src-main/engine/rules.ts';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { WriteConnection } from '../../src-main/store/connection.ts';
import { type Replay, replay } from '../../src-main/store/integrity/replay.ts';
import { NewerRulesError, type VerifyOptions, verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { project } from '../../src-main/store/project/project.ts';

let tables: Promise<Replay> | null = null;

/**
 * The first problem that verification finds in a ledger, by the same parts as `verifyWorkspace` and in the same order, but with reused
 * tables; null if there is none.
 */
export async function firstProblem(rows: readonly StoredEvent[]): Promise<string | null> {
  tables ??= replay();
  const { made, project: projected } = await tables;
  made.database.exec('SAVEPOINT mutated');
  try {
    const chain = checker();
    const authority = replayVerifier(made);
    for (const row of [...rows].sort((a, b) => a.sequence - b.sequence)) {
      const { event, problems } = chain.next(row);
      const [first] = [...problems, ...(event ? authority.next(event) : [])];
      if (first) return first.what;
      if (chain.rules > NEWEST_RULES) return 'The ledger goes on under newer rules.';
      const unprojected = event && projected(event, chain.head.hash ?? '');
      if (unprojected) return `Event ${row.sequence}: It contradicts the events before it (${unprojected}).`;
    }
    return authority.end()[0]?.what ?? null;
  } finally {
    made.database.exec('ROLLBACK TO mutated; RELEASE mutated');
  }
}

/** The problems that verification finds in a workspace with a ledger and its tables. */
export async function problemsOf(
  rows: readonly StoredEvent[],
  options: VerifyOptions = withAuthority,
): Promise<readonly string[]> {
  const db = WriteConnection.memory();
  try {
    await migrate(db.database);
    fill(db, rows);
    return (await verifyWorkspace(db, options)).problems.map(({ what }) => what);
  } catch (error) {
    if (error instanceof NewerRulesError) return [error.message];
    throw error;
  } finally {
    db.close();
  }
}

// An event that no table can hold stays out of the tables: the ledger check alone finds it.
function fill(db: WriteConnection, rows: readonly StoredEvent[]): void {
  const insert = db.database.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?)');
  db.database.exec('BEGIN');
  for (const { sequence, bytes, hash, signature } of rows) {
    insert.run(sequence, bytes, hash, signature);
    const read = readEvent(bytes);
    db.database.exec('SAVEPOINT projection');
    try {
      if (read.ok) project(db.tx, read.event, Buffer.from(hash).toString('hex'));
    } catch {
      db.database.exec('ROLLBACK TO projection');
    }
    db.database.exec('RELEASE projection');
  }
  db.database.exec('COMMIT');
}
