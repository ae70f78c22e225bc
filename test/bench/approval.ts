import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { type PersonId, personId } from '#contract/scalars.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { repeatableEnvironment } from '../../src-main/desk/kernel/environment.ts';
import { openTraining } from '../../src-main/desk/open.ts';
import { openKey } from '../../src-main/identity/keypair.ts';
import { sha256 } from '../../src-main/ledger/canonical.ts';
import { type Command, Connection, WriteConnection, type WriteTx } from '../../src-main/store/connection.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { timingOf } from './base/measure.ts';
import { count, type Findings, ms } from './base/report.ts';

const APPROVALS = 300;
const START = '2026-01-05T09:00:00.000Z';

/** One statement as it ran: its text, its method and its values. */
interface Said {
  readonly how: 'all' | 'numbers' | 'get' | 'run';
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * A durable approval: the same approvals on three copies of one desk. On the first copy the statements are recorded, on the
 * second the desk approves, and on the third the rival does. The rival is better-sqlite3 written by hand: it knows beforehand
 * what to read, write and sign, so it only runs the prepared statements, hashes and signs, with the same `synchronous`. The
 * second and the third take turns.
 */
export async function benchApproval(): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-approval-'));
  try {
    const original = join(folder, 'original');
    const { boss, ids } = await prepare(original);
    const [heard, ours, rival] = ['heard', 'ours', 'rival'].map((name) => copyOf(original, join(folder, name)));
    if (!heard || !ours || !rival) throw new Error('There are three copies.');
    const said = await listenTo(heard, boss, ids);
    const times = await takeOrder(ours, rival, boss, ids, said);
    const [desk, hand] = [timingOf(times.desk), timingOf(times.hand)];
    const share = hand.median / desk.median;
    return {
      verdicts: [
        {
          what: 'an approval, durable',
          ours: `${ms(desk.median)} (worst ${ms(desk.worst)}), ${count(1000 / desk.median)} a second`,
          rival: `${ms(hand.median)} (worst ${ms(hand.worst)}), ${count(1000 / hand.median)} a second by hand`,
          budget: 'half the rate',
          met: share >= 0.5,
        },
      ],
      tables: [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(directory: string): Promise<Desk> {
  const environment = repeatableEnvironment('approvals', START);
  const opened = await openTraining({ directory, environment, name: 'Approvals', check: 'header', log: fail });
  if (!opened.ok) throw new Error(opened.refusal.message);
  return opened.desk;
}

function fail(_: string, error: unknown): never {
  throw error;
}

/** A desk with many requests that one person must approve. */
async function prepare(directory: string): Promise<{ boss: PersonId; ids: string[] }> {
  mkdirSync(directory);
  const desk = await open(directory);
  const admin = desk.findPerson('admin');
  const call = async (by: PersonId | null, area: string, verb: string, input: unknown): Promise<string> => {
    const answer = await desk.call(by, area, verb, input);
    if (!answer.ok) throw new Error(answer.error.message);
    return idOf(answer.result);
  };
  const hire = async (username: string) =>
    personId.parse(
      await call(admin, 'people', 'create', {
        username,
        name: username,
        email: `${username}@desk.invalid`,
        role: 'member',
      }),
    );
  const [asker, boss] = [await hire('asker'), await hire('boss')];
  const managers = await call(admin, 'groups', 'create', { name: 'Managers', memberIds: [boss] });
  await call(admin, 'policies', 'create', {
    name: 'Everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: 3_600 },
    steps: [{ approvers: [{ kind: 'group', id: managers }], required: 1 }],
  });
  const ids: string[] = [];
  for (let index = 0; index < APPROVALS; index += 1)
    ids.push(
      await call(asker, 'requests', 'submit', { resource: `db-${index}`, account: 'root', durationSeconds: 60 }),
    );
  await desk.close();
  return { boss, ids };
}

function idOf(result: unknown): string {
  const found = typeof result === 'object' && result !== null && 'id' in result ? result.id : undefined;
  if (typeof found !== 'string') throw new Error('What was made has an id.');
  return found;
}

function copyOf(original: string, directory: string): string {
  mkdirSync(directory);
  copyFileSync(join(original, WORKSPACE_FILE), join(directory, WORKSPACE_FILE));
  return directory;
}

async function approve(desk: Desk, boss: PersonId, id: string): Promise<void> {
  const answer = await desk.call(boss, 'requests', 'approve', { id });
  if (!answer.ok) throw new Error(answer.error.message);
}

/** Every statement that the desk runs for each approval. */
async function listenTo(directory: string, boss: PersonId, ids: readonly string[]): Promise<Said[][]> {
  const heard: Said[][] = [];
  const { all, numbers, first } = Connection.prototype;
  const transactions = transactionPrototype();
  const { run } = transactions;
  const hear = (how: Said['how'], query: Command) => {
    const { sql, parameters } = query.compile();
    heard.at(-1)?.push({ how, sql, values: parameters });
  };
  Connection.prototype.all = function <O>(this: Connection, query: Compilable<O>): O[] {
    hear('all', query);
    return Reflect.apply(all, this, [query]);
  };
  Connection.prototype.numbers = function (query) {
    hear('numbers', query);
    return numbers.call(this, query);
  };
  Connection.prototype.first = function <O>(this: Connection, query: Compilable<O>): O | undefined {
    hear('get', query);
    return Reflect.apply(first, this, [query]);
  };
  transactions.run = function (query) {
    hear('run', query);
    Reflect.apply(run, this, [query]);
  };
  const desk = await open(directory);
  try {
    for (const id of ids) {
      heard.push([]);
      await approve(desk, boss, id);
    }
    return heard;
  } finally {
    Object.assign(Connection.prototype, { all, numbers, first });
    transactions.run = run;
    await desk.close();
  }
}

// Only a transaction writes, and only a connection makes one.
function transactionPrototype(): Pick<WriteTx, 'run'> {
  const connection = WriteConnection.memory();
  connection.database.exec('BEGIN');
  const prototype = Object.getPrototypeOf(connection.tx);
  connection.close();
  return prototype;
}

async function takeOrder(ours: string, rival: string, boss: PersonId, ids: readonly string[], said: readonly Said[][]) {
  const desk = await open(ours);
  const hand = byHand(join(rival, WORKSPACE_FILE), boss);
  const times: { desk: number[]; hand: number[] } = { desk: [], hand: [] };
  for (const [index, id] of ids.entries()) {
    const started = performance.now();
    await approve(desk, boss, id);
    const between = performance.now();
    hand.play(said[index] ?? []);
    times.hand.push(performance.now() - between);
    times.desk.push(between - started);
  }
  hand.close();
  await desk.close();
  return times;
}

function byHand(file: string, boss: PersonId) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const stored = database
    .prepare<[string], Buffer>(
      'select l.private_key from local_key as l join fact_key as k on k.id = l.id where k.person_id = ?',
    )
    .pluck()
    .get(boss);
  const signer = stored && openKey(stored);
  if (!signer) throw new Error('A training desk keeps its keys.');
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare<unknown[], unknown>(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    play(said: readonly Said[]): void {
      database.exec('BEGIN IMMEDIATE');
      for (const { how, sql, values } of said) {
        if (how === 'all' || how === 'numbers') prepared(sql).all(...values);
        else if (how === 'get') prepared(sql).get(...values);
        else {
          const [bytes] = values.filter((value) => Buffer.isBuffer(value));
          if (bytes && sql.includes('"ledger"')) signer.sign(sha256(bytes));
          prepared(sql).run(...values);
        }
      }
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}
