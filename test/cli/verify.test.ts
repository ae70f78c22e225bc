import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { personId, policyId } from '#contract/scalars.ts';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { openSealed } from '../../src-main/identity/keys/sealed.ts';
import { append, EMPTY, type Head } from '../../src-main/ledger/append.ts';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import type { Signer } from '../../src-main/ledger/keys.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { project } from '../../src-main/store/project/project.ts';
import { insertEvent } from '../../src-main/store/queries/desk.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { Liar } from '../desk/authorization/liar.ts';
import { foundRealDesk, passphraseOf } from '../desk/real/support.ts';
import { answers } from '../desk/shapes/answers.ts';
import { folder } from '../integrity/workspace.ts';
import { keyOf } from '../ledger/ledgerBuilder.ts';
import { newFolder, type Ran, runDesk } from './support.ts';

const eventRow = z.object({
  sequence: z.int(),
  bytes: z.instanceof(Buffer),
  hash: z.instanceof(Buffer),
  signature: z.instanceof(Buffer),
});
type EventRow = z.output<typeof eventRow>;

interface Made {
  readonly directory: string;
  /** The head that was saved when the desk was at rest. */
  readonly head: string;
  readonly bob: string;
  readonly bobSigns: Signer;
}

/** A real desk after a day of work: every table of facts has rows. Made once; a test that changes it takes a copy. */
let making: Promise<Made> | null = null;
const made = (): Promise<Made> => {
  making ??= make();
  return making;
};

async function make(): Promise<Made> {
  const desk = await foundRealDesk();
  const ok = (username: string, call: string, input: unknown) => desk.ok(username, call, input);
  const [bob, carl] = [await desk.hire('bob'), await desk.hire('carl')];
  const group = answers.groups.create.parse(await ok('ada', 'groups.create', { name: 'managers', memberIds: [carl] }));
  await ok('ada', 'policies.create', {
    name: 'everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: 3_600 },
    steps: [{ approvers: [{ kind: 'group', id: group.id }], required: 1 }],
    bypass: { bypassers: [{ kind: 'person', id: bob }] },
  });
  const file = async (resource: string, username = 'bob') => {
    const asking = { resource, account: 'root', durationSeconds: 60, justification: 'why not' };
    return answers.requests.submit.parse(await ok(username, 'requests.submit', asking)).id;
  };
  await ok('carl', 'requests.approve', { id: await file('granted') });
  await ok('bob', 'requests.bypass', { id: await file('glass'), reason: 'The pager is silent.' });
  await file('open');
  await desk.invite('dora');
  await desk.issueCode(carl);
  await ok('ada', 'accounts.import', { rows: [{ resource: 'granted', account: 'root', owner: 'carl' }] });
  const input = { name: 'night shift', memberIds: [] };
  await ok('ada', 'proposals.make', { area: 'groups', verb: 'create', input });
  await ok('ada', 'groups.create', { name: 'spare', memberIds: [] });
  const head = await ok('ada', 'ledger.saveHead', {});
  const opened = await openSealed(desk.directory, desk.session('bob').keyId, passphraseOf('bob'));
  if (!opened.ok) throw new Error('Bob’s key is kept.');
  await desk.close();
  const directory = folder();
  cpSync(desk.directory, directory, { recursive: true });
  return { directory, head: JSON.stringify(head), bob, bobSigns: opened.key.signer };
}

/** A copy of the desk, and its head in a file. */
async function copied(): Promise<Made & { readonly headFile: string }> {
  const original = await made();
  const directory = newFolder();
  cpSync(original.directory, directory, { recursive: true });
  const headFile = join(newFolder(), 'head.json');
  writeFileSync(headFile, original.head);
  return { ...original, directory, headFile };
}

/** Changes the file as anyone who has it can. */
function tamper(directory: string, change: (database: Database.Database) => void): void {
  const database = new Database(join(directory, WORKSPACE_FILE));
  for (const pragma of ['foreign_keys = OFF', 'ignore_check_constraints = ON']) database.pragma(pragma);
  change(database);
  database.close();
}

const eventAt = (database: Database.Database, sequence: number): EventRow =>
  eventRow.parse(database.prepare('SELECT * FROM ledger WHERE sequence = ?').get(sequence));

