import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type LedgerCheck, savedHead } from '#contract/ledger.ts';
import type { Verify } from '../desk/ledger/verify.ts';

/** What the worker is told. */
export const verifyJob = z.strictObject({ file: z.string(), head: savedHead.optional(), wallClock: z.string() });

// By what a worker of the same build has posted.
const ledgerCheck = z.custom<LedgerCheck>(
  (value) => typeof value === 'object' && value !== null && 'problems' in value,
);

/**
 * Checks workspaces in a worker thread, so that the one that serves the windows stays free; one at a time, for each holds all tables in
 * memory. `folder` is where the workers are: beside whatever was built with them.
 */
export function verifyInWorker(folder: string): Verify {
  let last: Promise<unknown> = Promise.resolve();
  return (file, job, signal) => {
    const next = last.then(() => run(join(folder, 'verify.worker.js'), { file, ...job }, signal));
    last = next.catch(() => undefined);
    return next;
  };
}

function run(script: string, job: z.input<typeof verifyJob>, signal: AbortSignal): Promise<LedgerCheck> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: job });
    const stop = () => {
      worker.terminate().then(() => reject(signal.reason), reject);
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (answer) => resolve(ledgerCheck.parse(answer)));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`The check ended with status ${code} and without an answer.`));
    });
  });
}
