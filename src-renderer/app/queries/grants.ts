import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import { desk, read } from '../desk.ts';
import { following, nextCursor, noCursor } from './pages.ts';

export type GrantFilters = Omit<Input<'grants', 'list'>, 'cursor' | 'limit'>;

/** One grant, if the viewer sees it. */
export const grantQuery = (id: string) =>
  queryOptions({ queryKey: ['grants', 'get', id], queryFn: () => read(desk.grants.get, { id }) });

/** A list of grants, page by page. */
export const grantPages = (filters: GrantFilters) =>
  infiniteQueryOptions({
    queryKey: ['grants', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.grants.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** How many break-glasses wait for a review by another admin than their bypasser; `capped` when there are more. For admins. */
export const bypassesToReviewQuery = (viewerId: string) =>
  queryOptions({
    queryKey: ['grants', 'bypassesToReview', viewerId],
    queryFn: async () => {
      const { items, nextCursor } = await read(desk.grants.list, { bypass: 'unreviewed', limit: 100 });
      return { count: items.filter(({ person }) => person.id !== viewerId).length, capped: nextCursor !== null };
    },
  });

/** Whether a person may use an account now, and why. */
export const accessCheckQuery = (input: Input<'grants', 'check'>) =>
  queryOptions({ queryKey: ['grants', 'check', input], queryFn: () => read(desk.grants.check, input) });