const newestSequence = (database: Database.Database): number =>
  Number(database.prepare('SELECT max(sequence) FROM ledger').pluck().get());

const firstOf = (database: Database.Database, type: string): number =>
  Number(
    database.prepare("SELECT min(sequence) FROM ledger WHERE CAST(bytes AS TEXT) ->> '$.type' = ?").pluck().get(type),
  );

function putEvent(database: Database.Database, { sequence, bytes, hash, signature }: EventRow): void {
  database
    .prepare('UPDATE ledger SET bytes = ?, hash = ?, signature = ? WHERE sequence = ?')
    .run(bytes, hash, signature, sequence);
}

/** The event with other content, hashed correctly and signed with another key. */
function rewritten(event: EventRow, change: (json: string) => string, signer: Signer): EventRow {
  const bytes = Buffer.from(change(event.bytes.toString('utf8')), 'utf8');
  const hash = sha256(bytes);
  return { sequence: event.sequence, bytes, hash, signature: Buffer.from(signer.sign(hash)) };
}

const verify = (directory: string, ...more: string[]): Promise<Ran> => runDesk(['verify', directory, ...more]);

const said = ({ stderr }: Ran): string[] => stderr.split('\n').filter(Boolean);

const tables = z.array(z.string());

function factTables(database: Database.Database): string[] {
  return tables.parse(
    database
      .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND name GLOB 'fact_*' ORDER BY name")
      .pluck()
      .all(),
  );
}

const columnInfo = z.array(z.object({ name: z.string(), type: z.string(), pk: z.int() }));

function changedSql(type: string, column: string): string {
  if (type === 'INTEGER') return `coalesce(${column}, 0) + 1000`;
  if (type === 'BLOB') return `CAST(substr(${column}, 1, length(${column}) - 1) || x'2A' AS BLOB)`;
  return `coalesce(${column}, '') || 'x'`;
}

/** Changes one row of a table in its last column. */
function changeRow(database: Database.Database, table: string): void {
  const columns = columnInfo.parse(database.prepare(`SELECT name, type, pk FROM pragma_table_info('${table}')`).all());
  const last = columns.at(-1);
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  if (!last) throw new Error(`${table} has no columns.`);
  const changed = changedSql(last.type, last.name);
  const first = `(${key.join()}) = (SELECT ${key.join()} FROM ${table} LIMIT 1)`;
  const { changes } = database.prepare(`UPDATE ${table} SET ${last.name} = ${changed} WHERE ${first}`).run();
  if (changes === 0) addRow(database, table, columns);
  expect(rowsOf(database, table), table).toBeGreaterThan(0);
}

// This desk leaves some tables empty: it has no open request, and blocks are written for thousands.
function addRow(database: Database.Database, table: string, columns: z.infer<typeof columnInfo>): void {
  const values = columns.map(({ type }) => (type === 'INTEGER' ? '1' : type === 'BLOB' ? "x'2A'" : "'x'"));
  database.prepare(`INSERT INTO ${table} VALUES (${values.join()})`).run();
}

const rowsOf = (database: Database.Database, table: string): number =>
  Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

