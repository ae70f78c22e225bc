import { join } from 'node:path';
import type { WhatIfProgress } from '#contract/whatIf.ts';
import { noProgress, type StartWhatIf } from '../desk/policies/whatif/run.ts';
import { startWorker } from './calls.ts';
import type { WhatIfFunctions, WhatIfStarter } from './whatif.worker.ts';

/**
 * Simulates drafts on past requests, each in its own worker thread, so that the thread that serves the windows stays
 * free. The thread keeps its results, and answers pages of them, until the run is ended. `folder` is the folder of the
 * built workers.
 */
export function whatIfInWorker(folder: string, batch?: number): StartWhatIf {
  return (file, job, { onProgress = () => undefined, onFault }) => {
    let known = noProgress;
    let alive = true;

    const progressed = (next: WhatIfProgress): void => {
      if (!alive) return;
      known = next;
      onProgress(known);
    };
    const failed = (error: unknown): void => {
      if (!alive) return;
      progressed({ ...known, state: 'failed', message: onFault(error) });
      alive = false;
    };
    const local: WhatIfStarter = { progressed, failed };
    const { call, end } = startWorker<WhatIfFunctions, WhatIfStarter>(join(folder, 'whatif.worker.js'), {
      local,
      onEnded: failed,
    });
    const nothing = { items: [], nextCursor: null };
    // A failed run answers the calls that still wait: it finds nothing more.
    const answerOr = <T>(calling: Promise<T>, fallback: T): Promise<T> =>
      calling.catch((error: unknown) => {
        failed(error);
        return fallback;
      });
    call.start(file, job, batch).catch(failed);
    return {
      progress: () => known,
      page: (query) => (alive ? answerOr(call.page(query), nothing) : Promise.resolve(nothing)),
      async cancel() {
        if (alive) progressed((await answerOr(call.cancel(), null)) ?? known);
        return known;
      },
      end() {
        alive = false;
        void end(new Error('The run was ended.'));
      },
    };
  };
}
