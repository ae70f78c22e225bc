import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import type { RefusedError } from '../../app/desk.ts';
import type { RequestFilters } from '../../app/queries/requests.ts';
import { newestQuery, PAGE, placeOf, readPage, requestWindowQuery } from './requestWindow.ts';

/** The part of a list of requests that is in memory, and the ways to the rest of it. */
export interface RequestWindow {
  /** Tells the list from others. */
  readonly list: string;
  readonly isPending: boolean;
  readonly error: RefusedError | null;
  /** Whether what is shown is still that of the list before. */
  readonly isPrevious: boolean;
  readonly items: readonly AccessRequest[];
  /** Place of the first of the items in the whole list, from 0. */
  readonly base: number;
  readonly hasNext: boolean;
  readonly isFetching: boolean;
  readonly readNext: () => void;
  /** Reads the page before the first, or the one that holds this place of the list if that is farther away. */
  readonly readBack: (place: number) => void;
  /** How many requests came in above and are held back, so that nothing moves under the cursor. */
  readonly held: number;
  /** Shows them. */
  readonly release: () => void;
}

interface Ceiling {
  readonly list: string;
  /** The highest number that is shown. */
  readonly number: number;
}

const none: readonly AccessRequest[] = [];

/**
 * Reads a list of requests page by page and keeps it true.
 *
 * @param watched whether somebody looks at a place in the list that must not move; new ones above wait until then
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
  const first = data?.pages[0]?.place.index ?? 0;

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
    const place = placeOf(list, index);
    if (place === undefined) return;
    await cache.cancelQueries(options);
    const page = await readPage(filters, place).catch(() => null);
    if (page !== null) cache.setQueryData(options.queryKey, { pages: [page], pageParams: [place] });
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
    readBack(place) {
      const index = Math.floor(place / PAGE);
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
