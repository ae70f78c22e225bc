import type { PersonId, WhatIfId } from '#contract/scalars.ts';
import type { WhatIfRun } from '../../kernel/jobs.ts';

/** How long a run is kept that nobody reads, in milliseconds. */
const IDLE_MS = 15 * 60_000;

/** The runs of a desk: one for each person, which only they see. They end with the desk. */
export interface WhatIfRuns {
  /** Keeps a run, and ends the one that the person had before. */
  keep(personId: PersonId, id: WhatIfId, run: WhatIfRun): void;
  /** A person's own run; undefined if there is no run with that id, or no longer. */
  find(personId: PersonId, id: WhatIfId): WhatIfRun | undefined;
  close(): void;
}

interface Kept {
  readonly id: WhatIfId;
  readonly run: WhatIfRun;
  readonly idle: NodeJS.Timeout;
}

export function whatIfRuns(): WhatIfRuns {
  const kept = new Map<PersonId, Kept>();
  const drop = (personId: PersonId): void => {
    const one = kept.get(personId);
    if (!one) return;
    clearTimeout(one.idle);
    one.run.end();
    kept.delete(personId);
  };
  return {
    keep(personId, id, run) {
      drop(personId);
      kept.set(personId, { id, run, idle: setTimeout(() => drop(personId), IDLE_MS).unref() });
    },
    find(personId, id) {
      const one = kept.get(personId);
      if (one?.id !== id) return undefined;
      one.idle.refresh();
      return one.run;
    },
    close() {
      for (const personId of [...kept.keys()]) drop(personId);
    },
  };
}
