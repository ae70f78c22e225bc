import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspaceHost, Session } from '../../../src-main/desk/host/workspaceHost.ts';
import { machineEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { startDesk, withResults } from '../../cli/support.ts';
import { change, expectRefused, lengthOf, look, openAt, otherProcess, parentFolder } from './support.ts';

const contents = (directory: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(directory, name)))
          .digest('hex'),
      ]),
  );

/** A closed training desk of its own. */
async function closedDesk(directory: string, changes: number): Promise<void> {
  const desk = await openAt(directory);
  for (let index = 0; index < changes; index += 1) expect((await change(desk)).ok).toBe(true);
  await desk.close();
}

describe('a change is refused if the open file is no longer the one at its path', () => {
  it('after the folder was removed', async () => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory);
    expect((await change(desk)).ok).toBe(true);
    rmSync(directory, { recursive: true });
    for (let tries = 0; tries < 3; tries += 1) expectRefused(await change(desk), /was removed, or its drive has gone/);
    expect((await look(desk)).ok).toBe(true);
    // Notifications would be stored, and are answered anyway.
    const admin = desk.findPerson('admin');
    for (const verb of ['list', 'counts']) expect((await desk.call(admin, 'notices', verb, {})).ok).toBe(true);
    await desk.close();
    expect(readdirSync(join(directory, '..'))).toEqual([]);
  });

  it('after it was moved away and replaced by another one, which stays unchanged', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    const desk = await openAt(directory);
    expect((await change(desk)).ok).toBe(true);
    renameSync(directory, join(parent, 'moved'));
    expectRefused(await change(desk), /was removed/);
    const other = await openAt(directory);
    expect((await change(other)).ok).toBe(true);
    const before = contents(directory);
    expectRefused(await change(desk), /Nothing more is written to it/);
    await desk.close();
    expect(contents(directory)).toEqual(before);
    expect((await change(other)).ok).toBe(true);
    await other.close();
    expect(await lengthOf(directory)).toBe(3);
    expect(await lengthOf(join(parent, 'moved'))).toBe(2);
  });

  it('after another file was renamed into its place', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    await closedDesk(join(parent, 'backup'), 5);
    const desk = await openAt(directory);
    renameSync(join(parent, 'backup', WORKSPACE_FILE), join(directory, WORKSPACE_FILE));
    const restored = readFileSync(join(directory, WORKSPACE_FILE));
    expectRefused(await change(desk), /was moved or replaced by other files/);
    await desk.close();
    expect(readFileSync(join(directory, WORKSPACE_FILE)).equals(restored)).toBe(true);
  });

  it.each(['-wal', '-shm'])('after its %s was removed', async (end) => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory);
    expect((await change(desk)).ok).toBe(true);
    rmSync(join(directory, WORKSPACE_FILE + end));
    expectRefused(await change(desk), /was moved or replaced/);
  });

  it('after a backup was copied over it, which stays unchanged', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    await closedDesk(directory, 5);
    cpSync(directory, join(parent, 'backup'), { recursive: true });
    const file = join(directory, WORKSPACE_FILE);
    const desk = await openAt(directory, { settleMs: 50 });
    for (let index = 0; index < 10; index += 1) expect((await change(desk)).ok).toBe(true);
    const { ino } = statSync(file);
    copyFileSync(join(parent, 'backup', WORKSPACE_FILE), file);
    expect(statSync(file).ino).toBe(ino);
    expectRefused(await change(desk), /was written to by another program/);
    await desk.close();
    expect(readFileSync(file).equals(readFileSync(join(parent, 'backup', WORKSPACE_FILE)))).toBe(true);
    // The content of the log is still beside it and can be recovered.
    expect(readdirSync(directory)).toContain(`${WORKSPACE_FILE}-wal`);
  });

  it('after entries that this process has seen were removed', async () => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory);
    expect((await change(desk)).ok).toBe(true);
    const outside = new Database(join(directory, WORKSPACE_FILE));
    outside.exec('DELETE FROM ledger WHERE sequence = 2');
    outside.close();
    expectRefused(await change(desk), /lost entries while it was open/);
  });

  it('after it was replaced while two processes had it open: neither writes to either', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    await closedDesk(directory, 3);
    cpSync(directory, join(parent, 'backup'), { recursive: true });
    const desk = await openAt(directory);
    const line = (name: string) =>
      `${JSON.stringify({ as: 'admin', do: 'groups.create', with: { name, memberIds: [] } })}\n`;
    const lines = ['first', ...Array.from({ length: 300 }, (_, index) => `other ${index}`)].map(line).join('');
    const playing = startDesk(['play', '-', '--workspace', directory]);
    playing.end(lines);
    while (!isThere(directory, 'other 20')) await wait(5);
    expect((await change(desk)).ok).toBe(true);
    renameSync(directory, join(parent, 'moved'));
    cpSync(join(parent, 'backup'), directory, { recursive: true });
    const before = contents(directory);
    expectRefused(await change(desk), /was moved or replaced|was removed/);
    const played = withResults(await playing.ran);
    expect(played.stderr).not.toMatch(/\n\s+at /);
    await desk.close();
    expect(contents(directory)).toEqual(before);
    expect(await lengthOf(directory)).toBe(4);
    // Both wrote until the folder was replaced, and every answered change is in the one that was moved away.
    const done = played.results.filter(({ ok }) => ok).length;
    expect(await lengthOf(join(parent, 'moved'))).toBeGreaterThanOrEqual(done + 4);
  }, 60_000);
});

