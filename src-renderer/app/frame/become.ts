import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, desk } from '../desk.ts';
import { sessionQuery } from '../queries/workspace.ts';

/** Becomes another persona of the training workspace; what the one before had read is forgotten (client.ts). */
export function useBecome() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (personId: string) => call(desk.session.become, { personId }),
    onSuccess: async (session) => {
      await navigate({ to: '/inbox' });
      cache.setQueryData(sessionQuery().queryKey, session);
    },
  });
}
