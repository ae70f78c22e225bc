import { join } from 'node:path';
import type { LedgerCheck } from '#contract/ledger.ts';
import type { Verify, VerifyJob } from '../desk/ledger/verify.ts';
import { reasonOf, startWorker } from './calls.ts';
import type { VerifyFunctions } from './verify.worker.ts';

/**
 * Verifies workspaces in a worker thread, so that the thread that serves the windows stays free. One at a time, because
 * each has the memory and the cores of one. `folder` is the folder of the built workers.
 */
export function verifyInWorker(folder: string): Verify {
  let last: Promise<unknown> = Promise.resolve();
  return (file, job, signal) => {
    const next = last.then(() => run(join(folder, 'verify.worker.js'), file, job, signal));
    last = next.catch(() => undefined);
    return next;
  };
}

async function run(script: string, file: string, job: VerifyJob, signal: AbortSignal): Promise<LedgerCheck> {
  signal.throwIfAborted();
  const { call, end } = startWorker<VerifyFunctions, object>(script, { local: {}, onEnded: () => undefined });
  const stop = () => end(reasonOf(signal));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await call.verify(file, job);
  } finally {
    signal.removeEventListener('abort', stop);
    end(new Error('The check is over.'));
  }
}
