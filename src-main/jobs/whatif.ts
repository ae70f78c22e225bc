import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { policyDraft } from '#contract/policyImpact.ts';
import { type Page, policyId } from '#contract/scalars.ts';
import { type WhatIfProgress, type WhatIfRequest, whatIfFates, whatIfFindings } from '#contract/whatIf.ts';
import { noProgress, type StartWhatIf } from '../desk/policies/whatif/run.ts';

const instant = z.string().nullable();

/** The data that the worker starts with. */
export const whatIfData = z.strictObject({
  file: z.string(),
  batch: z.int().optional(),
  job: z.strictObject({
    draft: policyDraft,
    replaces: policyId.nullable(),
    submittedFrom: instant,
    submittedTo: instant,
    now: z.string(),
  }),
});

/** A request to the worker, with the number that its answer repeats: for a page, or (null) to end. */
export const whatIfAsked = z.strictObject({
  call: z.int(),
  page: z
    .strictObject({
      finding: z.enum(whatIfFindings).optional(),
      fate: z.enum(whatIfFates).optional(),
      cursor: z.string().optional(),
      limit: z.int(),
    })
    .nullable(),
});

// Not checked further: a worker of the same build posts it.
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const progress = z.custom<WhatIfProgress>((value) => isObject(value) && 'fates' in value);
const page = z.custom<Page<WhatIfRequest> | null>((value) => value === null || (isObject(value) && 'items' in value));
const posted = z.union([
  z.strictObject({ progress }),
  z.strictObject({ fault: z.unknown() }),
  z.strictObject({ call: z.int(), cancelled: progress }),
  z.strictObject({ call: z.int(), page }),
]);

/**
 * Simulates drafts on past requests, each in its own worker thread, so that the thread that serves the windows stays
 * free. The thread keeps its results, and answers pages of them, until the run is ended. `folder` is the folder of the
 * built workers.
 */
export function whatIfInWorker(folder: string, batch?: number): StartWhatIf {
  return (file, job, { onProgress = () => undefined, onFault }) => {
    const worker = new Worker(join(folder, 'whatif.worker.js'), { workerData: { file, job, batch } });
    const waiting = new Map<number, (page: Page<WhatIfRequest> | null) => void>();
    let known = noProgress;
    let calls = 0;
    let alive = true;

    const heard = (next: WhatIfProgress): void => {
      known = next;
      onProgress(known);
    };
    // Answer the calls that still wait: a finished run finds nothing more.
    const over = (): void => {
      alive = false;
      for (const answer of waiting.values()) answer({ items: [], nextCursor: null });
      waiting.clear();
    };
    const broken = (error: unknown): void => {
      if (alive) heard({ ...known, state: 'failed', message: onFault(error) });
      over();
    };
    worker.on('message', (message) => {
      if (!alive) return;
      const told = posted.parse(message);
      if ('progress' in told) return heard(told.progress);
      if ('fault' in told) return broken(told.fault);
      if ('cancelled' in told) heard(told.cancelled);
      waiting.get(told.call)?.('page' in told ? told.page : null);
      waiting.delete(told.call);
    });
    worker.on('error', broken);
    worker.on('exit', (code) => broken(new Error(`The what-if ended with status ${code} before it was over.`)));

    const ask = (asked: z.input<typeof whatIfAsked>['page']): Promise<Page<WhatIfRequest> | null> => {
      if (!alive) return Promise.resolve({ items: [], nextCursor: null });
      calls += 1;
      const call = calls;
      return new Promise((resolve) => {
        waiting.set(call, resolve);
        worker.postMessage({ call, page: asked });
      });
    };
    return {
      progress: () => known,
      page: ask,
      async cancel() {
        await ask(null);
        return known;
      },
      end() {
        over();
        worker.removeAllListeners();
        worker.terminate();
      },
    };
  };
}
