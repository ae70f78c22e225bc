import { createNanoEvents } from 'nanoevents';
import { useSyncExternalStore } from 'react';
import type { DeskState } from '#contract/contract.ts';
import './bridge.ts';

/** Whether the desk was interrupted: it starts again, it is back, or it has been given up. Null: it was not, or the person has read so. */
export type Interruption = 'restarting' | 'back' | 'stopped' | null;

let interruption: Interruption = null;
const events = createNanoEvents<{ changed: () => void }>();

function enter(next: Interruption): void {
  if (next === interruption) return;
  interruption = next;
  events.emit('changed');
}

function hearState(state: DeskState): void {
  if (state === 'restarting' || state === 'stopped') enter(state);
  else if (state === 'up' && interruption !== null) enter('back');
}

/** Follows the desk process for as long as the window lives. */
export function followProcess(): void {
  window.deskProcess.onState(hearState);
}

/** The person has read that the desk is back. */
export function dismissInterruption(): void {
  if (interruption === 'back') enter(null);
}

const subscribe = (listener: () => void): (() => void) => events.on('changed', listener);

export function useInterruption(): Interruption {
  return useSyncExternalStore(subscribe, () => interruption);
}
