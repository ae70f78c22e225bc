import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { type Compilable, sql } from 'kysely';
import { t } from '#texts/texts.ts';
import { build, type Connection } from '../connection.ts';

/** Rows that two databases should agree on. */
export interface Rows {
  /** The name of the rows in a sentence. */
  readonly name: string;
  /** The table, quoted as in SQL. */
  readonly from: string;
  /** The table of the expected rows, if it has another name. */
  readonly expectedFrom?: string;
  readonly columns: readonly string[];
  /** The columns that identify a row. The others depend on them. */
  readonly key: readonly string[];
  /** Whether the table returns its rows in key order without sorting. */
  readonly inOrder?: boolean;
}

/** A stored value: its storage class and its exact bytes (of a number, its digits). */
interface Cell {
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Compares rows by their stored bytes and types. Yields a sentence for each difference, and null for each row that
 * agrees, so that the caller can pause.
 */
export function* compareRows(rows: Rows, live: Connection, expected: Connection): Generator<string | null, void> {
  const actual = live.iterate(images(rows));
  const wanted = expected.iterate(images({ ...rows, from: rows.expectedFrom ?? rows.from }));
  try {
    let have = next(actual);
    let want = next(wanted);
    while (have ?? want) {
      const same = have !== null && want?.equals(have) === true;
      const order = same ? 0 : have && want ? compareKeys(rows, have, want) : have ? -1 : 1;
      yield same ? null : difference(rows, order <= 0 ? have : null, order >= 0 ? want : null);
      if (order <= 0) have = next(actual);
      if (order >= 0) want = next(wanted);
    }
  } finally {
    actual.return?.();
    wanted.return?.();
  }
}

/** The SHA-256 of the stored bytes and types of all rows, in hexadecimal. Equal for rows in which {@link compareRows} finds no difference. */
export function digestOf(rows: Rows, connection: Connection): string {
  const hash = createHash('sha256');
  for (const { image } of connection.iterate(images(rows))) hash.update(image);
  return hash.digest('hex');
}

/** About one row in so many is answered although it agrees, so that the caller can pause; a power of two. */
const ANSWERED = 4096;

/**
 * Whether two tables of one connection have the same rows, by value and type; SQLite compares them. Yields null now and then, so that the
 * caller can pause. False as well if the tables cannot be read: {@link compareRows} says why.
 */
export function* agree(rows: Rows, connection: Connection): Generator<null, boolean> {
  const { from, expectedFrom = from, key } = rows;
  const columns = rows.columns.map(quoted);
  const differs = columns.map((c) => `e.${c} IS NOT f.${c} OR typeof(e.${c}) <> typeof(f.${c})`).join(' OR ');
  const found = key.map(quoted).map((c) => `f.${c} = e.${c}`);
  try {
    const [counts] = connection.all(
      rawQuery<{ same: number }>(
        `SELECT (SELECT count(*) FROM ${from}) = (SELECT count(*) FROM ${expectedFrom}) AS same`,
      ),
    );
    if (counts?.same !== 1) return false;
    const compared = rawQuery<{ differs: number }>(
      `SELECT differs FROM (SELECT ${differs} AS differs FROM ${expectedFrom} AS e
         LEFT JOIN ${from} AS f ON ${found.join(' AND ')})
       WHERE differs OR (random() & ${ANSWERED - 1}) = 0`,
    );
    for (const row of connection.iterate(compared)) {
      if (row.differs !== 0) return false;
      yield null;
    }
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

/**
 * A raw SQL query, for tables that are known only at run time or that Kysely does not know. Its row type is not
 * checked.
 */
export function rawQuery<O>(text: string): Compilable<O> {
  return { compile: () => sql<O>`${sql.raw(text)}`.compile(build) };
}

/** A name, quoted for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

// Bytes, not text: better-sqlite3 would read invalid UTF-8 as replacement characters, and round integers beyond 2^53.
function images({ from, columns, key, inOrder }: Rows): Compilable<{ image: Uint8Array }> {
  const cells = columns.map(quoted).map((c) => `concat(typeof(${c}), ':', length(CAST(${c} AS BLOB)), ':', ${c})`);
  const order = inOrder ? '' : ` ORDER BY ${key.map(quoted).join(', ')}`;
  return rawQuery(`SELECT CAST(concat(${cells.join(', ')}) AS BLOB) AS image FROM ${from}${order}`);
}

function next(rows: IterableIterator<{ image: Uint8Array }>): Buffer | null {
  const { done, value } = rows.next();
  return done ? null : Buffer.from(value.image.buffer, value.image.byteOffset, value.image.byteLength);
}

function cellsOf(image: Buffer): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at < image.length; ) {
    const typeEnd = image.indexOf(':', at);
    const lengthEnd = image.indexOf(':', typeEnd + 1);
    const end = lengthEnd + 1 + Number(image.toString('latin1', typeEnd + 1, lengthEnd));
    cells.push({ type: image.toString('latin1', at, typeEnd), bytes: image.subarray(lengthEnd + 1, end) });
    at = end;
  }
  return cells;
}

function keyOf(rows: Rows, image: Buffer): Cell[] {
  const cells = cellsOf(image);
  return rows.key.flatMap((column) => cells[rows.columns.indexOf(column)] ?? []);
}

// The order of SQLite: NULL, numbers, text, blobs. Text and blobs are compared byte by byte.
const RANK: Readonly<Record<string, number>> = { null: 0, integer: 1, real: 1, text: 2, blob: 3 };

function compareKeys(rows: Rows, have: Buffer, want: Buffer): number {
  const others = keyOf(rows, want);
  for (const [index, cell] of keyOf(rows, have).entries()) {
    const other = others[index];
    const order = other ? compareCells(cell, other) : 1;
    if (order !== 0) return order;
  }
  return 0;
}

function compareCells(a: Cell, b: Cell): number {
  if (RANK[a.type] !== RANK[b.type]) return (RANK[a.type] ?? 0) - (RANK[b.type] ?? 0);
  if (a.type !== 'integer' || b.type !== 'integer') return Buffer.compare(a.bytes, b.bytes);
  const difference = BigInt(a.bytes.toString('latin1')) - BigInt(b.bytes.toString('latin1'));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function difference(rows: Rows, have: Buffer | null, want: Buffer | null): string {
  if (!want) return t('integrity.row.extra', { table: rows.name, row: have ? keyText(rows, have) : '' });
  if (!have) return t('integrity.row.missing', { table: rows.name, row: keyText(rows, want) });
  const wanted = cellsOf(want);
  const columns = cellsOf(have).flatMap(({ type, bytes }, index) => {
    const other = wanted[index];
    return other?.type === type && other.bytes.equals(bytes) ? [] : [rows.columns[index] ?? '?'];
  });
  return t('integrity.row.different', {
    table: rows.name,
    row: keyText(rows, want),
    columns: columns.join(', '),
    count: columns.length,
  });
}

const LONGEST_KEY = 200;

function keyText(rows: Rows, image: Buffer): string {
  const values = keyOf(rows, image).map(
    ({ bytes }, index) => `${rows.key[index]} ${JSON.stringify(bytes.toString('utf8'))}`,
  );
  const text = values.join(', ');
  return text.length > LONGEST_KEY ? `${text.slice(0, LONGEST_KEY)}…` : text;
}
