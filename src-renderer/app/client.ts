import { QueryClient } from '@tanstack/react-query';
import { type Topic, topics } from '#contract/names.ts';
import { desk, onRefusal, type RefusedError } from './desk.ts';
import { sessionQuery, workspaceQuery } from './queries/workspace.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: RefusedError;
    queryKey: readonly [topic: Topic, ...rest: readonly unknown[]];
  }
}

/** The window's cache of what the desk answered. It never asks again on its own: the desk says what changed. */
export const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// What one topic's answers show of another's: a request names its policy, its people and its grant; what a policy would do depends on all
// three, and so does what a proposal would change.
const shownIn: Record<Topic, readonly Topic[]> = {
  workspace: topics,
  settings: ['settings', 'proposals'],
  session: topics.filter((topic) => topic !== 'workspace' && topic !== 'settings'),
  people: ['people', 'session', 'groups', 'policies', 'requests', 'grants', 'proposals', 'notices'],
  groups: ['groups', 'policies', 'requests', 'proposals', 'notices'],
  accounts: ['accounts', 'policies'],
  policies: ['policies', 'accounts', 'requests', 'proposals'],
  requests: ['requests', 'notices'],
  grants: ['grants', 'requests', 'notices'],
  notices: ['notices'],
  proposals: ['proposals', 'notices'],
  views: ['views'],
  ledger: ['ledger'],
};

/** Asks again for all that shows something of these topics. */
export async function refresh(topics: readonly Topic[]): Promise<void> {
  const stale = new Set(topics.flatMap((topic) => shownIn[topic]));
  await client.invalidateQueries({ predicate: (query) => stale.has(query.queryKey[0]) });
}

const ofNobody: readonly Topic[] = ['workspace', 'session'];

/** Forgets what the previous person read and typed. */
function forget(): void {
  client.removeQueries({ predicate: (query) => !ofNobody.includes(query.queryKey[0]) });
  const mutations = client.getMutationCache();
  for (const mutation of mutations.getAll()) if (mutation.state.status !== 'pending') mutations.remove(mutation);
}

function forgetWhenPersonLeaves(): void {
  let here: string | null = null;
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey[0] !== 'session') return;
    const now = client.getQueryData(sessionQuery().queryKey)?.person?.id ?? null;
    if (now === here) return;
    if (here !== null) forget();
    here = now;
  });
}

/** Keeps the cache true for as long as the window lives. */
export function followChanges(): void {
  desk.onChanged((topics) => void refresh(topics));
  forgetWhenPersonLeaves();
  onRefusal(({ code }) => {
    // Locked, or disabled, in another place: the session says so, and the sign-in shows.
    if (code === 'NOT_SIGNED_IN') void client.invalidateQueries(sessionQuery());
  });
}

/** Asks at once for what every first screen waits for, so that neither waits for the other, nor for the screen. */
export function askAhead(): void {
  // A refusal is shown by the screen that needs the answer.
  void client.prefetchQuery(workspaceQuery());
  void client.prefetchQuery(sessionQuery());
}
