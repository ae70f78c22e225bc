import { useEffect, useRef, useState } from 'react';
import { refresh } from '../../app/client.ts';
import { call, desk, RefusedError } from '../../app/desk.ts';
import { type BulkRun, runMany } from './run.ts';

export type BulkAction = 'approve' | 'reject';

const unanswered = { code: 'INTERNAL', message: 'The desk did not answer. Look at the request itself.' } as const;

/** Decides many requests in the same way, with the same comment; `run` says how far that is. */
export function useBulk() {
  const [run, setRun] = useState<BulkRun | null>(null);
  const stopping = useRef(false);
  // Whoever has gone does nothing more.
  useEffect(() => {
    stopping.current = false;
    return () => {
      stopping.current = true;
    };
  }, []);

  const start = async (action: BulkAction, ids: readonly string[], words: string): Promise<void> => {
    const comment = words.trim() === '' ? {} : { comment: words };
    await runMany(ids, {
      act: (id) =>
        call(desk.requests[action], { id, ...comment }).then(
          () => null,
          (error: unknown) => (error instanceof RefusedError ? error.refusal : unanswered),
        ),
      show: setRun,
      isStopped: () => stopping.current,
    });
    await refresh(['requests', 'grants']);
  };

  return {
    run,
    start: (action: BulkAction, ids: readonly string[], words: string) => void start(action, ids, words),
    stop: () => {
      stopping.current = true;
    },
  };
}
