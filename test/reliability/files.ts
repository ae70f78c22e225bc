import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { type Random, seeded } from '../support/generator/random.ts';

/** A change to the file of a workspace, outside its ledger. */
export interface FileMutation {
  readonly seed: number;
  readonly at: string;
  readonly what: string;
  /** The problem that verification finds; null if it calls the workspace intact. */
  readonly problems: readonly string[];
  /** The tables whose rows changed; null if they cannot be read. */
  readonly differing: readonly string[] | null;
  /** Impossible rows of this workstation's own tables, which would disable a guard. */
  readonly impossible: readonly string[];
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const counted = z.object({ failures: z.int().min(1), retry_at: z.string().regex(MOMENT) });

// Conditions for the rows of a table, for a ledger with a number of events.
const guards = (events: number): Readonly<Record<string, z.ZodType>> => ({
  local_sign_in: counted,
  local_stranger: counted,
  local_clock: z.object({ vouched_at: z.string().regex(MOMENT) }),
  local_acknowledged: z.object({ sequence: z.int().min(1).max(events) }),
  local_notice: z.object({ sequence: z.int().min(1).max(events), number: z.int().min(1) }),
  local_notice_cursor: z.object({ sequence: z.int().min(0).max(events) }),
});

function impossibleIn(file: string): string[] {
  const database = new Database(file, { readonly: true });
  try {
    return Object.entries(guards(countOf(database, 'ledger'))).flatMap(([table, row]) =>
      database
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .flatMap((found) => (row.safeParse(found).success ? [] : [table])),
    );
  } finally {
    database.close();
  }
}

const column = z.object({ name: z.string(), pk: z.int() });
type Value = string | number | Uint8Array | null;
const value = z.union([z.string(), z.number(), z.instanceof(Uint8Array), z.null()]);

/** A workspace file that is changed repeatedly, each time from the original. */
export class Workspace {
  readonly #rows: ReadonlyMap<string, string>;

  constructor(
    readonly whole: Buffer,
    readonly file: string,
  ) {
    writeFileSync(file, whole);
    this.#rows = contents(file) ?? new Map();
  }

  /** Makes the change of a seed, and runs verification; null if SQLite does not allow the change. */
  async mutated(seed: number): Promise<FileMutation | null> {
    const random = seeded(seed);
    writeFileSync(this.file, this.whole);
    const made = random.chance(0.1) ? this.#byte(random) : this.#row(random);
    if (made === null || readFileSync(this.file).equals(this.whole)) return null;
    const checked = await verifyFrom(this.file);
    const problems = checked.ok ? checked.result.problems.map(({ what }) => what) : [checked.error.message];
    const now = problems.length > 0 ? null : contents(this.file);
    const differing = now && [...this.#rows.keys()].filter((table) => now.get(table) !== this.#rows.get(table));
    const impossible = differing && differing.length > 0 ? impossibleIn(this.file) : [];
    return { seed, ...made, problems, differing, impossible };
  }

  #byte(random: Random): Pick<FileMutation, 'at' | 'what'> {
    const bytes = Buffer.from(this.whole);
    const place = random.int(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << random.int(8)), place);
    writeFileSync(this.file, bytes);
    return { at: `byte ${place} of the file`, what: 'one bit flipped' };
  }

  // By a person who opens the file with SQLite and disables its own checks.
  #row(random: Random): Pick<FileMutation, 'at' | 'what'> | null {
    const database = new Database(this.file);
    try {
      database.pragma('foreign_keys = OFF');
      database.pragma('ignore_check_constraints = ON');
      const table = random.pick(tablesOf(database).filter((name) => name !== 'ledger' && countOf(database, name) > 0));
      const columns = columnsOf(database, table);
      const key = columns.some(({ pk }) => pk > 0)
        ? columns.filter(({ pk }) => pk > 0).map(({ name }) => name)
        : ['rowid'];
      const where = key.map((name) => `${name} = ?`).join(' AND ');
      const own = z.array(value).parse(
        database
          .prepare(`SELECT ${key.join(', ')} FROM ${table} LIMIT 1 OFFSET ${random.int(countOf(database, table))}`)
          .raw()
          .get(),
      );
      if (random.chance(0.2)) {
        database.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...own);
        return { at: table, what: 'a row dropped' };
      }
      const { name } = random.pick(columns);
      const before = value.parse(
        database
          .prepare(`SELECT ${name} FROM ${table} WHERE ${where}`)
          .pluck()
          .get(...own),
      );
      const others = z
        .array(value)
        .parse(database.prepare(`SELECT DISTINCT ${name} FROM ${table} LIMIT 20`).pluck().all());
      const after = random.chance(0.4) ? random.pick(others) : otherThan(before, random);
      database.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${where}`).run(after, ...own);
      return { at: `${table}.${name}`, what: `${brief(before)} became ${brief(after)}` };
    } catch (error) {
      if (error instanceof Database.SqliteError) return null;
      throw error;
    } finally {
      database.close();
    }
  }
}

function otherThan(before: Value, random: Random): Value {
  if (typeof before === 'number') return random.pick([before + 1, before - 1, 0, -1, 1_000_000]);
  if (typeof before === 'string')
    return random.pick([`${before}x`, '', before.toUpperCase(), '2999-01-01T00:00:00.000Z']);
  if (before === null) return random.pick<Value>([1, 'x', '']);
  const bytes = Buffer.from(before);
  if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(random.int(bytes.length)) ^ 1, 0);
  return bytes;
}

// All rows of all tables as one text; null if one cannot be read.
function contents(file: string): ReadonlyMap<string, string> | null {
  const database = new Database(file, { readonly: true });
  try {
    const tables = [...tablesOf(database), 'sqlite_schema'];
    return new Map(
      tables.map((table) => [
        table,
        database
          .prepare(`SELECT * FROM ${table}`)
          .raw()
          .all()
          .map((row) => z.array(value).parse(row).map(brief).join('|'))
          .sort()
          .join('\n'),
      ]),
    );
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  } finally {
    database.close();
  }
}

function tablesOf(database: Database.Database): string[] {
  return z
    .array(z.string())
    .parse(
      database
        .prepare(
          `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT GLOB 'sqlite_*' ORDER BY name`,
        )
        .pluck()
        .all(),
    );
}

const columnsOf = (database: Database.Database, table: string) =>
  z.array(column).parse(database.prepare(`SELECT name, pk FROM pragma_table_info('${table}')`).all());

const countOf = (database: Database.Database, table: string): number =>
  Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

const brief = (of: Value): string =>
  (of instanceof Uint8Array ? Buffer.from(of).toString('base64') : JSON.stringify(of)).slice(0, 4_000);
