import { createNanoEvents } from 'nanoevents';
import { useSyncExternalStore } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { RefusedError } from '../app/desk.ts';

/** The actions that can be undone before they are signed. */
export type UndoableAction = 'approve' | 'reject';

/** A decision of the viewer that the desk has not signed yet. */
export interface PendingDecision {
  /** Identifies it among the pending decisions. */
  readonly key: number;
  /** The request as it was on screen. */
  readonly request: AccessRequest;
  readonly action: UndoableAction;
  readonly words: string;
  /** `counting`: not signed, can be undone. `deciding`: sent to the desk. `refused`: refused by the desk. */
  readonly state: 'counting' | 'deciding' | 'refused';
  /** End of the countdown, by `performance.now()`; null while it is paused. */
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

/** The desk refused a decision after its countdown; the bar of pending decisions shows it. */
export class LateRefusalError extends RefusedError {}

const unanswered = (): Refusal => ({ code: 'INTERNAL', message: t('request.pending.unanswered') });

const keyClosed = (): Refusal => ({ code: 'PASSPHRASE_NEEDED', message: t('request.pending.keyClosed') });

let pending: readonly PendingDecision[] = [];
let undone: Undone | null = null;
let made = 0;
const countdowns = new Map<number, Countdown>();
const events = createNanoEvents<{ changed: () => void }>();

function change(next: readonly PendingDecision[]): void {
  pending = next;
  events.emit('changed');
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
 * Signs a decision after some seconds in which it can be undone. Answers the request, or null if it was undone or dropped, and not signed.
 * A refusal stays among the pending decisions until it is dismissed.
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
    const refusal = error instanceof RefusedError ? error.refusal : unanswered();
    set(key, { state: 'refused', refusal });
    throw new LateRefusalError(refusal);
  }
}

/** Undoes a decision before it is signed. Answers it; null if it is too late. */
export function undo(key: number): PendingDecision | null {
  const found = pending.find((one) => one.key === key && one.state === 'counting');
  if (found === undefined) return null;
  undone = { requestId: found.request.id, words: found.words };
  countdowns.get(key)?.end('undone');
  remove(key);
  return found;
}

/** Signs a decision at once. */
export function decideNow(key: number): void {
  countdowns.get(key)?.end('sign');
}

/** Removes a refused decision. */
export function dismiss(key: number): void {
  if (pending.some((one) => one.key === key && one.state === 'refused')) remove(key);
}

/** Pauses the countdowns while the window asks before it closes, or resumes them. */
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

/** The key that would sign is closed: refuses all decisions that wait. */
export function dropForClosedKey(): void {
  for (const [key, countdown] of [...countdowns]) {
    countdown.end('undone');
    set(key, { state: 'refused', endsAt: null, refusal: keyClosed() });
  }
}

/** The viewer has left: drops all decisions that wait, so that the next viewer sees none of them. */
export function dropAll(): void {
  for (const countdown of [...countdowns.values()]) countdown.end('undone');
  undone = null;
  change([]);
}

const subscribe = (listener: () => void): (() => void) => events.on('changed', listener);

/** The decisions that are not signed yet, or were refused; the oldest first. */
export const usePending = (): readonly PendingDecision[] => useSyncExternalStore(subscribe, () => pending);

/** The decision on a request, if it is not signed yet. */
export function usePendingOn(requestId: string): PendingDecision | undefined {
  return usePending().find(({ request, state }) => request.id === requestId && state !== 'refused');
}

/** The comment of the decision that was undone last, if it was on this request; else null. */
export function useUndone(requestId: string): string | null {
  const last = useSyncExternalStore(subscribe, () => undone);
  return last?.requestId === requestId ? last.words : null;
}
