import { QueryClient } from '@tanstack/react-query';
import type { Topic } from '../../src-preload/contract/names.ts';
import { desk, type RefusedError } from './desk.ts';

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

// What one topic's answers show of another's: a request names its policy, its people and its grant.
const shownIn: Record<Topic, readonly Topic[]> = {
  session: ['session', 'people', 'groups', 'policies', 'requests', 'grants', 'ledger'],
  people: ['people', 'session', 'groups', 'requests', 'grants'],
  groups: ['groups', 'requests'],
  policies: ['policies', 'requests'],
  requests: ['requests'],
  grants: ['grants', 'requests'],
  ledger: ['ledger'],
};

/** Asks again for all that shows something of these topics. */
export async function refresh(topics: readonly Topic[]): Promise<void> {
  const stale = new Set(topics.flatMap((topic) => shownIn[topic]));
  await client.invalidateQueries({ predicate: (query) => stale.has(query.queryKey[0]) });
}

/** Keeps the cache true for as long as the window lives. */
export function followChanges(): void {
  desk.onChanged((topics) => void refresh(topics));
}
