import Database from 'better-sqlite3';
import type { DeskEvent } from '#contract/events.ts';
import type { Connection, WriteConnection } from '../connection.ts';
import { project } from '../project/project.ts';
import { compareRows, quoted, type Rows, rawQuery } from './rows.ts';
import { migrated } from './schema.ts';
import { compareSearch } from './searchIndex.ts';

/** The tables that a ledger makes, in an in-memory database. */
export interface Replay {
  readonly made: WriteConnection;
  /** Projects the next event. Returns why it cannot be projected, or null. */
  project(event: DeskEvent, hash: string): string | null;
  /**
   * Compares the tables of a workspace with these: each `fact_*` table row by row, and each search index word by word,
   * with the word beginnings that it stores. Yields a sentence for each difference, and null for each row that agrees.
   */
  differences(live: Connection): Generator<string | null, void>;
  close(): void;
}

/** Begins the replay of a ledger. */
export async function replay(): Promise<Replay> {
  const made = await migrated();
  // One transaction for everything: otherwise the search index would write a segment for each event.
  made.database.exec('BEGIN');
  return {
    made,
    project(event, hash) {
      try {
        project(made.tx, event, hash);
        return null;
      } catch (error) {
        // A forged event can contradict earlier ones in ways that projections do not check.
        if (error instanceof TypeError || error instanceof Database.SqliteError) return error.message;
        throw error;
      }
    },
    *differences(live) {
      for (const rows of projections(made)) yield* compareRows(rows, live, made);
      for (const index of searchIndexes(made)) yield* compareSearch(index, live, made);
    },
    close() {
      made.close();
    },
  };
}

// Read from the schema, so that no new table is forgotten. Of a search index, only the tables that do not depend on the
// order of writes.
function projections(made: Connection): Rows[] {
  const tables = made.all(
    rawQuery<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND (type = 'table' AND name GLOB 'fact_*'
         OR type = 'shadow' AND (name GLOB '*_docsize' OR name GLOB '*_config')) ORDER BY name`,
    ),
  );
  return tables.map(({ name }) => {
    const columns = made.all(
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
  });
}

function searchIndexes(made: Connection): string[] {
  const tables = made.all(
    rawQuery<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual' ORDER BY name`,
    ),
  );
  return tables.map(({ name }) => name);
}
