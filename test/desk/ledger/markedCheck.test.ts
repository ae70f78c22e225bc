import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerCheck } from '#contract/ledger.ts';
import type { MarkedState } from '../../../src-main/desk/kernel/jobs.ts';
import { type Verified, verifyHere } from '../../../src-main/desk/ledger/verify.ts';
import type { StoredEvent } from '../../../src-main/ledger/append.ts';
import { readEvent } from '../../../src-main/ledger/read.ts';
import { build, ReadConnection, WriteConnection } from '../../../src-main/store/connection.ts';
import { project } from '../../../src-main/store/project/project.ts';
import { insertEvent } from '../../../src-main/store/queries/desk.ts';
import { openStore, WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { folder } from '../../integrity/workspace.ts';
import { GENERATING_MS } from '../../store/support/workspace.ts';
import { cachedWorkspace } from '../../support/generator/cached.ts';

const wallClock = '2027-01-05T12:00:00.000Z';

/** A ledger up to an event, its state saved by a full check, and the same workspace with all events. */
interface Marked {
  readonly sequence: number;
  readonly begin: MarkedState;
  readonly whole: string;
}

let stored: StoredEvent[];
let marks: Marked[];

/** Writes events to a workspace as the desk does. */
function add(file: string, events: readonly StoredEvent[]): void {
  const connection = WriteConnection.open(file);
  connection.database.pragma('synchronous = OFF');
  connection.database.exec('BEGIN IMMEDIATE');
  for (const one of events) {
    const read = readEvent(one.bytes);
    if (!read.ok) throw new Error(read.what);
    insertEvent(connection.tx, one);
    project(connection.tx, read.event, Buffer.from(one.hash).toString('hex'));
  }
  connection.database.exec('COMMIT');
  connection.close();
}

function check(file: string, begin?: MarkedState): Promise<Verified> {
  return verifyHere(file, { wallClock, begin, folder: folder() });
}

const plain = ({ begun: _, saved: __, ...result }: Verified): LedgerCheck => result;

// Inside a transaction of the desk a ledger is not intact, so not every event can be the last one.
async function markAt(sequence: number): Promise<Marked | null> {
  const directory = folder();
  (await openStore(directory)).close();
  const file = join(directory, WORKSPACE_FILE);
  add(file, stored.slice(0, sequence));
  const state = join(folder(), 'state.sqlite');
  const { ok, saved } = await verifyHere(file, { wallClock, saveTo: state });
  if (!ok) return null;
  if (!saved) throw new Error('The state of an intact ledger is saved.');
  add(file, stored.slice(sequence));
  return { sequence, begin: { sequence, ledger: saved.ledger, state: saved.state, file: state }, whole: file };
}

async function firstMarkFrom(sequence: number): Promise<Marked> {
  for (let at = sequence; at < sequence + 40; at += 1) {
    const mark = await markAt(at);
    if (mark) return mark;
  }
  throw new Error(`No event after ${sequence} ends a transaction.`);
}

/** A copy of a workspace in which the database was changed, past everything that the desk would refuse. */
function changed(file: string, change: (connection: WriteConnection) => void): string {
  const copy = join(folder(), WORKSPACE_FILE);
  copyFileSync(file, copy);
  const connection = WriteConnection.open(copy);
  connection.database.pragma('foreign_keys = OFF');
  connection.database.unsafeMode(true);
  const triggers = connection.database.prepare<[], { name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
  );
  for (const { name } of triggers.all()) connection.database.exec(`DROP TRIGGER "${name}"`);
  change(connection);
  connection.close();
  return copy;
}

beforeAll(async () => {
  const directory = await cachedWorkspace({ requests: 250, days: 6, people: 50, kind: 'real' });
  const generated = ReadConnection.open(join(directory, WORKSPACE_FILE));
  stored = generated.all(build.selectFrom('ledger').selectAll().orderBy('sequence'));
  generated.close();
  marks = [];
  for (const share of [0.05, 0.4, 0.8, 0.99]) marks.push(await firstMarkFrom(Math.floor(stored.length * share)));
}, GENERATING_MS);

describe('a check that begins at a mark', () => {
  it('finds the same as one of every event, wherever the mark is', { timeout: GENERATING_MS }, async () => {
    for (const { begin, whole } of marks) {
      const from = await check(whole, begin);
      expect(from.begun).toEqual({ ok: true });
      expect(plain(from)).toEqual(await check(whole));
      expect(from).toMatchObject({ ok: true, length: stored.length });
    }
  });

  it('tells how far it is from the first event on, for those before the mark are compared', async () => {
    const { begin, whole } = marks[2] ?? noMark();
    const told: [number, number][] = [];
    const progress = (checked: number, events: number) => told.push([checked, events]);
    await verifyHere(whole, { wallClock, begin, folder: folder() }, undefined, { progress });
    expect(told[0]).toEqual([0, stored.length]);
    expect(told.at(-1)).toEqual([stored.length, stored.length]);
  });

  it('knows a saved head before the mark, and one after it', async () => {
    const { sequence, begin, whole } = marks[2] ?? noMark();
    for (const at of [3, sequence, stored.length]) {
      const hash = Buffer.from(stored[at - 1]?.hash ?? []).toString('hex');
      const head = { desk: Buffer.from(stored[0]?.hash ?? []).toString('hex'), sequence: at, hash, at: wallClock };
      for (const one of [head, { ...head, hash: '0'.repeat(64) }, { ...head, desk: '0'.repeat(64) }]) {
        const from = await verifyHere(whole, { wallClock, head: one, begin, folder: folder() });
        expect(from.begun).toEqual({ ok: true });
        expect(plain(from)).toEqual(await verifyHere(whole, { wallClock, head: one }));
      }
    }
  });
});

const noMark = (): never => {
  throw new Error('There are four marks.');
};

/** Damage that a check must find: to the event with a number, and to what the events have made. */
const toEvents: Record<string, (connection: WriteConnection, sequence: number) => void> = {
  'a byte of an event': ({ database }, sequence) =>
    database
      .prepare('UPDATE ledger SET bytes = CAST(replace(bytes, \'"v":1\', \'"v":2\') AS BLOB) WHERE sequence = ?')
      .run(sequence),
  'the hash of an event': ({ database }, sequence) =>
    database.prepare('UPDATE ledger SET hash = zeroblob(32) WHERE sequence = ?').run(sequence),
  'the signature of an event': ({ database }, sequence) =>
    database.prepare('UPDATE ledger SET signature = zeroblob(64) WHERE sequence = ?').run(sequence),
  'an event that is missing': ({ database }, sequence) =>
    database.prepare('DELETE FROM ledger WHERE sequence = ?').run(sequence),
  'two events in each other’s place': ({ database }, sequence) => {
    const move = database.prepare('UPDATE ledger SET sequence = ? WHERE sequence = ?');
    move.run(-1, sequence);
    move.run(sequence, sequence + 1);
    move.run(sequence + 1, -1);
  },
};

const toTables: Record<string, (connection: WriteConnection) => void> = {
  'a request': ({ database }) => database.exec("UPDATE fact_request SET resource = 'other' WHERE number = 3"),
  'a request that is missing': ({ database }) => database.exec('DELETE FROM fact_request WHERE number = 3'),
  'the newest request': ({ database }) =>
    database.exec("UPDATE fact_request SET account = 'other' WHERE number = (SELECT max(number) FROM fact_request)"),
  'a person’s role': ({ database }) =>
    database.exec(
      "UPDATE fact_person SET role = 'admin' WHERE rowid = (SELECT max(rowid) FROM fact_person WHERE role = 'member')",
    ),
  'a key': ({ database }) =>
    database.exec('UPDATE fact_key SET to_sequence = 5 WHERE rowid = (SELECT max(rowid) FROM fact_key)'),
  'a row of no event': ({ database }) => database.exec("INSERT INTO fact_id (id) VALUES ('nobody')"),
  'the rules': ({ database }) => database.exec('UPDATE fact_desk SET rules = rules + 1'),
  'a word in a search index': ({ database }) =>
    database.exec("INSERT INTO search_request (rowid, words) VALUES (2, 'planted')"),
  'a guard of this workstation': ({ database }) =>
    database.exec('INSERT INTO local_notice_cursor SELECT id, 99999999 FROM fact_person LIMIT 1'),
};

describe('damage', () => {
  it.each(Object.keys(toEvents))('to %s after the mark is found as by a check of every event', async (what) => {
    const { sequence, begin, whole } = marks[1] ?? noMark();
    const file = changed(whole, (connection) => toEvents[what]?.(connection, sequence + 7));
    const from = await check(file, begin);
    const full = await check(file);
    expect(full.ok).toBe(false);
    expect(from.begun).toEqual({ ok: true });
    expect(plain(from)).toEqual(full);
  });

  it.each(Object.keys(toEvents))('to %s before the mark is found, and every event is checked then', async (what) => {
    const { begin, whole } = marks[2] ?? noMark();
    const file = changed(whole, (connection) => toEvents[what]?.(connection, 20));
    const from = await check(file, begin);
    const full = await check(file);
    expect(full.ok).toBe(false);
    expect(from.begun).toEqual({ ok: false, because: 'ledger' });
    expect(plain(from)).toEqual(full);
  });

  it.each(Object.keys(toTables))('to %s is found as by a check of every event', async (what) => {
    const { begin, whole } = marks[2] ?? noMark();
    const file = changed(whole, (connection) => toTables[what]?.(connection));
    const from = await check(file, begin);
    const full = await check(file);
    expect(full.ok).toBe(false);
    expect(from.begun).toEqual({ ok: true });
    expect(plain(from)).toEqual(full);
  });

  it('that cuts off the mark is found, and so is another ledger up to it', async () => {
    const { sequence, begin, whole } = marks[2] ?? noMark();
    const hash = Buffer.from(stored[sequence - 1]?.hash ?? []).toString('hex');
    const verifiedHead = { desk: Buffer.from(stored[0]?.hash ?? []).toString('hex'), sequence, hash };
    const short = join(folder(), WORKSPACE_FILE);
    copyFileSync((marks[0] ?? noMark()).whole, short);
    const cut = changed(short, ({ database }) => database.exec(`DELETE FROM ledger WHERE sequence >= ${sequence}`));
    const job = { wallClock, begin, verifiedHead };
    const shortened = await verifyHere(cut, { ...job, folder: folder() });
    expect(shortened.begun).toEqual({ ok: false, because: 'ledger' });
    expect(shortened.problems.map(({ what }) => what)).toContain(
      `The ledger ends with event ${sequence - 1}, but you verified it up to event ${sequence}.`,
    );
    const other = { ...verifiedHead, hash: '0'.repeat(64) };
    expect((await verifyHere(whole, { wallClock, verifiedHead: other })).problems).toEqual([
      { sequence, what: expect.stringMatching(/not the event that you verified/) },
    ]);
    expect(await verifyHere(whole, { wallClock, verifiedHead })).toMatchObject({ ok: true, problems: [] });
  });
});

describe('a saved state', () => {
  const altered: Record<string, (file: string) => void> = {
    'in one byte': (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
    'in a row': (file) => {
      const connection = WriteConnection.open(file);
      connection.database.exec("UPDATE fact_person SET role = 'admin'");
      connection.close();
    },
    'by its end': (file) => truncateSync(file, 4_096),
    'by removing it': (file) => rmSync(file),
    'to something else': (file) => writeFileSync(file, 'not a database'),
  };

  it.each(Object.keys(altered))('that was altered %s does not count, and every event is checked', async (how) => {
    const { begin, whole } = marks[1] ?? noMark();
    const file = join(folder(), 'state.sqlite');
    copyFileSync(begin.file, file);
    altered[how]?.(file);
    const from = await check(whole, { ...begin, file });
    expect(from).toMatchObject({ ok: true, length: stored.length, begun: { ok: false, because: 'file' } });
  });

  it('of another event does not count', async () => {
    const [one, other] = marks;
    if (!one || !other) return noMark();
    const { state, file } = other.begin;
    const from = await check(one.whole, { ...one.begin, state, file });
    expect(from).toMatchObject({ ok: true, length: stored.length, begun: { ok: false, because: 'file' } });
  });

  it('is made by a check of every event of an intact ledger alone', async () => {
    const { begin, whole } = marks[1] ?? noMark();
    const saveTo = join(folder(), 'again.sqlite');
    const from = await verifyHere(whole, { wallClock, begin, folder: folder(), saveTo });
    expect(from).toMatchObject({ ok: true, begun: { ok: true } });
    expect(from.saved).toBeUndefined();
    const file = changed(whole, (connection) => toTables['a request']?.(connection));
    expect((await verifyHere(file, { wallClock, saveTo })).saved).toBeUndefined();
    expect((await verifyHere(whole, { wallClock, saveTo })).saved).toMatchObject({ sequence: stored.length });
  });
});
