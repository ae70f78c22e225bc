import { type Compilable, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { type Connection, type KnownIds, WriteConnection } from '../connection.ts';
import type { Key } from '../schema.ts';
import { isLasting, statement } from '../statement.ts';
import { quoted } from './rows.ts';

/** How many rows are written together, the most first. */
const TOGETHER = [64, 8, 1] as const;

/** How many ids, and how many answers of each question, are remembered. */
const REMEMBERED = 30_000;

/**
 * The connection of a lean replay. It writes the rows of some tables many at a time, before anything reads those tables, and it remembers
 * keys of ids and answers that never change. Both cost a fraction of running each statement by itself. A row that SQLite refuses is an error
 * of a later statement.
 */
export class ReplayConnection extends WriteConnection {
  override readonly knownIds: KnownIds = this.#ids();
  /** By the text of a question, and by its parameters. */
  readonly #answers = new Map<string, LRUCache<string, object>>();
  /** Rows that are still to be written, by table. */
  readonly #late = new Map<string, LateRows>();
  /** By the text of a statement: the rows that it adds to, and the tables of {@link later} that it names. */
  readonly #adds = new Map<string, LateRows | null>();
  readonly #names = new Map<string, readonly string[]>();

  /** `later`: tables to which rows are only added. Writes in the transaction of another connection, which its owner closes. */
  constructor(
    { database }: Connection,
    private readonly later: readonly string[],
  ) {
    super(database);
  }

  /** Writes all rows that are still to be written. */
  writeAll(): void {
    for (const rows of this.#late.values()) this.#write(rows);
  }

  override all<O>(query: Compilable<O>): O[] {
    this.#writeFor(query.compile().sql);
    return super.all(query);
  }

  override numbers(query: Compilable<{ number: number }>): number[] {
    this.#writeFor(query.compile().sql);
    return super.numbers(query);
  }

  override iterate<O>(query: Compilable<O>): IterableIterator<O> {
    this.#writeFor(query.compile().sql);
    return super.iterate(query);
  }

  override first<O>(query: Compilable<O>): O | undefined {
    const { sql, parameters } = query.compile();
    const answers = this.#answersTo(sql);
    const question = parameters.join('\0');
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: the same text and parameters were answered with a row of the same type.
    const known = answers?.get(question) as O | undefined;
    if (known !== undefined) return known;
    this.#writeFor(sql);
    const found = super.first(query);
    if (answers && typeof found === 'object' && found !== null) answers.set(question, found);
    return found;
  }

  protected override write(sql: string, parameters: readonly unknown[]): number {
    const rows = this.#addedBy(sql);
    if (rows === null) {
      this.#writeFor(sql);
      return super.write(sql, parameters);
    }
    if (rows.add(parameters)) this.#write(rows);
    return 0;
  }

  #answersTo(sql: string): LRUCache<string, object> | undefined {
    if (!isLasting(sql)) return undefined;
    const known = this.#answers.get(sql);
    if (known) return known;
    const answers = new LRUCache<string, object>({ max: REMEMBERED });
    this.#answers.set(sql, answers);
    return answers;
  }

  // Ids rise with time (UUIDs of version 7), so most new ids are greater than all before, and no table has to be asked.
  #ids(): KnownIds {
    const keys = new LRUCache<string, number>({ max: REMEMBERED });
    let [greatest, last] = ['', -1];
    // Asked once, when the tables are there.
    const begin = (): void => {
      last = this.first(greatestOf({}))?.key ?? 0;
      greatest = this.first(greatestOf({}))?.id ?? '';
    };
    return {
      find: (id) => {
        if (last < 0) begin();
        const known = id > greatest ? undefined : keys.get(id);
        if (known !== undefined || id > greatest) return known;
        const key = this.first(keyOfId({ id }))?.key;
        if (key !== undefined) keys.set(id, key);
        return key;
      },
      add: (id) => {
        if (last < 0) begin();
        // Counted as SQLite counts (ids.ts).
        last += 1;
        if (id > greatest) greatest = id;
        keys.set(id, last);
        const { sql: text, parameters } = insertId({ key: last, id }).compile();
        this.write(text, parameters);
        return last;
      },
    };
  }

  // Writes the rows that a statement may read. That its text has the name of the table is enough.
  #writeFor(sql: string): void {
    let named = this.#names.get(sql);
    if (named === undefined) {
      named = this.later.filter((table) => sql.includes(table));
      this.#names.set(sql, named);
    }
    for (const table of named) {
      const rows = this.#late.get(table);
      if (rows) this.#write(rows);
    }
  }

  // Null for a statement that adds anything but one row of plain values, or not to the columns of the first one for its table.
  #addedBy(sql: string): LateRows | null {
    const known = this.#adds.get(sql);
    if (known !== undefined) return known;
    const [, table = '', columns = ''] = /^insert into "(\w+)" \(([^()]*)\) values \(\?(?:, \?)*\)$/.exec(sql) ?? [];
    const rows = this.later.includes(table) && !this.#late.has(table) ? new LateRows(table, columns) : null;
    if (rows) this.#late.set(table, rows);
    this.#adds.set(sql, rows);
    return rows;
  }

  #write(rows: LateRows): void {
    for (const { text, values } of rows.take()) this.statement(text).run(values);
  }
}

const keyOfId = statement<{ id: string }>()((value, db) =>
  db.selectFrom('fact_id').select('key').where('id', '=', value('id')),
);

const greatestOf = statement<object>()((_value, db) =>
  db
    .selectFrom('fact_id')
    .select(({ fn }) => [fn.max<number | null>('key').as('key'), fn.max<string | null>('id').as('id')]),
);

const insertId = statement<{ key: number; id: string }>()((value, db) =>
  db.insertInto('fact_id').values({ key: sql<Key>`${value('key')}`, id: value('id') }),
);

/** Rows of one table that are still to be written. */
class LateRows {
  #values: unknown[] = [];
  readonly #width: number;
  /** Statements, each with how many rows it adds. */
  readonly #statements: readonly { readonly count: number; readonly text: string }[];

  /** `columns` as in SQL, quoted and separated by commas. */
  constructor(table: string, columns: string) {
    this.#width = columns.split(',').length;
    const row = `(${Array.from({ length: this.#width }, () => '?').join(', ')})`;
    this.#statements = TOGETHER.map((count) => ({
      count,
      text: `insert into ${quoted(table)} (${columns}) values ${Array.from({ length: count }, () => row).join(', ')}`,
    }));
  }

  /** Whether there are enough rows to be written. */
  add(values: readonly unknown[]): boolean {
    for (const value of values) this.#values.push(value);
    return this.#values.length >= TOGETHER[0] * this.#width;
  }

  /** Statements that write all rows, which are then forgotten. */
  *take(): Generator<{ readonly text: string; readonly values: readonly unknown[] }> {
    const values = this.#values;
    if (values.length === 0) return;
    this.#values = [];
    let at = 0;
    for (const { count, text } of this.#statements)
      for (const end = count * this.#width; values.length - at >= end; at += end)
        yield { text, values: values.slice(at, at + end) };
  }
}
