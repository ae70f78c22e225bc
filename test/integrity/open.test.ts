import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReadConnection, WriteConnection } from '../../src-main/store/connection.ts';
import { checkOnOpen, openForReading, quickCheck } from '../../src-main/store/integrity/open.ts';
import { rawQuery } from '../../src-main/store/integrity/rows.ts';
import { verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { ledgerBuilder } from '../ledger/ledgerBuilder.ts';
import { richScenario } from '../ledger/rich.ts';
import { contentsOf, folder, openWith, refusals, verifyFolder, writeWorkspace } from './workspace.ts';

const rich = richScenario();
const intact = { ok: true, length: rich.told.length, head: rich.told.at(-1)?.head.hash, problems: [], warnings: [] };

/** The files that a crash would leave at this moment. In these tests only this process has the file open. */
const crashed = (directory: string): string => {
  const left = folder();
  for (const name of readdirSync(directory))
    if (statSync(join(directory, name)).isFile()) copyFileSync(join(directory, name), join(left, name));
  return left;
};

const expectAccepted = async (directory: string): Promise<void> => {
  const before = contentsOf(directory);
  expect(await verifyFolder(directory)).toEqual(intact);
  expect(await checkOnOpen(directory)).toBeNull();
  expect(contentsOf(directory)).toEqual(before);
};

describe('a workspace is read without being written', () => {
  it('when it is closed', async () => {
    const directory = folder();
    await writeWorkspace(directory, rich);
    await expectAccepted(directory);
    const before = contentsOf(directory);
    expect(Object.keys(before)).toEqual([WORKSPACE_FILE]);
    expect(await quickCheck(directory)).toBeNull();
    expect(contentsOf(directory)).toEqual(before);
  });

  it('when it is open, or a crash left its log, with its shared memory or without', async () => {
    const directory = folder();
    const store = await openWith(directory, rich);
    const left = crashed(directory);
    store.close();
    expect(readdirSync(left).sort()).toEqual(['', '-shm', '-wal'].map((end) => WORKSPACE_FILE + end));
    await expectAccepted(left);
    const without = folder();
    for (const end of ['', '-wal']) copyFileSync(join(left, WORKSPACE_FILE + end), join(without, WORKSPACE_FILE + end));
    await expectAccepted(without);
    expect(await quickCheck(without)).toBeNull();
    expect(await quickCheck(left)).toBeNull();
  });

  it('when a reader left an empty log', async () => {
    const directory = folder();
    const file = await writeWorkspace(directory, rich);
    const reader = ReadConnection.open(file);
    reader.all(rawQuery('SELECT * FROM ledger'));
    reader.close();
    expect(readdirSync(directory)).toHaveLength(3);
    await expectAccepted(directory);
  });

  it('when it is named by its file', async () => {
    const file = await writeWorkspace(folder(), rich);
    const opened = await openForReading(file);
    if (!opened.ok) throw new Error(opened.refusal.message);
    expect(await verifyWorkspace(opened.connection)).toEqual(intact);
    opened.close();
  });

  it('in place if it has no log, else as a copy, which is removed', async () => {
    const directory = folder();
    const temporary = join(directory, 'tmp');
    mkdirSync(temporary);
    const store = await openWith(directory, rich);
    const left = crashed(directory);
    store.close();
    const { TMPDIR } = process.env;
    process.env.TMPDIR = temporary;
    try {
      const inPlace = await openForReading(directory);
      expect(readdirSync(temporary)).toEqual([]);
      if (inPlace.ok) inPlace.close();
      const copied = await openForReading(left);
      expect(readdirSync(temporary)).toHaveLength(1);
      if (copied.ok) copied.close();
      expect([inPlace.ok, copied.ok]).toEqual([true, true]);
      expect(readdirSync(temporary)).toEqual([]);
      writeFileSync(join(directory, WORKSPACE_FILE), 'nothing of the kind');
      writeFileSync(join(left, WORKSPACE_FILE), 'nothing of the kind');
      for (const broken of [directory, left]) expect(await openForReading(broken)).toMatchObject({ ok: false });
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });
});

it('a damaged schema is refused by the quick check too, and nothing is left beside the file', async () => {
  const directory = folder();
  const file = await writeWorkspace(directory, rich);
  const whole = readFileSync(file);
  const refused: number[] = [];
  for (const at of [100, 103, 108, 113, 4_089]) {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    writeFileSync(file, changed);
    const before = contentsOf(directory);
    // Some bytes of the first page are unused and may have any value.
    const message = (await quickCheck(directory))?.message ?? 'Accepted.';
    if (message !== 'Accepted.') refused.push(at);
    expect(message, `byte ${at}`).toMatch(/^[A-Za-z_].*[.]$/s);
    expect(contentsOf(directory), `byte ${at}`).toEqual(before);
  }
  expect(refused).toEqual([100, 103, 108, 113, 4_089]);
});

describe('a file that is no workspace is refused with a sentence', () => {
  it('nothing at all', async () => {
    const directory = folder();
    expect(await verifyFolder(directory)).toBe(`There is no workspace at ${join(directory, WORKSPACE_FILE)}.`);
    expect(await verifyFolder(join(directory, 'none'))).toMatch(/^There is no workspace at /);
    expect(await checkOnOpen(directory)).toBeNull();
    expect(await quickCheck(directory)).toBeNull();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('a folder where the file should be', async () => {
    const directory = folder();
    mkdirSync(join(directory, WORKSPACE_FILE));
    expect(await verifyFolder(directory)).toMatch(/^[A-Z/].*\.$/);
    expect((await checkOnOpen(directory))?.code).toBe('WORKSPACE_UNREADABLE');
    expect((await quickCheck(directory))?.code).toBe('WORKSPACE_UNREADABLE');
  });

  it('an empty file', async () => {
    const directory = folder();
    writeFileSync(join(directory, WORKSPACE_FILE), '');
    expect(await verifyFolder(directory)).toMatch(/ is empty: no desk was founded in it\.$/);
    expect(await checkOnOpen(directory)).toBeNull();
    expect(await quickCheck(directory)).toBeNull();
    expect(contentsOf(directory)).toEqual({ [WORKSPACE_FILE]: '' });
  });
});

describe('a crash while a workspace is made leaves a workspace that opens', () => {
  const expectUnfinished = async (directory: string): Promise<void> => {
    expect(await checkOnOpen(directory)).toBeNull();
    expect(await quickCheck(directory)).toBeNull();
    const verified = await verifyFolder(directory);
    expect(typeof verified === 'string' ? verified : verified.problems[0]?.what).toMatch(/ is empty: /);
    const finished = await openWith(directory, rich);
    finished.close();
    expect(await verifyFolder(directory)).toEqual(intact);
  };

  it('before there are tables, before there is a desk', async () => {
    const directory = folder();
    const writer = WriteConnection.open(join(directory, WORKSPACE_FILE));
    const left = [crashed(directory)];
    // Kysely makes its own tables first.
    writer.database.exec(`CREATE TABLE t (x)`);
    writer.database.exec(`DROP TABLE t`);
    left.push(crashed(directory));
    await migrate(writer.database);
    left.push(crashed(directory));
    writer.close();
    left.push(directory);
    for (const each of left) await expectUnfinished(each);
  });
});

describe('fields of the header', () => {
  it('opening and closing a workspace changes no byte', async () => {
    const directory = folder();
    await writeWorkspace(directory, rich);
    const before = contentsOf(directory);
    (await openStore(directory)).close();
    expect(contentsOf(directory)).toEqual(before);
  });

  it('a release of SQLite that never wrote to it is recorded before it writes', async () => {
    const directory = folder();
    const { writer, close } = await openWith(directory, rich);
    writer.database.exec('UPDATE local_writer SET sqlite_version = 3051000');
    close();
    expect(await verifyFolder(directory)).toMatch(
      /bytes 96 to 99 \(release of SQLite\): it says \d+, which never wrote/,
    );
    (await openStore(directory)).close();
    expect(await verifyFolder(directory)).toEqual(intact);
  });

  it('a workspace of a later release of Countersign is refused', async () => {
    const directory = folder();
    const { writer, close } = await openWith(directory, rich);
    writer.database.exec(`INSERT INTO local_migration SELECT '9999-later', timestamp FROM local_migration LIMIT 1`);
    close();
    const said = await refusals(directory);
    expect(said).toEqual(
      Array(2).fill('The workspace was written by another release of Countersign; use a newer one.'),
    );
    expect((await quickCheck(directory))?.message).toBe(said[0]);
  });
});

it('a file with a modification time in the future, as after a restore, is read', async () => {
  const file = await writeWorkspace(folder(), ledgerBuilder());
  utimesSync(file, new Date(), new Date(Date.now() + 86_400_000));
  const opened = await openForReading(file);
  expect(opened.ok).toBe(true);
  if (opened.ok) opened.close();
});

it('a log with a damaged header counts as missing, and its events are missed', async () => {
  const directory = folder();
  const store = await openStore(directory);
  store.close();
  const again = await openWith(directory, rich);
  const left = crashed(directory);
  again.close();
  const log = join(left, `${WORKSPACE_FILE}-wal`);
  const bytes = readFileSync(log);
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  writeFileSync(log, bytes);
  rmSync(join(left, `${WORKSPACE_FILE}-shm`), { force: true });
  const { sequence, hash } = rich.told.at(-1)?.head ?? { sequence: 0, hash: null };
  const opened = await openForReading(left);
  if (!opened.ok) return expect(opened.refusal.message).toMatch(/\.$/);
  const check = await verifyWorkspace(opened.connection, { expectedHead: { sequence, hash: hash ?? '' } });
  opened.close();
  expect(check.ok).toBe(false);
  expect(check.problems.at(-1)?.what).toBe(`The ledger ends with event 0, but the checkpoint is event ${sequence}.`);
});
