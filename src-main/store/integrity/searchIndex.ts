import { join } from 'node:path';
import Database from 'better-sqlite3';
import { t } from '#texts/texts.ts';
import { type Connection, WriteConnection } from '../connection.ts';
import { makeTemporary, type Temporary } from '../temporary.ts';
import { compareRows, quoted, rawQuery } from './rows.ts';

/** A search index of a workspace. */
export interface SearchIndex {
  readonly name: string;
  /** What creates it. */
  readonly sql: string;
}

/**
 * Makes the search indexes of the words that a replay has left in tables of the same names: in a temporary database of its own, in one
 * go each. Yields null now and then, so that the caller can pause.
 */
export function* searchIndexesOf(made: Connection, indexes: readonly SearchIndex[]): Generator<null, WriteConnection> {
  const expected = WriteConnection.temporary();
  expected.database.exec('BEGIN');
  for (const { name, sql } of indexes) {
    expected.database.exec(sql);
    const table = quoted(name);
    const insert = expected.database.prepare(`INSERT INTO ${table} (rowid, words) VALUES (?, ?)`);
    // Removes words as FTS5 does where it does not store the text.
    const remove = expected.database.prepare(`INSERT INTO ${table} (${table}, rowid, words) VALUES ('delete', ?, ?)`);
    const written = rawQuery<{ number: number; words: string; command: string | null }>(
      `SELECT rowid AS number, words, ${table} AS command FROM temp.${table} ORDER BY place`,
    );
    for (const row of made.iterate(written)) {
      (row.command === null ? insert : remove).run(row.number, row.words);
      yield null;
    }
  }
  // FTS5 keeps the number of rows and words in memory until then (findings/fts5-keeps-totals-in-memory-until-the-end-of-a-transaction.sh).
  expected.database.exec('COMMIT');
  return expected;
}

/**
 * Compares a search index of a workspace with the one that its ledger makes: every list that searching reads, including
 * those of word beginnings; and if they differ, where each word occurs. Yields a sentence for each difference, and null
 * for each word that agrees.
 */
export function* compareSearch(index: string, live: Connection, made: Connection): Generator<string | null, void> {
  if (evidentlySame(index, live, made)) return;
  let same = true;
  for (const difference of compareWords(index, live, made)) {
    same &&= difference === null;
    yield difference;
  }
  if (same && !sameLists(index, live, made)) yield t('integrity.searchLists', { index });
}

