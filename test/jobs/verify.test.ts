import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../../build/app/cli.mjs';
import { type Verify, verifyHere } from '../../src-main/desk/ledger/verify.ts';
import { verifyInWorker } from '../../src-main/jobs/verify.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { openDesk, openSharedDesk } from '../desk/support.ts';
import { folder } from '../integrity/workspace.ts';

const never = new AbortController().signal;
const wallClock = '2026-01-05T12:00:00.000Z';
let verify: Verify;
beforeAll(async () => {
  // The workers are built beside the application and the command line.
  verify = verifyInWorker(dirname(await buildCli()));
});

describe('a check in a worker thread', () => {
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
});
