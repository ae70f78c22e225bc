import { setImmediate as pause } from 'node:timers/promises';
import type { WhatIfProgress } from '#contract/whatIf.ts';
import { ReadConnection } from '../../../store/connection.ts';
import type { WhatIfJob, WhatIfRun } from '../../kernel/jobs.ts';
import { previewHere } from '../impact/preview.ts';
import { simulationResults } from './results.ts';
import { type Simulation, simulatePast } from './simulation.ts';

/** Callbacks of a run. */
export interface RunListener {
  readonly onProgress?: (progress: WhatIfProgress) => void;
  /** The run failed. Answers the sentence that says so. */
  readonly onFault: (error: unknown) => string;
}

/** Runs a draft over the past requests of a workspace file that this process has open. */
export type StartWhatIf = (file: string, job: WhatIfJob, listener: RunListener) => WhatIfRun;

/** How many requests to simulate before yielding to other work. */
const BATCH = 2_000;

/** Most accounts of each kind that a run names. */
const ACCOUNTS_NAMED = 20;

/** The progress before the first request. */
export const noProgress: WhatIfProgress = {
  state: 'running',
  done: 0,
  total: 0,
  untouched: 0,
  touched: 0,
  findings: simulationResults().findings,
  fates: simulationResults().fates,
  accounts: null,
  message: null,
};

/** Runs on this thread, yielding between batches. A worker thread runs the same function. */
export function whatIfHere(batch = BATCH): StartWhatIf {
  return (file, job, { onProgress = () => undefined, onFault }) => {
    const wanted = { cancelled: false, ended: false };
    let progress = noProgress;
    let open: { readonly connection: ReadConnection; readonly simulation: Simulation } | null = null;
    const further = (change: Partial<WhatIfProgress>): void => {
      progress = { ...progress, ...open?.simulation.counts(), ...change };
      onProgress(progress);
    };
    const close = (): void => {
      open?.connection.close();
      open = null;
    };
    const goesOn = (): boolean => !wanted.cancelled && !wanted.ended;
    const work = async (): Promise<void> => {
      // The caller gets the run before its first progress.
      await pause();
      if (wanted.ended) return;
      const connection = ReadConnection.open(file);
      const simulation = simulateOrClose(connection, job);
      open = { connection, simulation };
      further({});
      if (goesOn()) further({ accounts: await accountsOf(file, job) });
      let more = true;
      while (more && goesOn()) {
        more = simulation.next(batch);
        further({});
        await pause();
      }
      if (!wanted.ended) further({ state: more ? 'cancelled' : 'done' });
    };
    const running = work().catch((error: unknown) => {
      close();
      further({ state: 'failed', message: onFault(error) });
    });
    return {
      progress: () => progress,
      page: async (asked) => (open === null ? { items: [], nextCursor: null } : open.simulation.page(asked)),
      async cancel() {
        wanted.cancelled = true;
        await running;
        return progress;
      },
      end() {
        wanted.ended = true;
        close();
      },
    };
  };
}

function simulateOrClose(connection: ReadConnection, job: WhatIfJob): Simulation {
  try {
    return simulatePast(connection, job);
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function accountsOf(file: string, { draft, replaces }: WhatIfJob): Promise<WhatIfProgress['accounts']> {
  const { signal } = new AbortController();
  const { accounts, changes } = await previewHere()(file, { draft, replaces, examples: ACCOUNTS_NAMED }, signal);
  return { total: accounts, ...changes };
}
