import { createNanoEvents } from 'nanoevents';
import type { AccessRequest, ViewerAction } from '#contract/requests.ts';

/** An action of the viewer on a request in this window. */
export interface Decided {
  readonly request: AccessRequest;
  readonly action: ViewerAction;
}

const events = createNanoEvents<{ decided: (decided: Decided) => void; deciding: (decided: Decided) => void }>();

/** Announces an action on a request. */
export const announceDecided = (decided: Decided): void => events.emit('decided', decided);
/** Calls the listener with every action on a request in this window. Answers a function that removes it. */
export const onDecided = (listener: (decided: Decided) => void): (() => void) => events.on('decided', listener);

/** Announces a decision that is not signed yet. */
export const announceDeciding = (decided: Decided): void => events.emit('deciding', decided);
/** Calls the listener with every decision that can still be undone. Answers a function that removes it. */
export const onDeciding = (listener: (decided: Decided) => void): (() => void) => events.on('deciding', listener);
