import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkOnOpen, quickCheck } from '../../src-main/store/integrity/open.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { ledgerBuilder } from '../ledger/ledgerBuilder.ts';
import { richScenario } from '../ledger/rich.ts';
import { contentsOf, folder, openWith, verifyFolder, writeWorkspace } from './workspace.ts';

const rich = richScenario();

/** The rollback journal that a crash in the middle of a transaction leaves, if the file has no write-ahead log. */
function journalOf(file: string): Buffer {
  const other = join(folder(), 'other.sqlite');
  copyFileSync(file, other);
  const database = new Database(other);
  database.pragma('journal_mode = DELETE');
  database.pragma('cache_size = 1');
  database.exec(`BEGIN; UPDATE ledger SET bytes = zeroblob(5000)`);
  const journal = readFileSync(`${other}-journal`);
  database.exec('ROLLBACK');
  database.close();
  return journal;
}

/** Every way to look at a workspace before it is opened; all refuse it with the same sentence, or none does. */
async function said(directory: string): Promise<string[]> {
  const verified = await verifyFolder(directory);
  const onOpen = await checkOnOpen(directory);
  const quick = await quickCheck(directory);
  return [
    ...(typeof verified === 'string' ? [verified] : verified.problems.map(({ what }) => what)),
    ...[onOpen, quick].flatMap((refusal) => refusal?.message ?? []),
  ];
}

describe('a rollback journal beside a workspace', () => {
  it('is reported, because SQLite would write its pages into the workspace', async () => {
    const directory = folder();
    const file = await writeWorkspace(directory, rich);
    writeFileSync(`${file}-journal`, journalOf(file));
    const before = contentsOf(directory);
    const sentences = await said(directory);
    expect(sentences).toHaveLength(3);
    for (const sentence of sentences)
      expect(sentence).toMatch(/workspace\.sqlite-journal is a rollback journal.*Move it away\.$/);
    expect(contentsOf(directory)).toEqual(before);
    // SQLite does that silently.
    new Database(file).close();
    const plain = new Database(file);
    plain.prepare('SELECT 1 FROM sqlite_schema').get();
    plain.close();
    expect(readdirSync(directory)).toEqual([WORKSPACE_FILE]);
    expect(contentsOf(directory)[WORKSPACE_FILE]).not.toBe(before[WORKSPACE_FILE]);
  });

  it('that SQLite never reads changes nothing', async () => {
    const directory = folder();
    const file = await writeWorkspace(directory, rich);
    const journal = journalOf(file);
    for (const harmless of [
      Buffer.alloc(0),
      Buffer.alloc(512),
      Buffer.concat([Buffer.alloc(1), journal.subarray(1)]),
    ]) {
      writeFileSync(`${file}-journal`, harmless);
      expect(await said(directory)).toEqual([]);
    }
  });

  it('that a crash left while the workspace was made does not prevent opening', async () => {
    const directory = folder();
    const file = join(directory, WORKSPACE_FILE);
    const journal = Buffer.alloc(512);
    Buffer.from('d9d505f920a163d7', 'hex').copy(journal);
    journal.writeUInt32BE(512, 20);
    journal.writeUInt32BE(4096, 24);
    for (const made of [Buffer.alloc(0), Buffer.alloc(4096)]) {
      writeFileSync(file, made);
      writeFileSync(`${file}-journal`, journal);
      expect(await checkOnOpen(directory)).toBeNull();
      expect(await quickCheck(directory)).toBeNull();
    }
    (await openWith(directory, ledgerBuilder())).close();
    expect(await verifyFolder(directory)).toMatchObject({ ok: true });
  });
});

describe('a write-ahead log beside a workspace', () => {
  /** The log of a workspace in which all of the ledger is still in the log. */
  async function logOf(told: typeof rich): Promise<Buffer> {
    const directory = folder();
    const store = await openWith(directory, told);
    const log = readFileSync(join(directory, `${WORKSPACE_FILE}-wal`));
    store.close();
    return log;
  }

  it('of another desk is reported', async () => {
    const directory = folder();
    const file = await writeWorkspace(directory, rich);
    writeFileSync(`${file}-wal`, await logOf(ledgerBuilder()));
    const before = contentsOf(directory);
    for (const sentence of [await verifyFolder(directory), (await checkOnOpen(directory))?.message])
      expect(sentence).toMatch(/belongs to another desk or another state of it|cannot be read|is damaged/);
    expect(contentsOf(directory)).toEqual(before);
  });

  it('that is damaged or is no log is reported', async () => {
    const directory = folder();
    const file = await writeWorkspace(directory, rich);
    const log = await logOf(rich);
    for (const damaged of [
      Buffer.from('x'.repeat(5000)),
      flipped(log, 0),
      flipped(log, 9),
      flipped(log, 17),
      flipped(log, 30),
    ]) {
      writeFileSync(`${file}-wal`, damaged);
      const sentences = await said(directory);
      expect(sentences).toHaveLength(3);
      for (const sentence of sentences)
        expect(sentence).toMatch(/-wal is damaged or not the write-ahead log of a workspace/);
      rmSync(`${file}-wal`);
    }
  });

  it('from a crash before anything was answered is fine', async () => {
    const directory = folder();
    const file = await writeWorkspace(directory, rich);
    for (const left of [Buffer.alloc(0), Buffer.alloc(20), Buffer.alloc(4152)]) {
      writeFileSync(`${file}-wal`, left);
      expect(await verifyFolder(directory)).toMatchObject({ ok: true, length: rich.told.length });
      expect(await checkOnOpen(directory)).toBeNull();
      rmSync(`${file}-wal`);
    }
  });
});

it('a process that opens the workspace makes invalid shared memory anew', async () => {
  const directory = folder();
  const file = await writeWorkspace(directory, rich);
  writeFileSync(`${file}-shm`, Buffer.alloc(32_768, 7));
  expect(await verifyFolder(directory)).toMatchObject({ ok: true, length: rich.told.length });
  const store = await openStore(directory);
  expect(store.reader.database.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(rich.told.length);
  store.close();
});

it('for a link, the files beside its target are read, as SQLite does', async () => {
  const directory = folder();
  const store = await openWith(directory, rich);
  const left = folder();
  for (const end of ['', '-wal']) copyFileSync(join(directory, WORKSPACE_FILE + end), join(left, WORKSPACE_FILE + end));
  store.close();
  const linked = join(folder(), 'desk');
  mkdirSync(linked);
  renameSync(join(left, WORKSPACE_FILE), join(left, 'elsewhere.sqlite'));
  renameSync(join(left, `${WORKSPACE_FILE}-wal`), join(left, 'elsewhere.sqlite-wal'));
  symlinkSync(join(left, 'elsewhere.sqlite'), join(linked, WORKSPACE_FILE));
  expect(await verifyFolder(linked)).toMatchObject({ ok: true, length: rich.told.length });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(at) ^ 4, at);
  return changed;
}
