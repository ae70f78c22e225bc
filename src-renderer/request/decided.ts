import type { AccessRequest, ViewerAction } from '#contract/requests.ts';

/** What the viewer has just done about a request in this window. */
export interface Decided {
  readonly request: AccessRequest;
  readonly action: ViewerAction;
}

type Hear = (decided: Decided) => void;

function announcements() {
  const hearers = new Set<Hear>();
  return {
    tell: (decided: Decided): void => {
      for (const hear of hearers) hear(decided);
    },
    /** Answers a function that stops it. */
    on: (hear: Hear): (() => void) => {
      hearers.add(hear);
      return () => {
        hearers.delete(hear);
      };
    },
  };
}

const done = announcements();
const begun = announcements();

/** Tells the screen that something was done about a request. */
export const tellDecided = done.tell;
/** Calls `hear` with whatever the viewer does about a request in this window. Answers a function that stops it. */
export const onDecided = done.on;

/** Tells the screen that a request was decided, and that nothing is signed yet. */
export const tellDeciding = begun.tell;
/** Calls `hear` when the viewer has decided a request that can still be undone. Answers a function that stops it. */
export const onDeciding = begun.on;
