import type { WhatIfProgress } from '#contract/whatIf.ts';
import type { WhatIfJob, WhatIfPageQuery, WhatIfRun } from '../desk/kernel/jobs.ts';
import { whatIfHere } from '../desk/policies/whatif/run.ts';
import { serveWorker } from './calls.ts';

/** How often to report progress, in milliseconds: a few times a second. */
const PACE_MS = 200;

/** The functions that the starter serves to a run. */
export interface WhatIfStarter {
  progressed(progress: WhatIfProgress): void;
  failed(error: unknown): void;
}

// One run on its own connection. The worker stays after the run to answer pages of the results, until the other side
// ends the thread.
let run: WhatIfRun | null = null;
const functions = {
  start(file: string, job: WhatIfJob, batch: number | undefined): void {
    let reported = 0;
    run = whatIfHere(batch)(file, job, {
      onProgress(progress) {
        const now = performance.now();
        if (progress.state === 'running' && now - reported < PACE_MS) return;
        reported = now;
        starter.progressed.asEvent(progress);
      },
      onFault(error) {
        starter.failed.asEvent(error);
        return 'It broke.';
      },
    });
  },
  page: (query: WhatIfPageQuery) => run?.page(query) ?? null,
  cancel: () => run?.cancel() ?? null,
};

export type WhatIfFunctions = typeof functions;

const starter = serveWorker<WhatIfStarter, WhatIfFunctions>(functions);
