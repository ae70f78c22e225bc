import type { Compilable } from 'kysely';
import type { Connection, ReadDb } from '../../../src-main/store/connection.ts';

/** A query as it was issued, and for which purpose. */
export interface Issued {
  readonly what: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Reads through to a connection, and keeps every query with the arguments that it was first issued with. */
export interface Recorder extends ReadDb {
  readonly issued: ReadonlyMap<string, Issued>;
  /** The purpose of the next queries. */
  during<T>(what: string, read: () => T): T;
}

export function recorder(connection: Connection): Recorder {
  const issued = new Map<string, Issued>();
  let current = '';
  const keep = <O>(query: Compilable<O>): Compilable<O> => {
    const { sql, parameters } = query.compile();
    if (!issued.has(sql)) issued.set(sql, { what: current, sql, parameters });
    return query;
  };
  return {
    issued,
    asOf: null,
    isReadOnly: connection.isReadOnly,
    knownIds: null,
    all: (query) => connection.all(keep(query)),
    numbers: (query) => connection.numbers(keep(query)),
    first: (query) => connection.first(keep(query)),
    during(what, read) {
      current = what;
      return read();
    },
  };
}

/** SQLite's plan for a query, a line for each step. */
export function planOf(connection: Connection, { sql, parameters }: Pick<Issued, 'sql' | 'parameters'>): string[] {
  const explained = connection.database.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`);
  return explained.all(...parameters).map(({ detail }) => detail);
}
