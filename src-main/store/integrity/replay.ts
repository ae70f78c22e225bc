import Database from 'better-sqlite3';
import type { DeskEvent } from '#contract/events.ts';
import { type Connection, WriteConnection } from '../connection.ts';
import { project } from '../project/project.ts';
import { fillForLists } from '../project/requests.ts';
import { loadTables, StateRefused } from './checkedState.ts';
import { ReplayConnection } from './replayConnection.ts';
import { agree, compareRows, quoted, type Rows, rawQuery } from './rows.ts';
import { migrated } from './schema.ts';
import { compareSearch, type SearchIndex, searchIndexesOf } from './searchIndex.ts';

/** The tables that a ledger makes, as temporary tables of a connection: they hide those of the workspace. */
export interface Replay {
  readonly made: WriteConnection;
  /** Projects the next event. Returns why it cannot be projected, or null. */
  project(event: DeskEvent, hash: string): string | null;
  /** Whether the tables are in the temporary database of the connection that reads the workspace. */
  readonly isBeside: boolean;
  /** Fills the tables from a saved state that is attached to that connection. Throws {@link StateRefused}. */
  load(): void;
  /** Makes the indexes that most of a check does without, so that every query of the desk finds the index that it names. */
  makeIndexes(): void;
  /**
   * Compares the tables of the workspace with these: each `fact_*` table row by row, and each search index word by word,
   * with the word beginnings that it stores. Yields a sentence for each difference, and null in between.
   */
  differences(): Generator<string | null, void>;
  close(): void;
}

/**
 * A lean replay met what it cannot tell more about: a row that SQLite refused when it was written later, or a reference to nothing. The replay
 * has to start again, not lean.
 */
export class LeanReplayFailed extends Error {
  constructor(cause?: unknown) {
    super('A lean replay cannot tell what is wrong.', { cause });
    this.name = 'LeanReplayFailed';
  }
}

/** How much of the temporary tables is kept in memory, in KiB. The rest lies in a temporary file. */
const TEMPORARY_CACHE_KIB = 32_768;

/**
 * Begins the replay of a ledger in the transaction of the connection that reads the workspace; its end removes the tables again. If that
 * connection is so damaged that it takes no tables, they are made elsewhere. `newest` has the current tables (see `migrated`). A lean one is
 * faster, and throws a {@link LeanReplayFailed} for a ledger that is wrong.
 */
export function replayBeside(live: Connection, newest: Connection, lean: boolean): Replay {
  const tables = tablesOf(newest, lean);
  const beside = (connection: Connection) =>
    lean ? new ReplayConnection(connection, LATER) : WriteConnection.beside(connection);
  try {
    return begun(beside(live), tables, live, () => undefined);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const made = beside(WriteConnection.temporary());
    return begun(made, tables, live, () => made.close());
  }
}

/** Begins the replay of a ledger that no workspace holds, in a temporary database. */
export async function replay(): Promise<Replay> {
  const newest = await migrated();
  const tables = tablesOf(newest, false);
  newest.close();
  const made = WriteConnection.temporary();
  return begun(made, tables, made, () => made.close());
}

function begun(made: WriteConnection, tables: ReplayTables, live: Connection, close: () => void): Replay {
  // One transaction for everything: otherwise the search index would write a segment for each event.
  if (!made.database.inTransaction) made.database.exec('BEGIN');
  made.database.pragma(`temp.cache_size = -${TEMPORARY_CACHE_KIB}`);
  for (const { sql } of tables.commands) made.database.exec(sql);
  const isBeside = made.database === live.database;
  const { tx } = made;
  const lean = made instanceof ReplayConnection ? made : null;
  const projecting = { forLists: lean === null };
  let indexed = false;
  return {
    made,
    isBeside,
    load() {
      if (!isBeside) throw new StateRefused('file');
      loadTables(
        made,
        [...tables.rows, ...tables.searches].map(({ name }) => quoted(name)),
      );
    },
    project(event, hash) {
      try {
        project(tx, event, hash, projecting);
        return null;
      } catch (error) {
        // A forged event can contradict earlier ones in ways that projections do not check.
        if (error instanceof TypeError || (error instanceof Database.SqliteError && !OF_THE_MACHINE.test(error.code)))
          return error.message;
        throw error;
      }
    },
    makeIndexes() {
      if (!indexed) for (const { sql } of tables.indexes) made.database.exec(sql);
      indexed = true;
    },
    *differences() {
      if (lean) finish(lean);
      for (const query of tables.dangling) if (made.all(rawQuery(query)).length > 0) throw new LeanReplayFailed();
      for (const rows of tables.rows)
        if (!isBeside || !(yield* agree(rows, made))) yield* compareRows(rows, live, made);
      const expected = yield* searchIndexesOf(made, tables.searches);
      try {
        for (const rows of tables.shadows) yield* compareRows(rows, live, expected);
        for (const { name } of tables.searches) yield* compareSearch(name, live, expected);
      } finally {
        expected.close();
      }
    },
    close,
  };
}

