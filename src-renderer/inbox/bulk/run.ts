import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';

/** The outcome for one request of many. */
export interface BulkResult {
  readonly id: string;
  /** The reason for a refusal, in a sentence; null if it was done. */
  readonly refused: string | null;
}

/** The progress of a run. */
export interface BulkRun {
  readonly ids: readonly string[];
  readonly results: readonly BulkResult[];
  readonly running: boolean;
  /** Why the run ended early, in a sentence; null if it did not. */
  readonly stopped: string | null;
}

interface Steps {
  /** Acts on one request; answers the refusal, or null. */
  readonly act: (id: string) => Promise<Pick<Refusal, 'code' | 'message'> | null>;
  readonly show: (run: BulkRun) => void;
  /** Whether the run has to stop. */
  readonly isStopped: () => boolean;
}

/**
 * Acts on many requests, one after another. A refusal does not stop the others. Only a missing passphrase does, because the desk would ask for
 * it at each of them.
 */
export async function runMany(ids: readonly string[], { act, show, isStopped }: Steps): Promise<void> {
  let run: BulkRun = { ids, results: [], running: true, stopped: null };
  show(run);
  for (const id of ids) {
    if (isStopped()) run = { ...run, stopped: t('inbox.bulk.stopped') };
    if (run.stopped !== null) break;
    const refused = await act(id);
    if (refused?.code === 'PASSPHRASE_NEEDED') run = { ...run, stopped: t('inbox.bulk.noPassphrase') };
    else run = { ...run, results: [...run.results, { id, refused: refused?.message ?? null }] };
    show(run);
  }
  show({ ...run, running: false });
}
