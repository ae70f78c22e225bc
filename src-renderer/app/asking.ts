import { useSyncExternalStore } from 'react';

/** A question of a call that cannot go on without its answer; `settle` gives it. */
export interface Asked<Q, A> {
  readonly question: Q;
  readonly settle: (answer: A) => void;
}

/** Puts questions of calls to the person, one at a time. */
export interface Asking<Q, A> {
  /** Asks; null where another question is being asked, or nothing is there that could ask. */
  readonly ask: (question: Q) => Promise<A> | null;
  /** The answer that is being waited for; null when nothing is asked. */
  readonly awaited: () => Promise<A> | null;
  /** The question that waits to be put to the person; null when there is none. For the one dialog that puts it. */
  readonly useAsked: () => Asked<Q, A> | null;
}

/** A way for calls to ask the person something, whatever screen they come from. `unanswered` is the answer when whoever asks goes away. */
export function asking<Q, A>(unanswered: A): Asking<Q, A> {
  let asked: (Asked<Q, A> & { readonly answer: Promise<A> }) | null = null;
  const hearers = new Set<() => void>();
  const change = (next: typeof asked): void => {
    asked = next;
    for (const hear of hearers) hear();
  };
  const hearOf = (hear: () => void) => {
    hearers.add(hear);
    return () => {
      hearers.delete(hear);
      // Whoever could have asked is gone: the desk was locked, say.
      if (hearers.size === 0) asked?.settle(unanswered);
    };
  };
  return {
    ask(question) {
      if (asked !== null || hearers.size === 0) return null;
      let resolve = (_answer: A): void => undefined;
      const answer = new Promise<A>((done) => {
        resolve = done;
      });
      const settle = (given: A) => {
        if (asked?.answer === answer) change(null);
        resolve(given);
      };
      change({ question, answer, settle });
      return answer;
    },
    awaited: () => asked?.answer ?? null,
    useAsked: () => useSyncExternalStore(hearOf, () => asked),
  };
}