// Writes what a lean replay has put off.
function finish(lean: ReplayConnection): void {
  try {
    lean.writeAll();
  } catch (error) {
    if (error instanceof Database.SqliteError && !OF_THE_MACHINE.test(error.code)) throw new LeanReplayFailed(error);
    throw error;
  }
  fillForLists(lean.tx);
}

// No ledger is at fault if temporary tables cannot be written.
const OF_THE_MACHINE = /^SQLITE_(FULL|IOERR|NOMEM|INTERRUPT)/;

interface ReplayTables {
  readonly commands: readonly { readonly sql: string }[];
  readonly indexes: readonly { readonly sql: string }[];
  /** Queries for rows that refer to nothing, where SQLite does not look at each. */
  readonly dangling: readonly string[];
  readonly rows: readonly Rows[];
  readonly searches: readonly SearchIndex[];
  /** Of the tables below the search indexes, those that do not depend on the order of writes. */
  readonly shadows: readonly Rows[];
}

/** Tables that grow with every event. What makes their rows looks for nothing by their indexes, and other tables do not refer to them. */
const LARGE = [
  'fact_event',
  'fact_event_subject',
  'fact_request',
  'fact_decision',
  'fact_text',
  'fact_approval',
  'fact_grant',
];
/** Tables to which rows are only added, and which a replay hardly ever reads; and the tables of words. */
const LATER = [
  'fact_id',
  'fact_event',
  'fact_event_subject',
  'fact_decision',
  'fact_text',
  'search_account',
  'search_grant',
  'search_request',
];
/** The one of their indexes that finds what ends when a person is disabled. */
const KEPT = ['fact_grant_active'];

// Read from the schema, so that no new table is forgotten. An index that makes rows unique is part of the rules. A lean replay relies on
// the authority instead: one person has one open request for an account.
function tablesOf(template: Connection, lean: boolean): ReplayTables {
  const freed = lean ? LARGE : [];
  const schema = template.all(
    rawQuery<{ type: string; name: string; tbl_name: string; sql: string }>(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
         WHERE tbl_name GLOB 'fact_*' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC, rowid`,
    ),
  );
  const inTemporary = schema.map(({ sql, ...row }) => ({
    ...row,
    unique: /^CREATE UNIQUE/i.test(sql),
    sql:
      row.type === 'table'
        ? (freed.includes(row.name) ? sql.replace(REFERENCE, '') : sql).replace(/^CREATE TABLE/i, 'CREATE TEMP TABLE')
        : sql.replace(/^CREATE (UNIQUE )?INDEX\s+("[^"]*"|\S+)/i, `CREATE $1INDEX temp.${quoted(row.name)}`),
  }));
  const later = inTemporary.filter(
    ({ type, name, tbl_name, unique }) =>
      type === 'index' && (lean || !unique) && LARGE.includes(tbl_name) && !KEPT.includes(name),
  );
  const searches = template.all(
    rawQuery<{ name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE name IN
         (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual') ORDER BY name`,
    ),
  );
  const shadows = template.all(
    rawQuery<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'
         AND (name GLOB '*_docsize' OR name GLOB '*_config') ORDER BY name`,
    ),
  );
  return {
    commands: [...inTemporary.filter((row) => !later.includes(row)), ...searches.map(({ name }) => wordTable(name))],
    indexes: later,
    dangling: freed.flatMap((table) => danglingIn(template, table)),
    rows: schema
      .filter(({ type }) => type === 'table')
      .map(({ name }) => rowsOf(template, name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((rows) => ({ ...rows, from: `main.${quoted(rows.name)}`, expectedFrom: `temp.${quoted(rows.name)}` })),
    searches,
    shadows: shadows.map(({ name }) => rowsOf(template, name)),
  };
}

/** A reference to another table, in the definition of a column. */
const REFERENCE = / REFERENCES \w+ \(\w+\)/g;

function danglingIn(template: Connection, table: string): string[] {
  const references = rawQuery<{ parent: string; from: string; to: string }>(
    `SELECT "table" AS parent, "from", "to" FROM pragma_foreign_key_list('${table}')`,
  );
  return template
    .all(references)
    .map(
      ({ parent, from, to }) =>
        `SELECT 1 FROM temp.${quoted(table)} WHERE ${quoted(from)} NOT IN (SELECT ${quoted(to)} FROM temp.${quoted(parent)}) LIMIT 1`,
    );
}

function rowsOf(template: Connection, name: string): Rows {
  const columns = template.all(
    rawQuery<{ name: string; pk: number }>(
      `SELECT name, pk FROM pragma_table_info('${name.replaceAll("'", "''")}') ORDER BY cid`,
    ),
  );
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return {
    name,
    from: quoted(name),
    columns: columns.map((column) => column.name),
    key: (key.length > 0 ? key : columns).map((column) => column.name),
  };
}

// In place of a search index, what was written to it, in order: the index is made of that once, at the end.
function wordTable(index: string): { readonly sql: string } {
  const table = quoted(index);
  return {
    sql: `CREATE TEMP TABLE ${table}
      (place INTEGER PRIMARY KEY, rowid INTEGER NOT NULL, words TEXT NOT NULL, ${table} TEXT) STRICT`,
  };
}
