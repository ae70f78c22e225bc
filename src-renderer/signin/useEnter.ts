import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SessionView } from '#contract/session.ts';
import { sessionQuery } from '../app/queries/workspace.ts';

/** Lets the person of a session in: back to their page when they had only locked the desk, to the inbox otherwise. */
export function useEnter(before: SessionView): (session: SessionView) => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return async (session) => {
    if (session.person?.id !== before.locked?.id) await navigate({ to: '/inbox', replace: true });
    cache.setQueryData(sessionQuery().queryKey, session);
  };
}
