import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Answer, Refusal } from '#contract/refusal.ts';
import type { SessionView } from '#contract/session.ts';
import { answerOf } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';

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

const secondsUntil = (instant: string | undefined): number =>
  instant === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000));

/**
 * Counts down to an instant by the clock of this machine: whole seconds, 0 once it has come and where there is none.
 */
export function useWait(until: string | undefined): number {
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    setLeft(secondsUntil(until));
    if (secondsUntil(until) === 0) return;
    const timer = setInterval(() => {
      const now = secondsUntil(until);
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

/** Lets the person of a session in: back to their page when they had only locked the desk, to the inbox otherwise. */
export function useEnter(before: SessionView): (session: SessionView) => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return async (session) => {
    if (session.person?.id !== before.locked?.id) await navigate({ to: '/inbox', replace: true });
    cache.setQueryData(sessionQuery().queryKey, session);
  };
}
