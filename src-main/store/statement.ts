import { type AliasedRawBuilder, type Compilable, type CompiledQuery, type Selectable, sql } from 'kysely';
import { build } from './connection.ts';
import type { Tables } from './schema.ts';

/** Puts the argument `name` into a query. */
type Value<A extends object> = <K extends keyof A>(name: K) => A[K];

/**
 * A query that is compiled once and run often: `statement<Arguments>()((value, db) => …)`. The query uses `value(name)`
 * for each argument and keeps its row type. The returned function takes the arguments and returns the query to run.
 * Compiling costs several times as much as running a small statement.
 */
export function statement<A extends object>(): <O>(
  make: (value: Value<A>, db: typeof build) => Compilable<O>,
) => (args: A) => Compilable<O> {
  return (make) => prepare(make, false);
}

/**
 * The same for a question whose answer never changes once there is one: the key of an id, the number of a request. A replay remembers
 * such answers ({@link isLasting}).
 */
export function lastingStatement<A extends object>(): <O>(
  make: (value: Value<A>, db: typeof build) => Compilable<O>,
) => (args: A) => Compilable<O> {
  return (make) => prepare(make, true);
}

const lasting = new Set<string>();

/** Whether a query was made by {@link lastingStatement}. */
export function isLasting(text: string): boolean {
  return lasting.has(text);
}

function prepare<A extends object, O>(
  make: (value: Value<A>, db: typeof build) => Compilable<O>,
  isLasting: boolean,
): (args: A) => Compilable<O> {
  const names = new Map<unknown, keyof A>();
  const placeholder = (name: keyof A): never => {
    const marker = Symbol(String(name));
    names.set(marker, name);
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: the builder only carries values to the list of parameters, where the marker is replaced.
    return marker as unknown as never;
  };
  let compiled: CompiledQuery<O> | undefined;
  let places: readonly (keyof A | undefined)[] = [];
  return (args) => {
    if (compiled === undefined) {
      compiled = make(placeholder, build).compile();
      places = compiled.parameters.map((parameter) => names.get(parameter));
      if (isLasting) lasting.add(compiled.sql);
    }
    const { parameters: constants } = compiled;
    const parameters = places.map((name, index) => (name === undefined ? constants[index] : args[name]));
    const bound = { ...compiled, parameters };
    return { compile: () => bound };
  };
}

/** Makes SQLite read a table by the named index. */
export function indexedBy<T extends keyof Tables & string>(
  table: T,
  index: string,
): AliasedRawBuilder<Selectable<Tables[T]>, T> {
  return sql<Selectable<Tables[T]>>`${sql.table(table)}`.as<T>(sql`${sql.id(table)} indexed by ${sql.id(index)}`);
}
