import type { CheckProgress, LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { PersonId } from '#contract/scalars.ts';
import { timeLeft } from './timeLeft.ts';

/** How a check of the ledger is run. It rejects once the signal is aborted. */
export type RunCheck = (
  head: SavedHead | undefined,
  signal: AbortSignal,
  progress: (checked: number, events: number) => void,
) => Promise<LedgerCheck>;

export interface ChecksOptions {
  readonly run: RunCheck;
  /** The time of the machine's clock, ISO 8601 UTC. */
  readonly wallClock: () => string;
  /** A check failed. Answers the sentence that says so. */
  readonly onFault: (error: unknown) => string;
}

/** The checks that people have started: the newest of each person, which only they see. They end with the desk. */
export interface LedgerChecks {
  /** Starts a check, against a saved head if one is given, and ends the one that the person started before. */
  start(personId: PersonId, head: SavedHead | undefined): CheckProgress;
  /** The progress of a person's newest check; null if there is none. */
  find(personId: PersonId): CheckProgress | null;
  /** Ends a person's check at once. One that is over stays as it is. */
  cancel(personId: PersonId): CheckProgress | null;
  close(): void;
}

interface OneCheck {
  progress: CheckProgress;
  readonly ending: AbortController;
}

export function ledgerChecks({ run, wallClock, onFault }: ChecksOptions): LedgerChecks {
  const newest = new Map<PersonId, OneCheck>();

  const change = (check: OneCheck, changes: Partial<CheckProgress>): void => {
    if (check.progress.state === 'running') check.progress = { ...check.progress, ...changes };
  };
  const cancel = (personId: PersonId): OneCheck | undefined => {
    const check = newest.get(personId);
    if (check?.progress.state === 'running') {
      change(check, { state: 'cancelled', secondsLeft: null });
      check.ending.abort(new Error('The check was cancelled.'));
    }
    return check;
  };
  const carryOut = async (check: OneCheck): Promise<void> => {
    const left = timeLeft();
    try {
      const result = await run(check.progress.head ?? undefined, check.ending.signal, (checked, events) =>
        change(check, { checked, events, secondsLeft: left.at(checked, events, performance.now()) }),
      );
      change(check, { state: 'done', checked: result.length, events: result.length, secondsLeft: null, result });
    } catch (error) {
      if (check.progress.state === 'running')
        change(check, { state: 'failed', secondsLeft: null, message: onFault(error) });
    }
  };
  return {
    start(personId, head) {
      cancel(personId);
      const progress: CheckProgress = {
        state: 'running',
        startedAt: wallClock(),
        head: head ?? null,
        checked: 0,
        events: 0,
        secondsLeft: null,
        result: null,
        message: null,
      };
      const check: OneCheck = { progress, ending: new AbortController() };
      newest.set(personId, check);
      void carryOut(check);
      return check.progress;
    },
    find: (personId) => newest.get(personId)?.progress ?? null,
    cancel: (personId) => cancel(personId)?.progress ?? null,
    close() {
      for (const personId of newest.keys()) cancel(personId);
    },
  };
}
