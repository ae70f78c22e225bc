import { useSyncExternalStore } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import type { AccessRequest } from '#contract/requests.ts';
import { RefusedError } from '../app/desk.ts';

export type Verdict = 'approve' | 'reject';

/** A decision that somebody has made and the desk has not signed yet. */
export interface PendingDecision {
  /** Tells it from others. */
  readonly key: number;
  /** The request as it was on screen. */
  readonly request: AccessRequest;
  readonly action: Verdict;
  readonly words: string;
  /** `counting`: nothing is signed, and it can be undone. `deciding`: the desk is asked. `refused`: it said no. */
  readonly state: 'counting' | 'deciding' | 'refused';
  /** When the countdown ends, by `performance.now()`; null while it is held. */
  readonly endsAt: number | null;
  readonly refusal: Refusal | null;
}

type Outcome = 'sign' | 'undone';

interface Countdown {
  readonly end: (outcome: Outcome) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  leftMs: number;
}

interface Undone {
  readonly requestId: string;
  readonly words: string;
}

/** Thrown when the desk refused a decision after its countdown: the bar of pending decisions says so. */
export class LateRefusalError extends RefusedError {}

const unanswered: Refusal = {
  code: 'INTERNAL',
  message: 'The desk did not answer. Look at the request itself.',
};

const keyClosed: Refusal = {
  code: 'PASSPHRASE_NEEDED',
  message: 'Your key was closed before this was signed. Nothing was decided; decide it again.',
};

let pending: readonly PendingDecision[] = [];
let undone: Undone | null = null;
let made = 0;
const countdowns = new Map<number, Countdown>();
const hearers = new Set<() => void>();

function change(next: readonly PendingDecision[]): void {
  pending = next;
  for (const hear of hearers) hear();
}

function set(key: number, changed: Partial<PendingDecision>): void {
  change(pending.map((one) => (one.key === key ? { ...one, ...changed } : one)));
}

function remove(key: number): void {
  change(pending.filter((one) => one.key !== key));
}

function start(key: number, countdown: Countdown): void {
  set(key, { endsAt: performance.now() + countdown.leftMs });
  countdown.timer = setTimeout(() => countdown.end('sign'), countdown.leftMs);
}

/**
 * Waits for so many seconds in which the decision can be undone, and has it signed then. Answers the request, or null when it was undone or
 * dropped: nothing was signed then. A refusal stays among the pending decisions until it is dismissed.
 */
export async function signAfterUndo(
  decision: Pick<PendingDecision, 'request' | 'action' | 'words'>,
  seconds: number,
  sign: () => Promise<AccessRequest>,
): Promise<AccessRequest | null> {
  made += 1;
  const key = made;
  undone = null;
  const outcome = await new Promise<Outcome>((resolve) => {
    const countdown: Countdown = {
      leftMs: seconds * 1000,
      timer: undefined,
      end: (how) => {
        clearTimeout(countdown.timer);
        countdowns.delete(key);
        resolve(how);
      },
    };
    countdowns.set(key, countdown);
    change([...pending, { ...decision, key, state: 'counting', endsAt: null, refusal: null }]);
    start(key, countdown);
  });
  if (outcome === 'undone') return null;
  set(key, { state: 'deciding', endsAt: null });
  try {
    const request = await sign();
    remove(key);
    return request;
  } catch (error) {
    const refusal = error instanceof RefusedError ? error.refusal : unanswered;
    set(key, { state: 'refused', refusal });
    throw new LateRefusalError(refusal);
  }
}

/** Takes a decision back before it is signed. Answers it; null when it is too late. */
export function undo(key: number): PendingDecision | null {
  const found = pending.find((one) => one.key === key && one.state === 'counting');
  if (found === undefined) return null;
  undone = { requestId: found.request.id, words: found.words };
  countdowns.get(key)?.end('undone');
  remove(key);
  return found;
}

/** Has a decision signed without waiting any longer. */
export function decideNow(key: number): void {
  countdowns.get(key)?.end('sign');
}

/** Puts away what the desk refused. */
export function dismiss(key: number): void {
  if (pending.some((one) => one.key === key && one.state === 'refused')) remove(key);
}

/** Stops the countdowns, while the person is asked whether the window is to be closed, or lets them go on. */
export function holdCountdowns(held: boolean): void {
  for (const [key, countdown] of countdowns) {
    const endsAt = pending.find((one) => one.key === key)?.endsAt ?? null;
    if (held && endsAt !== null) {
      clearTimeout(countdown.timer);
      countdown.leftMs = Math.max(endsAt - performance.now(), 0);
      set(key, { endsAt: null });
    } else if (!held && endsAt === null) start(key, countdown);
  }
}

/** The key that would sign is closed: nothing that waits is signed, and the person is told so. */
export function dropForClosedKey(): void {
  for (const [key, countdown] of [...countdowns]) {
    countdown.end('undone');
    set(key, { state: 'refused', endsAt: null, refusal: keyClosed });
  }
}

/** The person has left: drop everything that waits, unsigned, and show nothing of it to the next person. */
export function dropAll(): void {
  for (const countdown of [...countdowns.values()]) countdown.end('undone');
  undone = null;
  change([]);
}

function hearOf(hear: () => void): () => void {
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
  };
}

/** The decisions that are not signed yet, or were refused when they were to be; the oldest first. */
export const usePending = (): readonly PendingDecision[] => useSyncExternalStore(hearOf, () => pending);

/** The decision on a request that is not signed yet. */
export function usePendingOn(requestId: string): PendingDecision | undefined {
  return usePending().find(({ request, state }) => request.id === requestId && state !== 'refused');
}

/** What was said with the decision on this request that was undone last; null when it was not. */
export function useUndone(requestId: string): string | null {
  const last = useSyncExternalStore(hearOf, () => undone);
  return last?.requestId === requestId ? last.words : null;
}