// A damaged index is looked at word by word, which says where it cannot be read.
function evidentlySame(index: string, live: Connection, made: Connection): boolean {
  try {
    return sameLists(index, live, made);
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

// The index stores no text, and its segments depend on how it was filled. Where each word occurs does not.
function* compareWords(index: string, live: Connection, made: Connection): Generator<string | null, void> {
  const words = quoted(`${index}_words`);
  const both = [live, made];
  for (const { database } of both)
    database.exec(`CREATE VIRTUAL TABLE temp.${words} USING fts5vocab(main, ${quoted(index)}, instance)`);
  try {
    const key = ['term', 'doc'];
    yield* compareRows({ name: index, from: `temp.${words}`, columns: key, key, inOrder: true }, live, made);
  } finally {
    for (const { database } of both) database.exec(`DROP TABLE temp.${words}`);
  }
}

// SQL can read the word lists, but not the lists of word beginnings. So both indexes are copied and merged into one
// segment each: its pages depend only on the content, not on how the index was filled.
function sameLists(index: string, live: Connection, made: Connection): boolean {
  // Flushes what the index still holds in memory, because the copy reads its tables.
  made.database.exec(`INSERT INTO ${quoted(index)} (${quoted(index)}) VALUES ('optimize')`);
  const folder = isLarge(index, live) || isLarge(index, made) ? makeTemporary() : null;
  try {
    const [one, other] = [merged(index, live, made, folder), merged(index, made, made, folder)];
    try {
      return samePages(pagesOf(one, index), pagesOf(other, index));
    } finally {
      one.close();
      other.close();
    }
  } finally {
    folder?.remove();
  }
}

/** With more pages than this, copies are made in files; a page takes 4 KB at most. */
const LARGE_PAGES = 5_000;

function isLarge(index: string, source: Connection): boolean {
  const [counted] = source.all(rawQuery<{ pages: number }>(`SELECT count(*) AS pages FROM ${quoted(`${index}_data`)}`));
  return (counted?.pages ?? 0) > LARGE_PAGES;
}

function samePages(found: IterableIterator<Page>, expected: IterableIterator<Page>): boolean {
  try {
    for (;;) {
      const [one, other] = [found.next(), expected.next()];
      if (one.done || other.done) return Boolean(one.done && other.done);
      if (one.value.place !== other.value.place || !one.value.block.equals(other.value.block)) return false;
    }
  } finally {
    found.return?.();
    expected.return?.();
  }
}

/**
 * A number that no request, grant or account has. An entry under it is added to both copies, so that there is something
 * to merge.
 */
const NOBODY = Number.MAX_SAFE_INTEGER;

function merged(index: string, source: Connection, made: Connection, folder: Temporary | null): Database.Database {
  const [table, data, terms] = [quoted(index), quoted(`${index}_data`), quoted(`${index}_idx`)];
  const file = folder && join(folder.directory, source === made ? 'expected' : 'found');
  const copy = new Database(file ?? ':memory:');
  if (file !== null) copy.pragma('journal_mode = OFF');
  try {
    const schemas = made.all(
      rawQuery<{ name: string; sql: string }>("SELECT name, sql FROM main.sqlite_schema WHERE type = 'table'"),
    );
    copy.exec(schemas.find(({ name }) => name === index)?.sql ?? '');
    // SQLite forbids writing to the tables below an index unless unsafe mode is on.
    copy.unsafeMode(true);
    copy.exec(`BEGIN; DELETE FROM ${data}; DELETE FROM ${terms}`);
    const page = copy.prepare(`INSERT INTO ${data} (id, block) VALUES (?, ?)`);
    const term = copy.prepare(`INSERT INTO ${terms} (segid, term, pgno) VALUES (?, ?, ?)`);
    for (const { id, block } of source.iterate(
      rawQuery<{ id: string; block: Uint8Array }>(`SELECT CAST(id AS TEXT) AS id, block FROM ${data}`),
    ))
      page.run(BigInt(id), block);
    for (const row of source.iterate(
      rawQuery<{ segid: number; term: Uint8Array; pgno: number }>(`SELECT segid, term, pgno FROM ${terms}`),
    ))
      term.run(row.segid, row.term, row.pgno);
    copy.exec('COMMIT');
    // Opened anew, because FTS5 remembers the empty index.
    const whole = new Database(file ?? copy.serialize());
    if (file !== null) whole.pragma('journal_mode = OFF');
    const command = whole.prepare(`INSERT INTO ${table} (${table}) VALUES (?)`);
    command.run('optimize');
    whole.prepare(`INSERT INTO ${table} (rowid, words) VALUES (?, 'nobody')`).run(BigInt(NOBODY));
    command.run('optimize');
    return whole;
  } finally {
    copy.close();
  }
}

// A page is identified by its segment, of which there is one, and its position in it (https://sqlite.org/fts5.html,
// "The %_data Table"). Row 1 holds the word count.
interface Page {
  readonly place: number;
  readonly block: Buffer;
}

function pagesOf(database: Database.Database, index: string): IterableIterator<Page> {
  return database
    .prepare<[], Page>(
      `SELECT id & 0x1FFFFFFFFF AS place, block FROM ${quoted(`${index}_data`)} WHERE id = 1 OR id > 10 ORDER BY id > 10, place`,
    )
    .iterate();
}
