import { join } from 'node:path';
import type { HowToVerify, Verified, Verify, VerifyJob } from '../desk/ledger/verify.ts';
import { reasonOf, startWorker } from './calls.ts';
import type { VerifyFunctions, VerifyStarter } from './verify.worker.ts';

/**
 * Verifies workspaces in a worker thread, so that the thread that serves the windows stays free. One at a time, because
 * each has the memory and the cores of one. `folder` is the folder of the built workers.
 */
export function verifyInWorker(folder: string): Verify {
  let last: Promise<unknown> = Promise.resolve();
  return (file, job, signal, how = {}) => {
    const started = last.then(() => start(join(folder, 'verify.worker.js'), file, job, signal, how));
    // A thread that is ended within a long statement of SQLite goes on to the end of that statement.
    last = started.then(({ gone }) => gone);
    return started.then(({ check }) => check);
  };
}

interface Started {
  readonly check: Promise<Verified>;
  /** Resolves when no thread of the check is left. Never rejects. */
  readonly gone: Promise<unknown>;
}

function start(
  script: string,
  file: string,
  job: VerifyJob,
  signal: AbortSignal,
  { progress = () => undefined }: Pick<HowToVerify, 'progress'>,
): Started {
  if (signal.aborted) return { check: Promise.reject(reasonOf(signal)), gone: Promise.resolve() };
  const { call, end } = startWorker<VerifyFunctions, VerifyStarter>(script, {
    local: { progressed: progress },
    onEnded: () => undefined,
  });
  const stop = () => void end(reasonOf(signal));
  signal.addEventListener('abort', stop, { once: true });
  const check = call.verify(file, job);
  const over = () => {
    signal.removeEventListener('abort', stop);
    return end(new Error('The check is over.'));
  };
  return { check, gone: check.then(over, over) };
}
