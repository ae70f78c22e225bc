import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Group } from '#contract/groups.ts';
import { desk, read } from '../desk.ts';
import { every, following, nextCursor, noCursor } from './pages.ts';

/** A list of groups, page by page. */
export const groupPages = (filters: { readonly text?: string }) =>
  infiniteQueryOptions({
    queryKey: ['groups', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.groups.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** Every group of the desk. */
export const everyGroupQuery = () =>
  queryOptions({
    queryKey: ['groups', 'every'],
    queryFn: (): Promise<readonly Group[]> =>
      every((cursor) => read(desk.groups.list, { limit: 200, ...following(cursor) })),
  });
