import { join } from 'node:path';
import type { CheckProgress, SavedHead } from '#contract/ledger.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { SavedState } from '../../store/integrity/checkedState.ts';
import { makeTemporary, type Temporary } from '../../store/temporary.ts';
import type { FoundMark, KeepableState } from '../kernel/jobs.ts';
import { timeLeft } from './timeLeft.ts';
import type { Verified, VerifyJob } from './verify.ts';

/** How a check of the ledger is run. It rejects once the signal is aborted. */
export type RunCheck = (
  job: Omit<VerifyJob, 'wallClock'>,
  signal: AbortSignal,
  progress: (checked: number, events: number) => void,
) => Promise<Verified>;

export interface ChecksOptions {
  readonly run: RunCheck;
  /** The time of the machine's clock, ISO 8601 UTC. */
  readonly wallClock: () => string;
  /** A check failed. Answers the sentence that says so. */
  readonly onFault: (error: unknown) => string;
}

/** The checks that people have started: the newest of each person, which only they see. They end with the desk. */
export interface LedgerChecks {
  /**
   * Starts a check, against a saved head if one is given, and ends the one that the person started before. It begins after the person's mark,
   * if one is given and counts; otherwise at the first event.
   */
  start(personId: PersonId, head: SavedHead | undefined, mark: FoundMark | null): CheckProgress;
  /** The progress of a person's newest check; null if there is none. */
  find(personId: PersonId): CheckProgress | null;
  /** Ends a person's check at once. One that is over stays as it is. */
  cancel(personId: PersonId): CheckProgress | null;
  /** What a person's check has saved for a mark; null unless it has checked every event, found no problem, and is the newest. */
  keepable(personId: PersonId): KeepableState | null;
  close(): void;
}

interface OneCheck {
  progress: CheckProgress;
  readonly mark: FoundMark | null;
  readonly ending: AbortController;
  /** Null until the check has made it. */
  folder: Temporary | null;
  saved: SavedState | null;
}

const SAVED_FILE = 'saved.sqlite';

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
  const drop = (personId: PersonId): void => {
    const check = cancel(personId);
    newest.delete(personId);
    if (check?.folder) remove(check.folder);
  };
  const carryOut = async (check: OneCheck): Promise<void> => {
    const { progress, mark, ending } = check;
    const left = timeLeft();
    try {
      const folder = makeTemporary();
      check.folder = folder;
      const job = {
        head: progress.head ?? undefined,
        verifiedHead: mark?.head ?? undefined,
        begin: mark?.begin ?? undefined,
        saveTo: join(folder.directory, SAVED_FILE),
        folder: folder.directory,
      };
      const {
        begun = null,
        saved = null,
        ...result
      } = await run(job, ending.signal, (checked, events) =>
        change(check, { checked, events, secondsLeft: left.at(checked, events, performance.now()) }),
      );
      const from = begun?.ok === true ? progress.from : null;
      const notFrom = begun?.ok === false ? t(`desk.mark.why.${begun.because}`) : progress.notFrom;
      if (check.progress.state === 'running') check.saved = saved;
      const canKeepMark = check.saved !== null;
      const counts = { checked: result.length, events: result.length, secondsLeft: null };
      change(check, { state: 'done', ...counts, result, from, notFrom, canKeepMark });
    } catch (error) {
      if (check.progress.state === 'running')
        change(check, { state: 'failed', secondsLeft: null, message: onFault(error) });
    } finally {
      if (check.saved === null && check.folder) remove(check.folder);
    }
  };
  return {
    start(personId, head, mark) {
      drop(personId);
      const { begin = null, at = null } = mark ?? {};
      const progress: CheckProgress = {
        state: 'running',
        startedAt: wallClock(),
        head: head ?? null,
        from: begin && at !== null ? { sequence: begin.sequence, at } : null,
        notFrom: mark?.why ?? null,
        checked: 0,
        events: 0,
        secondsLeft: null,
        result: null,
        message: null,
        canKeepMark: false,
      };
      const check: OneCheck = { progress, mark, ending: new AbortController(), folder: null, saved: null };
      newest.set(personId, check);
      void carryOut(check);
      return check.progress;
    },
    find: (personId) => newest.get(personId)?.progress ?? null,
    cancel: (personId) => cancel(personId)?.progress ?? null,
    keepable(personId) {
      const check = newest.get(personId);
      return check?.saved && check.folder
        ? { state: check.saved, file: join(check.folder.directory, SAVED_FILE) }
        : null;
    },
    close() {
      for (const personId of [...newest.keys()]) drop(personId);
    },
  };
}

// A thread that is just being ended may still write here. What then stays is removed with the process.
function remove(folder: Temporary): void {
  try {
    folder.remove();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
