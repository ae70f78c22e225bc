import type { Refusal } from '#contract/refusal.ts';

/** What became of one of many. */
export interface BulkResult {
  readonly id: string;
  /** Why it was refused, in a sentence; null when it was done. */
  readonly refused: string | null;
}

/** How far a run is. */
export interface BulkRun {
  readonly ids: readonly string[];
  readonly results: readonly BulkResult[];
  readonly running: boolean;
  /** Why the rest was left alone, in a sentence; null when it was not. */
  readonly stopped: string | null;
}

interface Port {
  /** Does it to one; answers why it was refused, or null. */
  readonly act: (id: string) => Promise<Pick<Refusal, 'code' | 'message'> | null>;
  readonly show: (run: BulkRun) => void;
  /** Whether somebody has stopped it. */
  readonly isStopped: () => boolean;
}

const PASSPHRASE = 'The rest was left as it is, because your passphrase was not given.';
const ASKED = 'The rest was left as it is, because you stopped.';

/**
 * Does one thing to many requests, one after another. What is refused stops none of the others, but for a passphrase that is not given: the desk
 * would ask for it at each of them.
 */
export async function runMany(ids: readonly string[], { act, show, isStopped }: Port): Promise<void> {
  let run: BulkRun = { ids, results: [], running: true, stopped: null };
  show(run);
  for (const id of ids) {
    if (isStopped()) run = { ...run, stopped: ASKED };
    if (run.stopped !== null) break;
    const refused = await act(id);
    if (refused?.code === 'PASSPHRASE_NEEDED') run = { ...run, stopped: PASSPHRASE };
    else run = { ...run, results: [...run.results, { id, refused: refused?.message ?? null }] };
    show(run);
  }
  show({ ...run, running: false });
}
