import { join } from 'node:path';
import type { PreviewPolicy } from '../desk/policies/impact/preview.ts';
import { reasonOf, startWorker, type WorkerCalls } from './calls.ts';
import type { PreviewFunctions } from './preview.worker.ts';

/**
 * How long an idle worker is kept, in milliseconds. It keeps what it has read of a large inventory while the user
 * types.
 */
const IDLE_MS = 60_000;

/**
 * Previews policies in a worker thread, so that the thread that serves the windows stays free. The worker keeps the
 * inventory between calls and ends after a minute without calls. `folder` is the folder of the built workers.
 */
export function previewInWorker(folder: string): PreviewPolicy {
  let worker: WorkerCalls<PreviewFunctions> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let open = 0;

  const stop = (reason: Error): void => {
    clearTimeout(idle);
    void worker?.end(reason);
    worker = null;
  };
  const start = (): WorkerCalls<PreviewFunctions> => {
    const started = startWorker<PreviewFunctions, object>(join(folder, 'preview.worker.js'), {
      local: {},
      onEnded: () => {
        if (worker === started) worker = null;
      },
    });
    return started;
  };
  return async (file, job, signal) => {
    signal.throwIfAborted();
    clearTimeout(idle);
    worker ??= start();
    // This ends the worker's other calls, too: the desk aborts all of them, when it closes.
    const abort = () => stop(reasonOf(signal));
    signal.addEventListener('abort', abort, { once: true });
    open += 1;
    try {
      return await worker.call.preview(file, job);
    } finally {
      open -= 1;
      signal.removeEventListener('abort', abort);
      if (open === 0) idle = setTimeout(() => stop(new Error('The worker was idle.')), IDLE_MS).unref();
    }
  };
}
