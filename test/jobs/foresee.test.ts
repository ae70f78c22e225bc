import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { policyImpactInputs } from '#contract/policyImpact.ts';
import { buildCli } from '../../build/app/cli.mjs';
import type { ImpactJob } from '../../src-main/desk/kernel/jobs.ts';
import { type PreviewPolicy, previewHere } from '../../src-main/desk/policies/impact/preview.ts';
import { previewInWorker } from '../../src-main/jobs/preview.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { openDesk, openSharedDesk, type TestDesk } from '../desk/support.ts';
import { folder } from '../integrity/workspace.ts';

const never = new AbortController().signal;
let built: string;
beforeAll(async () => {
  built = dirname(await buildCli());
});

async function fixture(desk: TestDesk): Promise<ImpactJob> {
  await desk.hire('alice bob');
  await desk.as('admin').accounts.import({ rows: [{ resource: 'prod-db', account: 'root' }] });
  const { draft, examples } = policyImpactInputs.foresee.parse({
    draft: {
      name: 'draft',
      conditions: [{ resource: 'prod-*' }],
      duration: { maxSeconds: 60 },
      steps: [{ approvers: desk.refs('bob'), required: 1 }],
    },
  });
  return { draft, replaces: null, examples };
}

describe('the preview of a draft in a worker thread', () => {
  it('answers the same as in this thread, call after call, and also for calls at once', async () => {
    const foresee = previewInWorker(built);
    const desk = await openDesk();
    const file = join(desk.directory, WORKSPACE_FILE);
    const job = await fixture(desk);
    const drafts = ['prod-*', '*', '[', 'stage'].map(
      (resource): ImpactJob => ({ ...job, draft: { ...job.draft, conditions: [{ resource }] } }),
    );
    const here = previewHere();
    const expected = await Promise.all(drafts.map((one) => here(file, one, never)));
    expect(expected.map(({ matched }) => matched)).toEqual([1, 1, 0, 0]);
    expect(await Promise.all(drafts.map((one) => foresee(file, one, never)))).toEqual(expected);
    await desk.as('admin').accounts.import({ rows: [{ resource: 'prod-web', account: 'root' }] });
    expect(await foresee(file, job, never)).toMatchObject({ accounts: 2, matched: 2 });
  });

  it('answers policies.foresee if the desk is given the worker, and ends with the desk', async () => {
    const worker = previewInWorker(built);
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    let asked = 0;
    const foresee: PreviewPolicy = (file, job, signal) => {
      asked += 1;
      if (asked === 1) return worker(file, job, signal);
      begun();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const { desk, dispose } = await openSharedDesk({ previewPolicy: foresee });
    const { draft } = await fixture(desk);
    const call = () => desk.answer('admin', 'policies.foresee', JSON.parse(JSON.stringify({ draft })));
    expect(await call()).toMatchObject({ ok: true, result: { matched: 1 } });
    const late = call();
    await beginning;
    await dispose();
    expect(await late).toMatchObject({ ok: false, error: { code: 'WORKSPACE_UNREADABLE' } });
  });

  it('rejects if it cannot start or is ended early, and works again afterwards', async () => {
    const foresee = previewInWorker(built);
    const desk = await openDesk();
    const file = join(desk.directory, WORKSPACE_FILE);
    const job = await fixture(desk);
    await expect(foresee(join(folder(), WORKSPACE_FILE), job, never)).rejects.toThrow(/unable to open/);
    const ended = new AbortController();
    const looking = foresee(file, job, ended.signal);
    ended.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
    expect(await foresee(file, job, never)).toMatchObject({ matched: 1 });
  });
});
