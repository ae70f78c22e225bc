import { type Compilable, type RawBuilder, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { build } from '../connection.ts';
import { statement } from '../statement.ts';

/** Arguments of a query by name; lists go in as JSON. */
export type Arguments = Readonly<Record<string, number | string>>;

/** A piece of SQL. */
export type Sql = RawBuilder<unknown>;

/** How many shapes are kept compiled; the one that was made first goes first. */
const KEPT_SHAPES = 1_000;

/**
 * Queries that differ in which columns they name and are otherwise the same: each shape is compiled once. `key` must
 * tell the shape apart; `make` builds it with `value(name)` wherever an argument goes.
 */
export function shapes<O>(): (
  key: string,
  make: (value: (name: string) => Sql) => RawBuilder<O>,
) => (args: Arguments) => Compilable<O> {
  const known = new LRUCache<string, (args: Arguments) => Compilable<O>>({ max: KEPT_SHAPES });
  return (key, make) => {
    const found = known.get(key);
    if (found) return found;
    const made = statement<Arguments>()((value) => {
      const raw = make((name) => sql`${value(name)}`);
      return { compile: () => raw.compile(build) };
    });
    known.set(key, made);
    return made;
  };
}

/** Conditions that must all hold. */
export function all(conditions: readonly Sql[]): Sql {
  return sql.join(conditions, sql` and `);
}

/**
 * A number as the integer that an index of words wants where its reading is to begin or to end: better-sqlite3 hands all numbers
 * over as floating ones, and of these FTS5 takes no notice.
 */
export function rowidOf(number: Sql): Sql {
  return sql`cast(${number} as integer)`;
}