describe('desk verify names the damage and its place', () => {
  test('nothing in a desk as it was left, alone and against a saved head', async () => {
    const { directory, headFile, head } = await copied();
    for (const more of [[], ['--head', headFile]]) {
      const ran = await verify(directory, ...more);
      expect(ran).toMatchObject({ status: 0, stderr: '' });
      expect(answers.ledger.verify.parse(JSON.parse(ran.stdout))).toMatchObject({ ok: true, problems: [] });
    }
    const printed = await runDesk(['head', directory]);
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(printed.stdout)).toEqual(JSON.parse(head));
  });

  test('a row of every table, all at once', async () => {
    const { directory } = await copied();
    let all: string[] = [];
    tamper(directory, (database) => {
      all = factTables(database);
      for (const table of all) changeRow(database, table);
    });
    expect(all.length).toBeGreaterThan(20);
    const ran = await verify(directory);
    expect(ran.status).toBe(1);
    const named = new Set(said(ran).map((what) => what.split(':')[0]));
    for (const table of all) expect([...named], table).toContain(table);
  });

  test('a row of every table, one at a time', async () => {
    const { directory } = await copied();
    let all: string[] = [];
    tamper(directory, (database) => (all = factTables(database)));
    for (const table of all) {
      const copy = newFolder();
      cpSync(directory, copy, { recursive: true });
      tamper(copy, (database) => changeRow(database, table));
      // Verification in this process; starting the command for each table would take as long as all other tests here.
      const checked = await verifyFrom(copy);
      const problems = checked.ok ? checked.result.problems.map(({ what }) => what) : [];
      expect(problems.join('\n')).toMatch(new RegExp(`^${table}: `, 'm'));
      for (const what of problems) expect(what).toContain(table);
    }
  });

  test('two events that were swapped', async () => {
    const { directory } = await copied();
    let sequence = 0;
    tamper(directory, (database) => {
      sequence = firstOf(database, 'policy.created');
      const [one, two] = [eventAt(database, sequence), eventAt(database, sequence + 1)];
      putEvent(database, { ...two, sequence });
      putEvent(database, { ...one, sequence: sequence + 1 });
    });
    const ran = await verify(directory);
    expect(ran.status).toBe(1);
    expect(said(ran)).toContain(`Event ${sequence}: It says that it is number ${sequence + 1}.`);
    expect(said(ran)).toContain(`Event ${sequence + 1}: It says that it is number ${sequence}.`);
  });

  test('a public key that was replaced, in the table and in the ledger', async () => {
    const { directory } = await copied();
    const other = keyOf('other').signer.key;
    let sequence = 0;
    tamper(directory, (database) => {
      sequence = firstOf(database, 'key.enrolled');
      database.prepare('UPDATE fact_key SET public_key = ? WHERE from_sequence = ?').run(other.publicKey, sequence);
    });
    const inTable = await verify(directory);
    expect(inTable.status).toBe(1);
    expect(said(inTable)).toEqual([
      expect.stringMatching(/^fact_key: in the row id "[0-9a-f]{64}", public_key is not what the ledger says\.$/),
    ]);
    tamper(directory, (database) => {
      const event = eventAt(database, sequence);
      const read = readEvent(event.bytes);
      if (!read.ok || read.event.type !== 'key.enrolled') throw new Error('An event there enrols a key.');
      const bytes = Buffer.from(canonicalJson({ ...read.event, data: { ...read.event.data, key: other } }), 'utf8');
      putEvent(database, { ...event, bytes, hash: sha256(bytes) });
    });
    const inLedger = await verify(directory);
    expect(inLedger.status).toBe(1);
    expect(said(inLedger)).toContain(`Event ${sequence}: Its signature is wrong.`);
    expect(said(inLedger)).toContain(`Event ${sequence + 1}: It does not continue the event before it.`);
  });

  test('an event signed again with the key of another person', async () => {
    const { directory, bobSigns } = await copied();
    let sequence = 0;
    tamper(directory, (database) => {
      sequence = newestSequence(database);
      const resigned = rewritten(
        eventAt(database, sequence),
        (json) => json.replace(/"key":"[0-9a-f]{64}"/, `"key":"${bobSigns.key.id}"`),
        bobSigns,
      );
      putEvent(database, resigned);
    });
    const ran = await verify(directory);
    expect(ran.status).toBe(1);
    expect(said(ran)).toEqual([`Event ${sequence}: It is signed with the key of another person.`]);
  });

  test('a policy that a member wrote into the file, well formed and signed with their own key', async () => {
    const { directory, bob, bobSigns, headFile } = await copied();
    const liar = new Liar(join(directory, WORKSPACE_FILE));
    const rules = {
      name: 'mine',
      description: null,
      conditions: [{ resource: '*' }],
      duration: { minSeconds: 1, maxSeconds: 3_600 },
      pendingTtlSeconds: 3_600,
      steps: [{ name: null, approvers: [{ kind: 'person' as const, id: personId.parse(bob) }], required: 1 }],
      distinctApprovers: true,
      precedence: 1_000,
      requireJustification: false,
      requireTicket: false,
      bypass: null,
    };
    const id = policyId.parse('0190a5c2-7b1e-7c3d-9f4a-0000000000ff');
    liar.tell({ type: 'policy.created', data: { id, version: 1, rules } }, personId.parse(bob), { signer: bobSigns });
    const { sequence } = liar;
    liar.close();
    for (const more of [[], ['--head', headFile]]) {
      const ran = await verify(directory, ...more);
      expect(ran.status).toBe(1);
      expect(said(ran)).toEqual([`Event ${sequence}: It is by bob, a member, and policy.created is for admins.`]);
    }
  });

  test('a tail that was cut off, but only against a saved head', async () => {
    const { directory, headFile } = await copied();
    let [events, length]: [EventRow[], number] = [[], 0];
    tamper(directory, (database) => {
      length = newestSequence(database);
      events = z.array(eventRow).parse(database.prepare('SELECT * FROM ledger ORDER BY sequence').all());
    });
    rmSync(join(directory, WORKSPACE_FILE));
    const { writer, close } = await openStore(directory);
    writer.database.exec('BEGIN');
    for (const event of events.slice(0, -1)) {
      const read = readEvent(event.bytes);
      if (!read.ok) throw new Error(read.what);
      insertEvent(writer.tx, event);
      project(writer.tx, read.event, event.hash.toString('hex'));
    }
    writer.database.exec('COMMIT');
    close();
    expect(await verify(directory)).toMatchObject({ status: 0, stderr: '' });
    const against = await verify(directory, '--head', headFile);
    expect(against.status).toBe(1);
    expect(said(against)).toEqual([`The ledger ends with event ${length - 1}, but the checkpoint is event ${length}.`]);
  });

  test('another desk in the place of the desk of the saved head', async () => {
    const { headFile, head } = await copied();
    const directory = newFolder();
    const { writer, close } = await openStore(directory);
    const [desk, admin, kit] = [keyOf('desk'), keyOf('admin'), keyOf('kit')];
    const id = personId.parse('0190a5c2-7b1e-7c3d-9f4a-0000000000aa');
    const person = { id, username: 'ada', name: 'Ada', email: 'ada@example.test', key: admin.signer.key };
    let at: Head = EMPTY;
    writer.database.exec('BEGIN');
    for (const fact of [
      {
        type: 'desk.founded',
        data: { kind: 'real', name: 'Night desk', deskKey: desk.signer.key, admin: person },
      },
      { type: 'recovery.issued', data: { key: kit.signer.key } },
    ] as const) {
      const next = append(at, fact, '2026-01-05T09:00:00.000Z', id, admin.signer);
      insertEvent(writer.tx, next.stored);
      project(writer.tx, next.event, next.head.hash ?? '');
      at = next.head;
    }
    writer.database.exec('COMMIT');
    close();
    expect((await verify(directory)).status).toBe(0);
    const against = await verify(directory, '--head', headFile);
    expect(against.status).toBe(1);
    const known = answers.ledger.saveHead.parse(JSON.parse(head));
    expect(said(against)).toEqual([
      `This is not the desk of the checkpoint: its fingerprint is ${at.desk}, not ${known.desk}.`,
    ]);
  });
});

describe('a file that is no saved head, or a folder without a workspace, ends with status 2', () => {
  test.each([
    ['no file', null, /cannot be read/],
    ['no JSON', 'sequence 4', /is not a checkpoint\. It is not JSON\.$/m],
    ['another object', '{"sequence":1}', /is not a checkpoint\. desk: /],
    ['a hash that is none', '{"desk":"x"}', /is not a checkpoint\. desk: /],
  ])('%s', async (_, content, wanted) => {
    const { directory } = await copied();
    const file = join(newFolder(), 'head.json');
    if (content !== null) writeFileSync(file, content);
    const ran = await verify(directory, '--head', file);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(wanted);
  });

  test('a folder without a desk has no newest event', async () => {
    const ran = await runDesk(['head', newFolder()]);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^There is no workspace at /);
    const file = join(newFolder(), WORKSPACE_FILE);
    writeFileSync(file, readFileSync(import.meta.filename));
    expect((await runDesk(['head', file])).status).toBe(2);
  });
});
