import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { fold } from '../engine/text/fold.ts';
import { noteSchema, noteWriter, writerIsNoted } from './integrity/notes.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { identity } from './migrations/0002-identity.ts';
import { accounts } from './migrations/0003-accounts.ts';
import { drafts } from './migrations/0004-drafts.ts';
import { proposals } from './migrations/0005-proposals.ts';
import { covering } from './migrations/0006-covering.ts';
import { views } from './migrations/0007-views.ts';
import { notices } from './migrations/0008-notices.ts';
import { longWords } from './migrations/0009-words.ts';
import { columns } from './migrations/0010-columns.ts';
import { rules } from './migrations/0011-rules.ts';
import { versions } from './migrations/0012-versions.ts';
import { patterns } from './migrations/0013-patterns.ts';
import { strangers } from './migrations/0014-strangers.ts';
import { guards } from './migrations/0015-guards.ts';
import { clock } from './migrations/0017-clock.ts';
import { requestList } from './migrations/0018-request-list.ts';
import { keysOfIds } from './migrations/0019-keys-of-ids.ts';
import { threads } from './migrations/0020-threads.ts';
import { distinctWords } from './project/search.ts';

/** Every step from an empty file to the current tables, in order. Forward only: never edit a released step. */
const migrations: Readonly<Record<string, string>> = {
  '0001-foundation': foundation,
  '0002-identity': identity,
  '0003-accounts': accounts,
  '0004-drafts': drafts,
  '0005-proposals': proposals,
  '0006-covering': covering,
  '0007-views': views,
  '0008-notices': notices,
  '0009-words': longWords,
  '0010-columns': columns,
  '0011-rules': rules,
  '0012-versions': versions,
  '0013-patterns': patterns,
  '0014-strangers': strangers,
  '0015-guards': guards,
  '0017-clock': clock,
  '0018-request-list': requestList,
  '0019-keys-of-ids': keysOfIds,
  '0020-threads': threads,
};

/** Marks the file as a Countersign workspace (SQLite's application_id; “CtSg”). */
export const APPLICATION_ID = 0x43745367;

/** The names of all steps, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort();

/** How long to wait for other writers, and between two attempts, in milliseconds. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 5;

/**
 * Brings a database to the newest tables, or to those of the step `upTo`, in one transaction. Writes nothing if the
 * tables are current. Waits `patienceMs` for other writers, then throws. Returns what went wrong, or null.
 */
export async function migrate(
  database: Database.Database,
  upTo?: string,
  patienceMs: number = PATIENCE_MS,
): Promise<string | null> {
  const pending = !appliedTo(database).includes(upTo ?? migrationNames.at(-1) ?? '');
  if (!pending && writerIsNoted(database)) return null;
  // Kysely runs SQLite migrations without a transaction, so this code opens one.
  const until = performance.now() + patienceMs;
  while (!begin(database, until)) await wait(PAUSE_MS);
  try {
    // Must come before any other write, in the same transaction.
    noteWriter(database);
    const problem = pending ? await run(database, upTo) : null;
    database.exec(problem === null ? 'COMMIT' : 'ROLLBACK');
    return problem;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

async function run(database: Database.Database, upTo?: string): Promise<string | null> {
  database.function('folded', { deterministic: true }, (text) => fold(String(text)));
  database.function('distinct_words', { deterministic: true }, (text) => distinctWords(String(text)));
  // Only migrations are run by Kysely itself. The connection stays ours, so do not destroy the Kysely instance.
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new SqliteDialect({ database }) }),
    migrationTableName: 'local_migration',
    migrationLockTableName: 'local_migration_lock',
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, script]) => [
            name,
            {
              up: async (tx: Kysely<unknown>) => {
                for (const statement of statements(script)) await tx.executeQuery(CompiledQuery.raw(statement));
              },
            },
          ]),
        ),
    },
  });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) return error instanceof Error ? error.message : String(error);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  noteSchema(database);
  noteWriter(database);
  return null;
}

function appliedTo(database: Database.Database): unknown[] {
  const table = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'local_migration'`).get();
  return table === undefined ? [] : database.prepare('SELECT name FROM local_migration').pluck().all();
}

// Returns false if another process is writing, and throws if that has lasted too long.
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

// The driver runs one statement at a time. No migration has a semicolon at the end of a line inside a statement.
function statements(script: string): string[] {
  return script
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
