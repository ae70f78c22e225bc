import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { serveDesk } from '../../../src-main/desk/desk.ts';
import { foundTraining } from '../../../src-main/desk/found.ts';
import { machineEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { whyUnusable } from '../../../src-main/store/failure.ts';
import { openStore, WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { change, expectRefused, look, openAt, otherProcess, parentFolder } from './support.ts';

/** Tells another process that holds the workspace to release it. */
async function held(directory: string) {
  const file = JSON.stringify(join(directory, WORKSPACE_FILE));
  return otherProcess(`
    const database = new Database(${file});
    database.exec('BEGIN IMMEDIATE');
    process.stdin.on('end', () => database.exec('ROLLBACK')).resume();
    console.log('held');`);
}

describe('a lock that another program holds for too long', () => {
  it('refuses a change with a sentence, while reads work, and ends when the lock is released', async () => {
    const directory = join(parentFolder(), 'desk');
    const desk = await openAt(directory, { patienceMs: 100 });
    expect((await change(desk)).ok).toBe(true);
    const other = await held(directory);
    expectRefused(
      await change(desk),
      /^Another program has been writing to the workspace for too long, and nothing was changed/,
    );
    expect((await look(desk)).ok).toBe(true);
    await other.end();
    expect((await change(desk)).ok).toBe(true);
  });
});

describe('a full disk', () => {
  let undo = () => {};
  afterEach(() => undo());

  it('refuses a change with a sentence, while reads work, and ends when there is room', async () => {
    const directory = join(parentFolder(), 'desk');
    const store = await openStore(directory);
    await foundTraining(store, machineEnvironment, 'Files', machineEnvironment.wallClock());
    const desk = serveDesk({
      store,
      directory,
      environment: machineEnvironment,
      log: (_, error) => expect.fail(`Logged: ${String(error)}`),
    });
    undo = () => void desk.close();
    const { database } = store.writer;
    const pages = Number(database.pragma('page_count', { simple: true }));
    // Here SQLite answers as on a full file system: SQLITE_FULL.
    database.pragma(`max_page_count = ${pages}`);
    let refused = await change(desk);
    for (let tries = 0; refused.ok && tries < 500; tries += 1) refused = await change(desk);
    expectRefused(refused, /^The disk is full, and nothing was changed\. Make room on it/);
    expect((await look(desk)).ok).toBe(true);
    database.pragma('max_page_count = 1073741823');
    expect((await change(desk)).ok).toBe(true);
  });
});

describe('an error of the system about a file', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO'])('%s is answered with a sentence', (code) => {
    const sentence = whyUnusable(Object.assign(new Error(`${code}: something, write`), { code, syscall: 'write' }));
    expect(sentence).toMatch(/^The [a-z ]+.*\.$/);
    expect(sentence).not.toContain(code);
  });

  it('anything else is a fault, which is logged', () => {
    for (const fault of [new RangeError('x'), Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }), 'x'])
      expect(whyUnusable(fault)).toBeNull();
  });
});
