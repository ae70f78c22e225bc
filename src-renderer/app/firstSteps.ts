import { useMutation } from '@tanstack/react-query';
import { refresh } from './client.ts';
import { call, desk } from './desk.ts';
import { administers } from './roles.ts';
import { useSession } from './session.ts';

/** Whether there are first steps for the person signed in: an admin of a real desk. */
export function useFirstStepsShown(): boolean {
  const session = useSession();
  return session?.workspace.kind === 'real' && session.person !== null && administers(session.person);
}

/** Puts the first steps away, or back into the navigation. */
export function usePutFirstStepsAway() {
  return useMutation({
    mutationFn: (away: boolean) => call(desk.settings.putFirstStepsAway, { away }),
    onSettled: () => refresh(['ledger']),
  });
}
