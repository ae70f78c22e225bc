import { useEffect, useRef, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../../app/client.ts';
import { call, desk, RefusedError } from '../../app/desk.ts';
import { decisionInput } from '../../request/actions.ts';
import { type BulkRun, runMany } from './run.ts';

export type BulkAction = 'approve' | 'reject';

const unanswered = () => ({ code: 'INTERNAL', message: t('inbox.bulk.unanswered') }) as const;

/** Makes the same decision with the same comment on many requests, as they are on screen; `run` is its progress. */
export function useBulk() {
  const [run, setRun] = useState<BulkRun | null>(null);
  const stopping = useRef(false);
  // A run ends when its dialog goes.
  useEffect(() => {
    stopping.current = false;
    return () => {
      stopping.current = true;
    };
  }, []);

  const start = async (action: BulkAction, requests: readonly AccessRequest[], words: string): Promise<void> => {
    const inputs = new Map<string, ReturnType<typeof decisionInput>>(
      requests.map((request) => [request.id, decisionInput(request, words)]),
    );
    await runMany([...inputs.keys()], {
      act: async (id) => {
        const input = inputs.get(id);
        if (input === undefined) return unanswered();
        return call(desk.requests[action], input).then(
          () => null,
          (error: unknown) => (error instanceof RefusedError ? error.refusal : unanswered()),
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
