import Database from 'better-sqlite3';
import { t } from '#texts/texts.ts';
import type { Connection } from '../connection.ts';
import { compareRows, quoted, rawQuery } from './rows.ts';

/**
 * Compares a search index of a workspace with the one that its ledger makes: which word occurs where, and then, of two indexes in which these are
 * the same, every list that searching reads, those of the beginnings of words included. Answers a sentence for each difference, and
 * null for each word that agrees.
 */
export function* compareSearch(index: string, live: Connection, made: Connection): Generator<string | null, void> {
  let same = true;
  for (const difference of compareWords(index, live, made)) {
    same &&= difference === null;
    yield difference;
  }
  if (same && !sameLists(index, live, made)) yield t('integrity.searchLists', { index });
}

// The index keeps no text, and the shape of its segments depends on how it was filled; which word occurs where does not.
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

// SQL reaches the lists of words, and not those of their beginnings. So copies of both indexes are merged into one segment each: its pages
// follow from what the index holds, and not from how it was filled.
function sameLists(index: string, live: Connection, made: Connection): boolean {
  // Writes down what the index still holds in memory; the copy reads its tables.
  made.database.exec(`INSERT INTO ${quoted(index)} (${quoted(index)}) VALUES ('optimize')`);
  const [one, other] = [merged(index, live, made), merged(index, made, made)];
  try {
    const expected = pagesOf(other, index);
    const found = pagesOf(one, index);
    return (
      found.length === expected.length &&
      found.every(({ place, block }, at) => expected[at]?.place === place && expected[at].block.equals(block))
    );
  } finally {
    one.close();
    other.close();
  }
}

/** A number that no request, grant or account has; what it stands for is put into both copies, so that there is something to merge. */
const NOBODY = Number.MAX_SAFE_INTEGER;

function merged(index: string, source: Connection, made: Connection): Database.Database {
  const [table, data, terms] = [quoted(index), quoted(`${index}_data`), quoted(`${index}_idx`)];
  const copy = new Database(':memory:');
  try {
    const schemas = made.all(
      rawQuery<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"),
    );
    copy.exec(schemas.find(({ name }) => name === index)?.sql ?? '');
    // The tables below an index are written by SQLite alone, unless it is told that this is meant.
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
    const whole = new Database(copy.serialize());
    const command = whole.prepare(`INSERT INTO ${table} (${table}) VALUES (?)`);
    command.run('optimize');
    whole.prepare(`INSERT INTO ${table} (rowid, words) VALUES (?, 'nobody')`).run(BigInt(NOBODY));
    command.run('optimize');
    return whole;
  } finally {
    copy.close();
  }
}

// A page is named by its segment, of which there is one, and by its place in it (https://sqlite.org/fts5.html, "The %_data Table"); row 1 has
// how many words there are.
function pagesOf(database: Database.Database, index: string): { place: number; block: Buffer }[] {
  return database
    .prepare<[], { place: number; block: Buffer }>(
      `SELECT id & 0x1FFFFFFFFF AS place, block FROM ${quoted(`${index}_data`)} WHERE id = 1 OR id > 10 ORDER BY id > 10, place`,
    )
    .all();
}
