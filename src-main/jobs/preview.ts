import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type PolicyImpact, policyDraft } from '#contract/policyImpact.ts';
import { policyId } from '#contract/scalars.ts';
import type { PreviewPolicy } from '../desk/policies/impact/preview.ts';

/** A call to the worker, with the number that its answer repeats. */
export const previewCall = z.strictObject({
  call: z.int(),
  file: z.string(),
  job: z.strictObject({ draft: policyDraft, replaces: policyId.nullable(), examples: z.int() }),
});

// Not checked further: a worker of the same build posts it.
const previewAnswer = z.strictObject({
  call: z.int(),
  impact: z.custom<PolicyImpact>((value) => typeof value === 'object' && value !== null && 'risks' in value),
});

/**
 * How long an idle worker is kept, in milliseconds. It keeps what it has read of a large inventory while the user
 * types.
 */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (impact: PolicyImpact) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Previews policies in a worker thread, so that the thread that serves the windows stays free. The worker keeps the
 * inventory between calls and ends after a minute without calls. `folder` is the folder of the built workers.
 */
export function previewInWorker(folder: string): PreviewPolicy {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let calls = 0;

  const stop = (reason: unknown): void => {
    clearTimeout(idle);
    worker?.removeAllListeners();
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(join(folder, 'preview.worker.js'));
    started.on('message', (posted) => {
      const { call, impact } = previewAnswer.parse(posted);
      waiting.get(call)?.resolve(impact);
      waiting.delete(call);
      if (waiting.size === 0) idle = setTimeout(() => stop(null), IDLE_MS).unref();
    });
    started.on('error', stop);
    started.on('exit', (code) => stop(new Error(`Looking ahead ended with status ${code} and without an answer.`)));
    return started;
  };
  return async (file, job, signal) => {
    signal.throwIfAborted();
    clearTimeout(idle);
    worker ??= start();
    calls += 1;
    const call = calls;
    const ended = () => stop(signal.reason);
    signal.addEventListener('abort', ended, { once: true });
    return new Promise<PolicyImpact>((resolve, reject) => {
      waiting.set(call, { resolve, reject });
      worker?.postMessage({ call, file, job });
    }).finally(() => signal.removeEventListener('abort', ended));
  };
}
