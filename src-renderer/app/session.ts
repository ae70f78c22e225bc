import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { later, secondsBetween } from '../ui/time.ts';
import { call, desk } from './desk.ts';
import { sessionQuery, settingsQuery } from './queries/workspace.ts';

/** The session, once it is known. */
export function useSession(): SessionView | undefined {
  return useQuery(sessionQuery()).data;
}

/** Who is signed in in this window. */
export function useMe(): Person | null {
  return useSession()?.person ?? null;
}

const wallClock = (): string => new Date().toISOString();

function everySecond(tell: () => void): () => void {
  const timer = setInterval(tell, 1000);
  return () => clearInterval(timer);
}
const never = () => () => undefined;

let wallSecond = wallClock();
function currentWallSecond(): string {
  const now = wallClock();
  if (secondsBetween(wallSecond, now) >= 1) wallSecond = now;
  return wallSecond;
}

/** The clock of this machine, as the desk reads it; it runs on from what the desk last said. */
export function useMachineClock(): string {
  const { data, dataUpdatedAt } = useQuery(sessionQuery());
  const wall = useSyncExternalStore(everySecond, currentWallSecond);
  if (data === undefined) return wall;
  const since = secondsBetween(new Date(dataUpdatedAt).toISOString(), wall);
  return later(data.workspace.machineClock, Math.max(0, since));
}

/**
 * The workspace's clock. A training clock stands still until it is advanced or told to run; one that runs goes on from
 * what the desk last said.
 */
export function useNow(): string {
  const { data, dataUpdatedAt } = useQuery(sessionQuery());
  const runs = data?.workspace.clockRuns ?? false;
  const wall = useSyncExternalStore(runs ? everySecond : never, currentWallSecond);
  if (data === undefined) return wall;
  if (!runs) return data.workspace.now;
  return later(data.workspace.now, Math.max(0, secondsBetween(new Date(dataUpdatedAt).toISOString(), wall)));
}

/** Locks the desk, or signs out; either closes the key, and the cache forgets what was read (client.ts). */
export function useLeave(way: 'lock' | 'signOut') {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => call(desk.session[way], {}),
    onSuccess: (session) => cache.setQueryData(sessionQuery().queryKey, session),
  });
}

/** Becomes another person of the training workspace; the cache forgets what the one before has read (client.ts). */
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

/** Whether changes to rules are proposed to another admin instead of being made at once. False until that is known. */
export function useFourEyes(): boolean {
  return useQuery(settingsQuery()).data?.fourEyes ?? false;
}
