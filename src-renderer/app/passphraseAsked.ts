import { useSyncExternalStore } from 'react';

/** A call that waits for the passphrase of the person signed in; `settle` says whether it was given. */
export interface Asked {
  readonly settle: (given: boolean) => void;
}

let asked: (Asked & { readonly answer: Promise<boolean> }) | null = null;
const hearers = new Set<() => void>();

function change(next: typeof asked): void {
  asked = next;
  for (const hear of hearers) hear();
}

/**
 * Asks the person signed in for the passphrase. Calls that come meanwhile wait for the same answer.
 *
 * @returns whether it was given; false at once where nothing is there that could ask
 */
export function askForPassphrase(): Promise<boolean> {
  if (asked !== null) return asked.answer;
  if (hearers.size === 0) return Promise.resolve(false);
  let resolve = (_given: boolean): void => undefined;
  const answer = new Promise<boolean>((done) => {
    resolve = done;
  });
  const settle = (given: boolean) => {
    if (asked?.answer === answer) change(null);
    resolve(given);
  };
  change({ answer, settle });
  return answer;
}

function hearOf(hear: () => void): () => void {
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
    // Whoever could have asked is gone: the desk was locked, say.
    if (hearers.size === 0) asked?.settle(false);
  };
}

/** The question that waits to be put to the person; null when there is none. For the one dialog that puts it. */
export function useAsked(): Asked | null {
  return useSyncExternalStore(hearOf, () => asked);
}
