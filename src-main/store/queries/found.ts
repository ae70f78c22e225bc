import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { keepLatest } from '../latest.ts';
import { memory } from './memory.ts';
import type { Order } from './merge.ts';
import { nextRequestNumber } from './numbers.ts';
import { all, rowidOf, shapes } from './shapes.ts';
import { FOREVER, type Span } from './span.ts';

const listing = shapes<{ number: number }>();

/** The next requests of a span, in order, whose words answer an FTS5 expression. */
export function listFound(db: ReadDb, match: string, { from, to }: Span, order: Order, limit: number): number[] {
  const isBegun = from > 0;
  const isEnded = to < FOREVER;
  // SQLite asks each bound of each request once more, so there is none that does nothing.
  const list = listing(
    `${order} ${isBegun} ${isEnded}`,
    (value) =>
      sql`select rowid as number from search_request where ${all([
        sql`search_request match ${value('match')}`,
        ...(isBegun ? [sql`rowid >= ${rowidOf(value('from'))}`] : []),
        ...(isEnded ? [sql`rowid < ${rowidOf(value('to'))}`] : []),
      ])} order by rowid ${sql.raw(order)} limit ${value('limit')}`,
  );
  return db.numbers(list({ match, from, to, limit }));
}

/** How many to read at first, and at most at a time later. */
const FIRST_PIECE = 20_000;
const LARGEST_PIECE = 80_000;

/** How much is kept in memory: what so many expressions found, and so many numbers in all. */
const MOST_EXPRESSIONS = 16;
const MOST_NUMBERS = 4_000_000;

// What is known of an expression: everything that it finds among the requests from one number on up to another. The words of a
// request never change, so that stays true.
interface Found {
  from: number;
  to: number;
  /** Newest first. */
  older: number[];
  /** Those that were filed since, oldest first. */
  newer: number[];
}

const finds = memory(() => new Map<string, Found>());

/**
 * All requests of a span whose words answer an FTS5 expression, the newest first and piece by piece. What was read is kept
 * in memory: counts of what a text finds are asked for again with each change of the desk.
 */
export function* newestFound(
  db: ReadDb,
  match: string,
  span: Span,
  firstPiece = FIRST_PIECE,
): Generator<readonly number[], void> {
  const known = finds(db);
  const end = nextRequestNumber(db);
  const found = known.get(match) ?? { from: end, to: end, older: [], newer: [] };
  // What lies further back is read by itself, and not all that is newer with it.
  if (span.to < found.from) return yield listFound(db, match, span, 'desc', FOREVER);
  keepLatest(known, match, found, MOST_EXPRESSIONS);
  if (found.to < end) {
    const filedSince = listFound(db, match, { from: found.to, to: end }, 'asc', FOREVER);
    found.newer = found.newer.concat(filedSince);
    found.to = end;
  }
  yield within(span, found.newer.toReversed());
  yield within(span, found.older);
  for (let size = firstPiece; found.from > span.from; size = Math.min(size * 2, LARGEST_PIECE)) {
    const piece = listFound(db, match, { from: 0, to: found.from }, 'desc', size);
    found.older = found.older.concat(piece);
    found.from = piece.length < size ? 0 : (piece.at(-1) ?? 0);
    forgetOldest(known);
    yield within(span, piece);
  }
}

function within({ from, to }: Span, descending: readonly number[]): readonly number[] {
  const [newest, oldest] = [descending[0], descending.at(-1)];
  if (newest === undefined || oldest === undefined || (oldest >= from && newest < to)) return descending;
  return descending.filter((number) => number >= from && number < to);
}

function forgetOldest(known: Map<string, Found>): void {
  let numbers = 0;
  for (const { older, newer } of known.values()) numbers += older.length + newer.length;
  for (const [match, { older, newer }] of known) {
    if (numbers <= MOST_NUMBERS) return;
    known.delete(match);
    numbers -= older.length + newer.length;
  }
}
