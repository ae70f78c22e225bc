import type { AccessRequest, ViewerAction } from '../../src-preload/contract/requests.ts';

/** What the viewer has just done about a request in this window. */
export interface Decided {
  readonly request: AccessRequest;
  readonly action: ViewerAction;
}

const hearers = new Set<(decided: Decided) => void>();

/** Tells the screen that something was done about a request. */
export function tellDecided(decided: Decided): void {
  for (const hear of hearers) hear(decided);
}

/** Calls `hear` with whatever the viewer does about a request in this window. Answers a function that stops it. */
export function onDecided(hear: (decided: Decided) => void): () => void {
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
  };
}
