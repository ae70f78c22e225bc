import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type LedgerCheck, savedHead } from '#contract/ledger.ts';
import type { Verify } from '../desk/ledger/verify.ts';

/** The data that the worker starts with. */
export const verifyJob = z.strictObject({ file: z.string(), head: savedHead.optional(), wallClock: z.string() });

// Not checked further: a worker of the same build posts it.
const ledgerCheck = z.custom<LedgerCheck>(
  (value) => typeof value === 'object' && value !== null && 'problems' in value,
);

/**
 * Verifies workspaces in a worker thread, so that the thread that serves the windows stays free. One at a time, because
 * each holds all tables in memory. `folder` is the folder of the built workers.
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
