import { createNanoEvents } from 'nanoevents';
import { useSyncExternalStore } from 'react';
import type { OtherDesk } from '#contract/contract.ts';
import './bridge.ts';

let asked: OtherDesk | null = null;
const events = createNanoEvents<{ changed: () => void }>();

/** Asks which other desk to open (`desk`), opens training, or stops asking (null). */
export function askForOtherDesk(what: OtherDesk | null): void {
  asked = what;
  events.emit('changed');
}

const subscribe = (listener: () => void): (() => void) => events.on('changed', listener);

/** What is to be opened; null when nothing is. For the one dialog that opens it. */
export const useOtherDeskAsked = (): OtherDesk | null => useSyncExternalStore(subscribe, () => asked);

/** Follows the File menu for as long as the window lives. */
export function followFileMenu(): void {
  window.deskProcess.onOtherDesk(askForOtherDesk);
}
