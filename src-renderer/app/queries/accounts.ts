import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import { desk, read } from '../desk.ts';
import { following, nextCursor, noCursor } from './pages.ts';

export type AccountFilters = Omit<Input<'accounts', 'list'>, 'cursor' | 'limit'>;

/** A list of accounts, page by page. */
export const accountPages = (filters: AccountFilters) =>
  infiniteQueryOptions({
    queryKey: ['accounts', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.accounts.list, { ...filters, limit: 100, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** How many accounts a search finds, and how many of them are gated. For those who oversee the desk. */
export const accountCountsQuery = (filters: Input<'accounts', 'counts'>) =>
  queryOptions({
    queryKey: ['accounts', 'counts', filters],
    queryFn: () => read(desk.accounts.counts, filters),
    placeholderData: keepPreviousData,
  });

/** A few accounts that a text could mean; without one, the first of the inventory. */
export const accountHintsQuery = (text: string) =>
  queryOptions({
    queryKey: ['accounts', 'hints', text],
    queryFn: () => read(desk.accounts.list, { limit: 200, ...(text === '' ? {} : { text }) }),
    placeholderData: keepPreviousData,
  });
