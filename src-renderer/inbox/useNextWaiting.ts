import { useEffect, useEffectEvent, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { type Decided, onDecided, onDeciding } from '../request/decided.ts';

/**
 * The request to show after one was decided: the next below it that waits for the viewer, or else the next above it; undefined if there is
 * none. Requests that the viewer has `decided` already, signed or not, are skipped.
 */
export function nextWaiting(
  items: readonly AccessRequest[],
  from: string,
  decided: readonly string[] = [],
): AccessRequest | undefined {
  const index = items.findIndex(({ id }) => id === from);
  const waits = ({ id, viewer }: AccessRequest): boolean => id !== from && !decided.includes(id) && viewer.canApprove;
  return items.slice(index + 1).find(waits) ?? items.slice(0, Math.max(index, 0)).findLast(waits);
}

interface NextWaitingInput {
  /** Whether the list shows what waits for the viewer. */
  readonly waiting: boolean;
  readonly items: readonly AccessRequest[];
  readonly chosen: string | undefined;
  /** The ids of requests with a decision that is not signed yet. */
  readonly deciding: readonly string[];
  readonly choose: (id: string) => void;
}

/** In a list of what waits for the viewer, goes on to the next request after each decision. Answers the decision before it. */
export function useNextWaiting({ waiting, items, chosen, deciding, choose }: NextWaitingInput): Decided | null {
  const [decided, setDecided] = useState<{ readonly done: Decided; readonly next: string } | null>(null);
  const nextAfter = ({ request }: Decided) => nextWaiting(items, request.id, deciding);
  const follow = useEffectEvent((done: Decided) => {
    // The list moved on when the decision was made; now it is signed.
    if (waiting && chosen !== undefined && done.request.id !== chosen) setDecided({ done, next: chosen });
    if (!waiting || done.request.id !== chosen || done.request.viewer.canApprove) return;
    const next = nextAfter(done);
    if (next === undefined) return;
    setDecided({ done, next: next.id });
    choose(next.id);
  });
  const moveOn = useEffectEvent((begun: Decided) => {
    if (begun.request.id !== chosen || !waiting) return;
    const next = nextAfter(begun);
    if (next !== undefined) choose(next.id);
  });
  useEffect(() => onDecided((done) => follow(done)), []);
  useEffect(() => onDeciding((begun) => moveOn(begun)), []);
  return decided !== null && decided.next === chosen ? decided.done : null;
}
