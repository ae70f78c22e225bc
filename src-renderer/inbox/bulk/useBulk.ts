import { useEffect, useRef, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { refresh } from '../../app/client.ts';
import { call, desk, RefusedError } from '../../app/desk.ts';
import { verdictOn } from '../../request/actions.ts';
import { type BulkRun, runMany } from './run.ts';

export type BulkAction = 'approve' | 'reject';

const unanswered = { code: 'INTERNAL', message: 'The desk did not answer. Look at the request itself.' } as const;

/** Decides many requests, as they are on screen, in the same way and with the same comment; `run` says how far that is. */
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

  const start = async (action: BulkAction, requests: readonly AccessRequest[], words: string): Promise<void> => {
    const inputs = new Map<string, ReturnType<typeof verdictOn>>(
      requests.map((request) => [request.id, verdictOn(request, words)]),
    );
    await runMany([...inputs.keys()], {
      act: async (id) => {
        const input = inputs.get(id);
        if (input === undefined) return unanswered;
        return call(desk.requests[action], input).then(
          () => null,
          (error: unknown) => (error instanceof RefusedError ? error.refusal : unanswered),
        );
      },
      show: setRun,
      isStopped: () => stopping.current,
    });
    await refresh(['requests', 'grants']);
  };

  return {
    run,
    start: (action: BulkAction, requests: readonly AccessRequest[], words: string) =>
      void start(action, requests, words),
    stop: () => {
      stopping.current = true;
    },
  };
}
