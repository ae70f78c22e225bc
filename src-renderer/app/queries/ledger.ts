import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
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

/** How often the window asks how far a check is, in milliseconds. */
const CHECK_PACE_MS = 500;

/** The check of the ledger that the viewer started last. For those who oversee the desk. */
export const checkQuery = () =>
  queryOptions({
    queryKey: ['ledger', 'check'],
    queryFn: () => read(desk.ledger.check, {}),
    refetchInterval: ({ state: { data, error } }) =>
      error === null && data?.check?.state === 'running' ? CHECK_PACE_MS : false,
  });

/** The viewer's mark: up to where they have verified the ledger. For those who oversee the desk. */
export const markQuery = () =>
  queryOptions({ queryKey: ['ledger', 'mark'], queryFn: () => read(desk.ledger.mark, {}) });

/** When the check was started that this window has seen running, until its result is put away. The desk is not asked. */
export const followedCheckQuery = () =>
  queryOptions({
    queryKey: ['session', 'followedCheck'],
    queryFn: ({ client, queryKey }): string | null => client.getQueryData<string>(queryKey) ?? null,
    initialData: (): string | null => null,
    gcTime: Number.POSITIVE_INFINITY,
  });
