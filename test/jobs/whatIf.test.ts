import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type WhatIfProgress, whatIfInputs } from '#contract/whatIf.ts';
import { buildCli } from '../../build/app/cli.mjs';
import type { WhatIfJob, WhatIfRun } from '../../src-main/desk/kernel/jobs.ts';
import { type StartWhatIf, whatIfHere } from '../../src-main/desk/policies/whatif/run.ts';
import { whatIfInWorker } from '../../src-main/jobs/whatif.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { openDesk, START, type TestDesk } from '../desk/support.ts';
import { folder } from '../integrity/workspace.ts';

let built: string;
beforeAll(async () => {
  built = dirname(await buildCli());
});

async function fixture(desk: TestDesk, requests: number): Promise<WhatIfJob> {
  await desk.hire('alice bob');
  await desk.policy({ name: 'everything', steps: [{ by: 'bob' }] });
  for (let number = 1; number <= requests; number += 1) await desk.file('alice', `prod-${number}`);
  const { draft } = whatIfInputs.startWhatIf.parse({
    draft: {
      name: 'draft',
      conditions: [{ resource: 'prod-*' }],
      duration: { maxSeconds: 60 },
      steps: [{ approvers: desk.refs('bob'), required: 1 }],
    },
  });
  return { draft, replaces: null, submittedFrom: null, submittedTo: null, now: START };
}

/** Starts a run and answers its reports after it has ended. */
function begin(start: StartWhatIf, file: string, job: WhatIfJob) {
  const heard: WhatIfProgress[] = [];
  const faults: unknown[] = [];
  let run: WhatIfRun | null = null;
  const over = new Promise<WhatIfProgress>((resolve) => {
    run = start(file, job, {
      onProgress(progress) {
        heard.push(progress);
        if (progress.state !== 'running') resolve(progress);
      },
      onFault(error) {
        faults.push(error);
        return 'It broke.';
      },
    });
  });
  if (run === null) throw new Error('A run is there at once.');
  const started: WhatIfRun = run;
  return { run: started, heard, faults, over };
}

describe('a what-if in a worker thread', () => {
  it('finds the same as in this thread, reports its progress, and answers pages until it is ended', async () => {
    const desk = await openDesk();
    const job = await fixture(desk, 5);
    const file = join(desk.directory, WORKSPACE_FILE);
    const here = begin(whatIfHere(), file, job);
    const expected = await here.over;
    expect(expected).toMatchObject({ state: 'done', done: 5, touched: 5, fates: { refused: 5 } });
    const there = begin(whatIfInWorker(built, 1), file, job);
    expect(await there.over).toEqual(expected);
    expect(there.run.progress()).toEqual(expected);
    expect(there.heard[0]).toMatchObject({ state: 'running', done: 0, total: 5 });
    const asked = { fate: 'refused', limit: 2 } as const;
    const page = await there.run.page(asked);
    expect(page).toEqual(await here.run.page(asked));
    const cursor = page?.nextCursor ?? '';
    expect(await there.run.page({ ...asked, cursor })).toEqual(await here.run.page({ ...asked, cursor }));
    expect(await there.run.page({ limit: 2, cursor: 'nonsense' })).toBeNull();
    for (const { run } of [here, there]) {
      run.end();
      expect(await run.page(asked)).toEqual({ items: [], nextCursor: null });
    }
  });

  it('is cancelled between two batches, and keeps its results until then', async () => {
    const desk = await openDesk();
    const job = await fixture(desk, 40);
    const { run, faults } = begin(whatIfInWorker(built, 1), join(desk.directory, WORKSPACE_FILE), job);
    // Cancelled before the thread has reached its first batch.
    const cancelled = await run.cancel();
    expect(cancelled).toMatchObject({ state: 'cancelled', total: 40 });
    expect(cancelled.done).toBeLessThan(40);
    expect((await run.page({ limit: 200 }))?.items).toHaveLength(cancelled.touched);
    run.end();
    expect(faults).toEqual([]);
  });

  it('fails with a sentence if the workspace cannot be read, and leaves no caller waiting', async () => {
    const desk = await openDesk();
    const job = await fixture(desk, 1);
    const { run, over, faults } = begin(whatIfInWorker(built), join(folder(), WORKSPACE_FILE), job);
    expect(await over).toMatchObject({ state: 'failed', message: 'It broke.' });
    expect(faults).toEqual([expect.objectContaining({ message: expect.stringMatching(/unable to open/) })]);
    expect(await run.cancel()).toMatchObject({ state: 'failed' });
    expect(await run.page({ limit: 1 })).toEqual({ items: [], nextCursor: null });
    run.end();
  });

  it('ends with the desk that started it, even if a caller waits for it', async () => {
    const ends: string[] = [];
    let waits: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (waits = resolve));
    const worker = whatIfInWorker(built, 1);
    const whatIf: StartWhatIf = (file, job, hearer) => {
      const run = worker(file, job, hearer);
      return {
        ...run,
        cancel() {
          waits();
          return run.cancel();
        },
        end() {
          ends.push('ended');
          run.end();
        },
      };
    };
    const desk = await openDesk({ whatIf });
    const { draft } = await fixture(desk, 3);
    const { id } = await desk.as('admin').policies.startWhatIf({ draft: JSON.parse(JSON.stringify(draft)) });
    const cancelling = desk.answer('admin', 'policies.cancelWhatIf', { id });
    await waiting;
    await desk.desk.close();
    expect(ends).toEqual(['ended']);
    expect(await cancelling).toMatchObject({ ok: true });
  });
});
