import { existsSync, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../../build/app/cli.mjs';
import { type Verify, verifyHere } from '../../src-main/desk/ledger/verify.ts';
import { verifyInWorker } from '../../src-main/jobs/verify.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { openDesk, openSharedDesk } from '../desk/support.ts';
import { folder } from '../integrity/workspace.ts';
import { cachedWorkspace } from '../support/generator/cached.ts';

const never = new AbortController().signal;
const wallClock = '2026-01-05T12:00:00.000Z';
let verify: Verify;
beforeAll(async () => {
  // The workers are built beside the application and the command line.
  verify = verifyInWorker(dirname(await buildCli()));
});

describe('a check in a worker thread', () => {
  // The first test, because a check of another one may still be ending.
  it.runIf(existsSync(THREADS))('leaves no thread behind when it is ended in the middle', async () => {
    const file = await generated();
    // The first asynchronous call of this process starts threads that stay.
    await stat(file);
    const before = threads();
    const ending = new AbortController();
    let most = 0;
    const checking = verify(file, { wallClock }, ending.signal, {
      progress() {
        most = Math.max(most, threads());
        ending.abort(new Error('enough'));
      },
    });
    await expect(checking).rejects.toThrow('enough');
    // The check itself, and at least one thread that vouches for events.
    expect(most).toBeGreaterThanOrEqual(before + 2);
    while (threads() > before) await pause();
    expect(await verify(file, { wallClock }, never)).toMatchObject({ ok: true });
  });

  it('answers the same as in this thread, for an open workspace', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    const file = join(desk.directory, WORKSPACE_FILE);
    const check = await verify(file, { wallClock }, never);
    expect(check).toMatchObject({ ok: true, length: desk.length, problems: [] });
    expect(check).toEqual(await verifyHere(file, { wallClock }));
    const head = { desk: '0'.repeat(64), sequence: 99, hash: check.head, at: '2026-01-05T09:00:00.000Z' };
    expect(await verify(file, { head, wallClock }, never)).toEqual(await verifyHere(file, { head, wallClock }));
  });

  it('answers ledger.verify if the desk is given the worker; several calls queue', async () => {
    const asked: string[] = [];
    const { desk, dispose } = await openSharedDesk({
      verify(file, head, signal) {
        asked.push(file);
        return verify(file, head, signal);
      },
    });
    const admin = desk.as('admin');
    const checks = await Promise.all([admin.ledger.verify({}), admin.ledger.verify({}), desk.hire('alice')]);
    expect(checks[0]).toMatchObject({ ok: true, problems: [] });
    expect(checks[1]).toMatchObject({ ok: true, problems: [] });
    expect(asked).toEqual(Array(2).fill(join(desk.directory, WORKSPACE_FILE)));
    await dispose();
  });

  it('ends when the desk is closed, and says so', async () => {
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const { desk, dispose } = await openSharedDesk({
      verify(_file, _head, signal) {
        begun();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    });
    const check = desk.refused('admin', 'ledger.verify');
    await beginning;
    await dispose();
    expect(await check).toMatchObject({ code: 'WORKSPACE_UNREADABLE' });
  });

  it('rejects if it cannot start or is ended early', async () => {
    await expect(verify(join(folder(), WORKSPACE_FILE), { wallClock }, never)).rejects.toThrow(/unable to open/);
    const desk = await openDesk();
    const file = join(desk.directory, WORKSPACE_FILE);
    const ended = new AbortController();
    const checking = verify(file, { wallClock }, ended.signal);
    ended.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
    expect(await verify(file, { wallClock }, never)).toMatchObject({ ok: true });
  });

  it('tells how far it is, from nothing to everything', async () => {
    const file = await generated();
    const told: [number, number][] = [];
    const progress = (checked: number, events: number) => told.push([checked, events]);
    const { length } = await verify(file, { wallClock }, never, { progress });
    expect(told[0]).toEqual([0, length]);
    expect(told.at(-1)).toEqual([length, length]);
    const far = told.map(([checked]) => checked);
    expect(far).toEqual([...far].sort((a, b) => a - b));
  });
});

/** On Linux, the threads of this process. */
const THREADS = '/proc/self/task';
const threads = (): number => readdirSync(THREADS).length;

async function generated(): Promise<string> {
  return join(await cachedWorkspace({ requests: 500, days: 10, people: 80 }), WORKSPACE_FILE);
}
