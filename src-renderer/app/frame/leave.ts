import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, desk } from '../desk.ts';
import { sessionQuery } from '../queries/workspace.ts';

/** Locks the desk, or signs out; either closes the key, and what was read is forgotten (client.ts). */
export function useLeave(way: 'lock' | 'signOut') {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => call(desk.session[way], {}),
    onSuccess: (session) => cache.setQueryData(sessionQuery().queryKey, session),
  });
}
