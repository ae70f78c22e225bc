import { createNanoEvents } from 'nanoevents';
import { useSyncExternalStore } from 'react';
import type { Proposal } from '#contract/proposals.ts';

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
  /** The question that waits for the person; null when there is none. For the one dialog that asks it. */
  readonly useAsked: () => Asked<Q, A> | null;
}

/** Lets calls of any screen ask the person a question. `unanswered` is the answer when the dialog that asks goes away. */
export function asking<Q, A>(unanswered: A): Asking<Q, A> {
  let asked: (Asked<Q, A> & { readonly answer: Promise<A> }) | null = null;
  const events = createNanoEvents<{ changed: () => void }>();
  const nobodyListens = (): boolean => (events.events.changed?.length ?? 0) === 0;
  const change = (next: typeof asked): void => {
    asked = next;
    events.emit('changed');
  };
  const subscribe = (listener: () => void) => {
    const unsubscribe = events.on('changed', listener);
    return () => {
      unsubscribe();
      // No dialog is left that could ask: the desk was locked, for example.
      if (nobodyListens()) asked?.settle(unanswered);
    };
  };
  return {
    ask(question) {
      if (asked !== null || nobodyListens()) return null;
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
    useAsked: () => useSyncExternalStore(subscribe, () => asked),
  };
}

const passphrase = asking<null, boolean>(false);

/** A call that waits for the passphrase of the person signed in; `settle` says whether it was given. */
export type PassphraseAsked = Asked<null, boolean>;

/**
 * Asks the person signed in for the passphrase. Calls that come meanwhile wait for the same answer.
 *
 * @returns whether it was given; false at once where nothing is there that could ask
 */
export async function askForPassphrase(): Promise<boolean> {
  return (await (passphrase.awaited() ?? passphrase.ask(null))) ?? false;
}

/** The question that waits for the person; null when there is none. For the one dialog that asks it. */
export const usePassphraseAsked = passphrase.useAsked;

/** A call that was refused because another admin has to approve it. */
export interface Proposable {
  readonly area: string;
  readonly verb: string;
  readonly input: unknown;
}

interface ProposalQuestion {
  readonly call: Proposable;
  /** Tells one question from the next. */
  readonly number: number;
}

const proposals = asking<ProposalQuestion, Proposal | null>(null);
let proposalsAsked = 0;

/** A call that waits for the decision whether to propose it; `settle` takes the proposal, or null. */
export type ProposalAsked = Asked<ProposalQuestion, Proposal | null>;

/**
 * Asks the person signed in whether to propose this call to another admin.
 *
 * @returns the proposal; null when none was made, or when nothing is there that could ask
 */
export async function askToPropose(call: Proposable): Promise<Proposal | null> {
  proposalsAsked += 1;
  return await proposals.ask({ call, number: proposalsAsked });
}

/** The question that waits for the person; null when there is none. For the one dialog that asks it. */
export const useProposalAsked = proposals.useAsked;
