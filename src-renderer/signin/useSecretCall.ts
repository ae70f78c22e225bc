import { useState } from 'react';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { answerOf } from '../app/desk.ts';

/** A call that carries a secret, and how it went. */
export interface SecretCall {
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  /** Calls the desk and answers what it said. */
  readonly run: <R>(send: () => Promise<Answer<R>>) => Promise<Answer<R>>;
  /** Forgets what the last call was refused with. */
  readonly reset: () => void;
}

const idle: Pick<SecretCall, 'pending' | 'refusal'> = { pending: false, refusal: undefined };

/**
 * Calls the desk with a passphrase or a code. A mutation would keep what it was given for as long as its screen is there; this keeps
 * nothing. Read the secret inside `send`, not before.
 */
export function useSecretCall(): SecretCall {
  const [state, setState] = useState(idle);
  return {
    ...state,
    run: async (send) => {
      setState({ pending: true, refusal: undefined });
      const answer = await answerOf(send());
      setState(answer.ok ? idle : { pending: false, refusal: answer.error });
      return answer;
    },
    reset: () => setState((before) => (before.refusal === undefined ? before : { ...before, refusal: undefined })),
  };
}
