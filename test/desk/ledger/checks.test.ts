import { expect, it } from 'vitest';
import type { LedgerCheck } from '#contract/ledger.ts';
import type { Verify } from '../../../src-main/desk/ledger/verify.ts';
import { NOBODY, openDesk } from '../support.ts';

const intact: LedgerCheck = { ok: true, length: 4, head: 'a'.repeat(64), problems: [], warnings: [] };

/** A check that the test carries on and ends. */
function steered() {
  const runs: {
    readonly signal: AbortSignal;
    readonly progress: (checked: number, events: number) => void;
    readonly end: (result: LedgerCheck) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const verify: Verify = (_file, _job, signal, { progress = () => undefined } = {}) =>
    new Promise((end, fail) => {
      signal.addEventListener('abort', () => fail(signal.reason));
      runs.push({ signal, progress, end, fail });
    });
  return {
    verify,
    newest() {
      const run = runs.at(-1);
      if (!run) throw new Error('No check was started.');
      return run;
    },
  };
}

it('is answered at once and followed until it is done', async () => {
  const { verify, newest } = steered();
  const desk = await openDesk({ verify });
  const { ledger } = desk.as('admin');
  expect(await ledger.check({})).toEqual({ check: null });
  expect(await ledger.startCheck({})).toMatchObject({
    state: 'running',
    checked: 0,
    events: 0,
    head: null,
    result: null,
  });
  newest().progress(1, 4);
  expect(await ledger.check({})).toMatchObject({ check: { state: 'running', checked: 1, events: 4 } });
  newest().end(intact);
  expect(await ledger.check({})).toMatchObject({ check: { state: 'done', checked: 4, events: 4, result: intact } });
  // It is over, so there is nothing to cancel.
  expect(await ledger.cancelCheck({})).toMatchObject({ check: { state: 'done', result: intact } });
});

it('ends at once when it is cancelled, and what it would have found later is not taken up', async () => {
  const { verify, newest } = steered();
  const desk = await openDesk({ verify });
  const { ledger } = desk.as('admin');
  await ledger.startCheck({});
  const { signal, progress } = newest();
  progress(2, 4);
  expect(await ledger.cancelCheck({})).toMatchObject({ check: { state: 'cancelled', checked: 2, events: 4 } });
  expect(signal.aborted).toBe(true);
  progress(3, 4);
  expect(await ledger.check({})).toMatchObject({ check: { state: 'cancelled', checked: 2, result: null } });
});

it('ends the one before it, and is seen by the person alone who started it', async () => {
  const { verify, newest } = steered();
  const desk = await openDesk({ verify });
  await desk.hire('erin', 'auditor');
  const { ledger } = desk.as('admin');
  await ledger.startCheck({});
  const first = newest();
  const head = { desk: 'b'.repeat(64), sequence: 1, hash: 'c'.repeat(64), at: '2026-01-05T09:00:00.000Z' };
  expect(await ledger.startCheck({ head })).toMatchObject({ state: 'running', head });
  expect(first.signal.aborted).toBe(true);
  expect(await desk.as('erin').ledger.check({})).toEqual({ check: null });
  expect(await desk.as('erin').ledger.cancelCheck({})).toEqual({ check: null });
  expect(newest().signal.aborted).toBe(false);
});

it('fails with a sentence and a log id, and can be started again', async () => {
  const { verify, newest } = steered();
  const logged: string[] = [];
  const desk = await openDesk({ verify, log: (id) => logged.push(id) });
  const { ledger } = desk.as('admin');
  await ledger.startCheck({});
  newest().fail(new Error('The worker ended.'));
  const { check } = await ledger.check({});
  expect(check).toMatchObject({ state: 'failed', result: null });
  expect(logged).toHaveLength(1);
  expect(check?.message).toContain(logged[0] ?? NOBODY);
  expect(await ledger.startCheck({})).toMatchObject({ state: 'running' });
});

it('ends with the desk', async () => {
  const { verify, newest } = steered();
  const desk = await openDesk({ verify });
  await desk.as('admin').ledger.startCheck({});
  const { signal } = newest();
  await desk.desk.close();
  expect(signal.aborted).toBe(true);
});
