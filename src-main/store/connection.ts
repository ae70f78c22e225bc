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
 * Builds typed SQL and never runs it. better-sqlite3 runs the statements synchronously, so nothing can interrupt a
 * write transaction (docs/decisions/0003).
 */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Carries the row type of a query for the compiler only. It does not exist at run time. */
declare const row: unique symbol;

declare module 'kysely' {
  /**
   * Kysely does not use `O`, so a query for one row type would be accepted as a query for any other. This property
   * makes them different types.
   */
  interface CompiledQuery<O = unknown> {
    readonly [row]: (given: O) => O;
  }
}

/** A statement that is run for its effect; its rows are ignored. */
export interface Command {
  compile(): Pick<CompiledQuery, 'sql' | 'parameters'>;
}

/** Reads from a workspace. */
export interface ReadDb {
  /** Whether the connection cannot write, so that it reads only committed state. */
  readonly isReadOnly: boolean;
  /**
   * The moment of reading: everything that ended by then is answered as ended, even if its end is not recorded yet.
   * Null inside a write transaction, which records such ends first (docs/decisions/0019).
   */
  readonly asOf: string | null;
  /** The keys of ids, if they are known without asking SQLite (ids.ts). */
  readonly knownIds: KnownIds | null;
  all<O>(query: Compilable<O>): O[];
  /** The only column of the rows, a number. Cheaper than row objects for thousands of rows. */
  numbers(query: Compilable<{ number: number }>): number[];
  /** The first row, or undefined if there is none. */
  first<O>(query: Compilable<O>): O | undefined;
}

/** The keys of ids in memory. */
export interface KnownIds {
  /** Undefined if no event names the id. */
  find(id: string): number | undefined;
  /** Gives a key to an id that has none. */
  add(id: string): number;
}

declare const writable: unique symbol;
/**
 * Reads and writes inside a write transaction. {@link WriteConnection.tx} alone returns one, while a transaction is
 * open.
 */
export interface WriteTx extends ReadDb {
  readonly [writable]: true;
  readonly isReadOnly: false;
  readonly asOf: null;
  run(query: Command): void;
  /** Adds a row. Returns its number: the value of its INTEGER PRIMARY KEY. */
  add(query: Command): number;
}

/**
 * How much of a file one connection keeps in memory, in KiB: enough for the upper pages of every index of a million
 * requests.
 */
const PAGE_CACHE_KIB = 65_536;

/** How many prepared statements one connection keeps. The least recently used one is dropped first. */
const STATEMENT_CACHE_SIZE = 256;

/** One connection to the workspace's SQLite file, with a bounded cache of prepared statements. */
export abstract class Connection implements ReadDb {
  readonly #statements = new LRUCache<string, Database.Statement<unknown[], unknown>>({ max: STATEMENT_CACHE_SIZE });
  abstract readonly isReadOnly: boolean;
  abstract readonly asOf: string | null;
  readonly knownIds: KnownIds | null = null;

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

  /** Reads row by row, without holding all rows in memory. */
  iterate<O>(query: Compilable<O>): IterableIterator<O> {
    const compiled = query.compile();
    // Bypasses the cache: a statement cannot be reused while it is being iterated.
    return this.database.prepare<unknown[], O>(compiled.sql).iterate(...compiled.parameters);
  }

  /** Runs `read` on one state of the database; other connections can write meanwhile. */
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

  // Kysely derived the row type from the tables. Neither SQLite's answer nor a cache by text can carry that type.
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

  /** Opens an existing file. Throws when SQLite does. */
  static open(file: string): ReadConnection {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    database.pragma('trusted_schema = OFF');
    database.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
    return new ReadConnection(database);
  }

  get asOf(): string | null {
    return this.#asOf;
  }

  /** Runs `read` as of a moment: see {@link ReadDb.asOf}. */
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

/** A connection that can write, but only in a transaction. */
export class WriteConnection extends Connection {
  readonly isReadOnly = false;
  readonly asOf = null;
  /** Watches the file while it is written to. Null if nothing is written, or if only this process has the file. */
  guard: FileGuard | null = null;
  readonly #tx: WriteTx = new Transaction(this, (sql, parameters) => this.write(sql, parameters));

  /** Opens a file, and creates it if missing. A busy file throws at once: the caller has to wait for other writers. */
  static open(file: string): WriteConnection {
    // Creating or recovering the log locks the file for a moment. Another process may do the same, so wait for it.
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
      // Leave no log files beside a damaged file.
      database.close();
      throw error;
    }
    return new WriteConnection(database);
  }

  /** A connection to a new in-memory database: an empty one, or a copy of `image`, as SQLite serialises it. */
  static memory(image?: Buffer): WriteConnection {
    const database = new Database(image ?? ':memory:');
    database.pragma('foreign_keys = ON');
    return new WriteConnection(database);
  }

  /** A connection to a new temporary database, which lies in a file as far as it does not fit into a small memory. */
  static temporary(): WriteConnection {
    const database = new Database('');
    database.pragma('foreign_keys = ON');
    return new WriteConnection(database);
  }

  /**
   * Writes through another connection, in its transaction: to temporary tables if that connection only reads. The caller closes
   * that connection, not this one.
   */
  static beside({ database }: Connection): WriteConnection {
    return new WriteConnection(database);
  }

  /** Runs a statement of the open write transaction. Returns the number of the row that it added last. */
  protected write(sql: string, parameters: readonly unknown[]): number {
    return Number(this.statement(sql).run(...parameters).lastInsertRowid);
  }

  /** The open write transaction. Throws if none is open. */
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
    private readonly write: (sql: string, parameters: readonly unknown[]) => number,
  ) {}

  get knownIds(): KnownIds | null {
    return this.connection.knownIds;
  }

  run(query: Command): void {
    this.add(query);
  }

  add(query: Command): number {
    const { sql, parameters } = query.compile();
    return this.write(sql, parameters);
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
