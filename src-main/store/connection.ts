import Database from 'better-sqlite3';
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import type { FileGuard } from './fileGuard.ts';
import type { Tables } from './schema.ts';

/**
 * Builds typed SQL and never runs it: statements run on better-sqlite3 itself, which answers at once, so that a write turn is one
 * synchronous piece that nothing can come between (docs/decisions/0003).
 */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** The row of a query, for the compiler only: it is never there when the program runs. */
declare const row: unique symbol;

declare module 'kysely' {
  /** Kysely does not use `O`, so that a query for one row would pass for a query for any other; this makes them different types. */
  interface CompiledQuery<O = unknown> {
    readonly [row]: (given: O) => O;
  }
}

/** A statement that is run for what it does, whatever rows it has. */
export interface Command {
  compile(): Pick<CompiledQuery, 'sql' | 'parameters'>;
}

/** Reads from a workspace. */
export interface ReadDb {
  /** Whether it cannot write, so that whatever it reads was committed. */
  readonly isReadOnly: boolean;
  /**
   * The moment as of which is read: what was over by then is answered as over, although its end is not recorded yet. Null inside a write turn,
   * which records such ends before anything else (docs/decisions/0019).
   */
  readonly asOf: string | null;
  all<O>(query: Compilable<O>): O[];
  /** The only column of the rows, a number: cheaper than rows where there are thousands. */
  numbers(query: Compilable<{ number: number }>): number[];
  /** The first row, or undefined when there is none. */
  first<O>(query: Compilable<O>): O | undefined;
}

declare const writable: unique symbol;
/** Reads and writes inside a write transaction. Only {@link WriteConnection.tx} hands one out, while a transaction is open. */
export interface WriteTx extends ReadDb {
  readonly [writable]: true;
  readonly isReadOnly: false;
  readonly asOf: null;
  run(query: Command): void;
}

/** How much of a file one connection keeps in memory, in kibibytes: the upper pages of every index of a million requests. */
const PAGE_CACHE_KIB = 65_536;

/** How many prepared statements one connection keeps; the least recently used one goes first. */
const STATEMENT_CACHE_SIZE = 256;

/** One connection to the workspace's SQLite file, with a bounded cache of prepared statements. */
export abstract class Connection implements ReadDb {
  readonly #statements = new LRUCache<string, Database.Statement<unknown[], unknown>>({ max: STATEMENT_CACHE_SIZE });
  abstract readonly isReadOnly: boolean;
  abstract readonly asOf: string | null;

  protected constructor(readonly database: Database.Database) {}

  all<O>(query: Compilable<O>): O[] {
    const compiled = query.compile();
    return this.statement<O>(compiled.sql).all(...compiled.parameters);
  }

  numbers(query: Compilable<{ number: number }>): number[] {
    const compiled = query.compile();
    return this.statement<number>(compiled.sql, true).all(...compiled.parameters);
  }

  first<O>(query: Compilable<O>): O | undefined {
    const compiled = query.compile();
    return this.statement<O>(compiled.sql).get(...compiled.parameters);
  }

  /** Reads row by row, without holding them all. */
  iterate<O>(query: Compilable<O>): IterableIterator<O> {
    const compiled = query.compile();
    // Not from the cache: a statement that is being iterated cannot be used again.
    return this.database.prepare<unknown[], O>(compiled.sql).iterate(...compiled.parameters);
  }

  /** Runs `read` on one state of the database, whatever others write meanwhile. */
  snapshot<T>(read: () => T): T {
    if (this.database.inTransaction) return read();
    this.database.exec('BEGIN');
    try {
      return read();
    } finally {
      this.database.exec('COMMIT');
    }
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  // Kysely worked out the type of the rows from the tables; neither SQLite's answer nor a cache by text can carry it.
  protected statement<O>(sql: string, columnOnly = false): Database.Statement<unknown[], O> {
    const key = columnOnly ? `numbers: ${sql}` : sql;
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: the same text was prepared for rows of the same type.
    const known = this.#statements.get(key) as Database.Statement<unknown[], O> | undefined;
    if (known) return known;
    const statement = this.database.prepare<unknown[], O>(sql);
    if (columnOnly) statement.pluck();
    this.#statements.set(key, statement);
    return statement;
  }
}

/** A connection that cannot write. */
export class ReadConnection extends Connection {
  readonly isReadOnly = true;
  #asOf: string | null = null;

  /** Opens a file that is there. Throws where SQLite does. */
  static open(file: string): ReadConnection {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    database.pragma('trusted_schema = OFF');
    database.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
    return new ReadConnection(database);
  }

  get asOf(): string | null {
    return this.#asOf;
  }

  /** Does what `read` does as of a moment: see {@link ReadDb.asOf}. */
  readAsOf<T>(at: string, read: () => T): T {
    const before = this.#asOf;
    this.#asOf = at;
    try {
      return read();
    } finally {
      this.#asOf = before;
    }
  }
}

/** A connection that can write, in a transaction only. */
export class WriteConnection extends Connection {
  readonly isReadOnly = false;
  readonly asOf = null;
  /** What watches the file while it is written to; none where nothing is, or where the file is this process's own. */
  guard: FileGuard | null = null;
  readonly #tx: WriteTx = new Transaction(this, (sql) => this.statement(sql));

  /** Opens a file, and makes it where there is none. Waiting for other writers is up to the caller: a busy file throws at once. */
  static open(file: string): WriteConnection {
    // Making the log, or recovering one, takes the file for a moment that others may want it in too; wait for that.
    const database = new Database(file, { timeout: 5_000 });
    try {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.pragma('foreign_keys = ON');
      database.pragma('trusted_schema = OFF');
      database.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
      database.prepare('SELECT 1 FROM sqlite_schema').get();
      database.pragma('busy_timeout = 0');
    } catch (error) {
      // So that nothing is left beside a file that is damaged.
      database.close();
      throw error;
    }
    return new WriteConnection(database);
  }

  /** A connection to a new database in memory: an empty one, or a copy of `image`, as SQLite serialises it. */
  static memory(image?: Buffer): WriteConnection {
    const database = new Database(image ?? ':memory:');
    database.pragma('foreign_keys = ON');
    return new WriteConnection(database);
  }

  /** What writes in the transaction that is open. Throws where none is. */
  get tx(): WriteTx {
    if (!this.database.inTransaction) throw new Error('Nothing is written outside a transaction.');
    return this.#tx;
  }
}

class Transaction implements WriteTx {
  declare readonly [writable]: true;
  readonly isReadOnly = false;
  readonly asOf = null;

  constructor(
    private readonly connection: Connection,
    private readonly prepare: (sql: string) => Database.Statement<unknown[], unknown>,
  ) {}

  run(query: Command): void {
    const { sql, parameters } = query.compile();
    this.prepare(sql).run(...parameters);
  }

  all<O>(query: Compilable<O>): O[] {
    return this.connection.all(query);
  }

  numbers(query: Compilable<{ number: number }>): number[] {
    return this.connection.numbers(query);
  }

  first<O>(query: Compilable<O>): O | undefined {
    return this.connection.first(query);
  }
}
