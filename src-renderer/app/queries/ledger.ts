import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import { desk, read } from '../desk.ts';
import { following, nextCursor, noCursor } from './pages.ts';

export type LedgerFilters = Omit<Input<'ledger', 'list'>, 'cursor' | 'limit'>;

/** The ledger, newest first, page by page. */
export const ledgerPages = (filters: LedgerFilters) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.ledger.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
