import type { AccessRequest, ViewerAction } from '#contract/requests.ts';

/** An action of the viewer on a request in this window. */
export interface Decided {
  readonly request: AccessRequest;
  readonly action: ViewerAction;
}

type Listener = (decided: Decided) => void;

function announcements() {
  const listeners = new Set<Listener>();
  return {
    announce: (decided: Decided): void => {
      for (const listener of listeners) listener(decided);
    },
    on: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

const done = announcements();
const begun = announcements();

/** Announces an action on a request. */
export const announceDecided = done.announce;
/** Calls the listener with every action on a request in this window. Answers a function that removes it. */
export const onDecided = done.on;

/** Announces a decision that is not signed yet. */
export const announceDeciding = begun.announce;
/** Calls the listener with every decision that can still be undone. Answers a function that removes it. */
export const onDeciding = begun.on;