function isThere(directory: string, group: string): boolean {
  const database = new Database(join(directory, WORKSPACE_FILE), { readonly: true });
  try {
    return database.prepare('SELECT 1 FROM fact_group WHERE name = ?').get(group) !== undefined;
  } finally {
    database.close();
  }
}

describe('the work of other processes is no loss', () => {
  it('moving the log into the file, again and again', async () => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory, { settleMs: 0 });
    for (const mode of ['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE', 'PASSIVE', 'TRUNCATE']) {
      expect((await change(desk)).ok).toBe(true);
      const other = new Database(join(directory, WORKSPACE_FILE));
      other.pragma(`wal_checkpoint(${mode})`);
      other.close();
      expect((await change(desk)).ok).toBe(true);
    }
  });

  it('working in it and closing it, from a process of their own', async () => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory);
    const file = JSON.stringify(join(directory, WORKSPACE_FILE));
    for (let round = 0; round < 3; round += 1) {
      const other = await otherProcess(`
        const database = new Database(${file});
        for (let index = 0; index < 1500; index += 1)
          database.exec("INSERT INTO local_setting VALUES ('test', 'x') ON CONFLICT DO UPDATE SET value = value || 'x'");
        database.close();
        console.log('done');`);
      await other.end();
      expect((await change(desk)).ok).toBe(true);
    }
  });

  it('its own checkpoints, of which a long log makes many', async () => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory, { settleMs: 0 });
    for (let index = 0; index < 150; index += 1) expect((await change(desk)).ok).toBe(true);
  });
});

describe('in the window', () => {
  const host = (directory: string) => {
    const opened = openWorkspaceHost({
      directory,
      home: directory,
      training: false,
      environment: machineEnvironment,
      settleMs: 50,
      log: (_, error) => expect.fail(`Logged: ${String(error)}`),
      demoScenario: () => Promise.resolve(''),
      chooseFolder: () => Promise.resolve(null),
      remember: () => undefined,
      recentDesks: () => Promise.resolve([]),
      forgetDesk: () => Promise.resolve([]),
    });
    onTestFinished(() => opened.close());
    return opened;
  };
  const nextWorkspace = (opened: ReturnType<typeof host>) =>
    new Promise<void>((resolve) => {
      const stop = opened.onChanged((topics) => {
        if (!topics.includes('workspace')) return;
        stop();
        resolve();
      });
    });
  const state = (opened: ReturnType<typeof host>) => opened.call(new Session(), 'workspace', 'get', {});

  it('the desk that was put there is opened by itself', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    await closedDesk(directory, 1);
    await closedDesk(join(parent, 'other'), 7);
    const opened = host(directory);
    expect(await state(opened)).toMatchObject({ ok: true, result: { state: 'open' } });
    const heard = nextWorkspace(opened);
    renameSync(directory, join(parent, 'moved'));
    renameSync(join(parent, 'other'), directory);
    await heard;
    expect(await state(opened)).toMatchObject({ ok: true, result: { state: 'open', directory } });
    await opened.close();
    expect(await lengthOf(directory)).toBe(8);
  });

  it('a desk that was removed is reported, and opened when it is back', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    await closedDesk(directory, 1);
    const opened = host(directory);
    await state(opened);
    const heard = nextWorkspace(opened);
    renameSync(directory, join(parent, 'moved'));
    await heard;
    expect(await state(opened)).toMatchObject({
      result: {
        state: 'refused',
        refusal: { code: 'WORKSPACE_UNREADABLE', message: expect.stringMatching(/was removed/) },
      },
    });
    renameSync(join(parent, 'moved'), directory);
    expect(await opened.call(new Session(), 'workspace', 'open', { directory })).toMatchObject({ ok: true });
  });

  it('a file with a backup copied over it is checked in full before it is opened again', async () => {
    const parent = parentFolder();
    const directory = join(parent, 'desk');
    await closedDesk(directory, 1);
    await closedDesk(join(parent, 'other'), 3);
    const opened = host(directory);
    await state(opened);
    const heard = nextWorkspace(opened);
    copyFileSync(join(parent, 'other', WORKSPACE_FILE), join(directory, WORKSPACE_FILE));
    await heard;
    const now = await state(opened);
    expect(now).toMatchObject({ ok: true });
    await opened.close();
    expect(
      readFileSync(join(directory, WORKSPACE_FILE)).equals(readFileSync(join(parent, 'other', WORKSPACE_FILE))),
    ).toBe(true);
  });
});
