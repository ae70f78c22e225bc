import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { later, secondsBetween } from '../ui/time.ts';
import { sessionQuery } from './queries/workspace.ts';

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
