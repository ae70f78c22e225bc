import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import { desk, read } from '../desk.ts';
import { following, nextCursor, noCursor } from './pages.ts';

/** What the viewer was told, page by page. */
export const noticePages = (filters: Omit<Input<'notices', 'list'>, 'cursor' | 'limit'>) =>
  infiniteQueryOptions({
    queryKey: ['notices', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.notices.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** How much of what the viewer was told is unread. */
export const noticeCountsQuery = () =>
  queryOptions({ queryKey: ['notices', 'counts'], queryFn: () => read(desk.notices.counts, {}) });
