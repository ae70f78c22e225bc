import { type Compilable, type RawBuilder, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { build } from '../connection.ts';
import { statement } from '../statement.ts';

/** Arguments of a query by name. Lists are passed as JSON. */
export type Arguments = Readonly<Record<string, number | string>>;

/** A piece of SQL. */
export type Sql = RawBuilder<unknown>;

/** How many shapes are kept compiled. The oldest is dropped first. */
const KEPT_SHAPES = 1_000;

/**
 * Queries that differ only in the columns that they name. Each shape is compiled once. `key` must identify the shape;
 * `make` builds it with `value(name)` for each argument.
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

/** Joins conditions that must all be true. */
export function all(conditions: readonly Sql[]): Sql {
  return sql.join(conditions, sql` and `);
}

/**
 * Casts a number to the integer that FTS5 needs as the bound of a range. better-sqlite3 passes all numbers as floats,
 * and FTS5 ignores a bound that is a float.
 */
export function rowidOf(number: Sql): Sql {
  return sql`cast(${number} as integer)`;
}
