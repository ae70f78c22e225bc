import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import type { RefusedError } from '../../app/desk.ts';
import type { RequestFilters } from '../../app/queries/requests.ts';
import { newestQuery, PAGE, positionOf, readPage, requestWindowQuery } from './requestWindow.ts';

/** The pages of a list of requests that are in memory, and functions that read the others. */
export interface RequestWindow {
  /** The key of the list. */
  readonly list: string;
  readonly isPending: boolean;
  readonly error: RefusedError | null;
  /** Whether the items are still those of the previous list. */
  readonly isPrevious: boolean;
  readonly items: readonly AccessRequest[];
  /** Position of the first of the items in the whole list, from 0. */
  readonly base: number;
  readonly hasNext: boolean;
  readonly isFetching: boolean;
  readonly readNext: () => void;
  /** Reads the page before the first, or the one that holds this position if that is farther away. */
  readonly readBack: (position: number) => void;
  /** The number of new requests above that are held back, so that nothing moves under the pointer. */
  readonly held: number;
  /** Shows them. */
  readonly release: () => void;
}

interface Ceiling {
  readonly list: string;
  /** The highest request number that is shown. */
  readonly number: number;
}

const none: readonly AccessRequest[] = [];

/**
 * Reads a list of requests page by page and keeps it current.
 *
 * @param watched whether the viewer looks at rows that must not move; new requests above are held back meanwhile
 * @param chosen the id of the request that is shown beside the list
 */
export function useRequestWindow(
  filters: RequestFilters,
  enabled: boolean,
  watched: RefObject<boolean>,
  chosen: string | undefined,
): RequestWindow {
  const cache = useQueryClient();
  const list = JSON.stringify(filters);
  const options = requestWindowQuery(list, filters);
  const query = useInfiniteQuery({ ...options, enabled });
  const { data, isPlaceholderData, isFetching } = query;
  const all = useMemo(() => data?.pages.flatMap((page) => page.items) ?? none, [data]);
  const first = data?.pages[0]?.position.index ?? 0;

  const [ceiling, setCeiling] = useState<Ceiling | null>(null);
  const newestFirst = (filters.sort ?? 'newest') === 'newest';
  const limit = newestFirst && !isPlaceholderData && ceiling?.list === list ? ceiling.number : Number.POSITIVE_INFINITY;
  const above = first === 0 ? all.filter(({ number }) => number > limit).length : 0;
  const items = useMemo(() => (above === 0 ? all : all.slice(above)), [all, above]);
  const top = first === 0 ? all[0]?.number : undefined;
  useLayoutEffect(() => {
    if (isPlaceholderData || top === undefined) return;
    const held = all.slice(0, above);
    const stays =
      ceiling?.list === list &&
      items.length > 0 &&
      (watched.current || items.some(({ id }) => id === chosen)) &&
      !held.some(({ id }) => id === chosen);
    if (!stays && (ceiling?.list !== list || ceiling.number !== top)) setCeiling({ list, number: top });
  });

  const far = enabled && newestFirst && first > 0 && ceiling?.list === list;
  const newest = useQuery({ ...newestQuery(list, filters), enabled: far });
  const heldFar = far ? (newest.data ?? []).filter((number) => number > limit).length : 0;

  const jump = async (index: number): Promise<void> => {
    const position = positionOf(list, index);
    if (position === undefined) return;
    await cache.cancelQueries(options);
    const page = await readPage(filters, position).catch(() => null);
    if (page !== null) cache.setQueryData(options.queryKey, { pages: [page], pageParams: [position] });
  };

  return {
    list,
    isPending: query.isPending,
    error: query.error,
    isPrevious: isPlaceholderData,
    items,
    base: first * PAGE,
    hasNext: query.hasNextPage,
    isFetching,
    readNext: () => void query.fetchNextPage({ cancelRefetch: false }),
    readBack(position) {
      const index = Math.floor(position / PAGE);
      if (index >= first - 1 && query.hasPreviousPage) void query.fetchPreviousPage({ cancelRefetch: false });
      else void jump(index);
    },
    held: above + heldFar,
    release() {
      setCeiling(null);
      if (first > 0) void jump(0);
    },
  };
}
