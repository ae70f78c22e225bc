import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { AccessRequest } from '#contract/requests.ts';
import type { Page } from '#contract/scalars.ts';
import { desk, read } from '../../app/desk.ts';
import type { RequestFilters } from '../../app/queries/requests.ts';

/** How many requests one page has. */
export const PAGE = 100;
/** How many pages are in memory at once. What was scrolled past is forgotten and read again on the way back. */
const MOST_PAGES = 5;
/** Of how many lists the places of their pages are kept. */
const MOST_LISTS = 8;

/** Where a page lies: its place among the pages of its list, from 0, and the cursor that leads to it; the first has none. */
export interface PagePlace {
  readonly index: number;
  readonly cursor: string | undefined;
}

const FIRST: PagePlace = { index: 0, cursor: undefined };

// Lists go on from a cursor and not back from one, so the cursors that were passed are kept, one for each page: about a byte for each
// request that was scrolled past.
const passed = new Map<string, string[]>();

function cursorsOf(list: string): string[] {
  const known = passed.get(list) ?? [];
  passed.delete(list);
  passed.set(list, known);
  for (const oldest of passed.keys()) if (passed.size > MOST_LISTS) passed.delete(oldest);
  return known;
}

/** Where a page of a list lies; undefined when nobody has come there yet. */
export function placeOf(list: string, index: number): PagePlace | undefined {
  if (index <= 0) return FIRST;
  const cursor = cursorsOf(list)[index - 1];
  return cursor === undefined ? undefined : { index, cursor };
}

function following(list: string, { index }: PagePlace, cursor: string | null): PagePlace | undefined {
  if (cursor === null) return undefined;
  cursorsOf(list)[index] = cursor;
  return { index: index + 1, cursor };
}

/** A page of a list of requests, and where it lies. */
export interface PlacedPage extends Page<AccessRequest> {
  readonly place: PagePlace;
}

/** Reads the page that lies at a place. */
export async function readPage(filters: RequestFilters, place: PagePlace): Promise<PlacedPage> {
  const { cursor } = place;
  const page = await read(desk.requests.list, {
    ...filters,
    limit: PAGE,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { ...page, place };
}

/** A list of requests of which a few pages, one after another, are in memory. `list` tells it from others. */
export const requestWindowQuery = (list: string, filters: RequestFilters) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'window', list],
    queryFn: ({ pageParam }) => readPage(filters, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: (last) => following(list, last.place, last.nextCursor),
    getPreviousPageParam: ({ place }) => (place.index === 0 ? undefined : placeOf(list, place.index - 1)),
    maxPages: MOST_PAGES,
    placeholderData: keepPreviousData,
  });

/** How many newer requests are counted before it is “more than”. */
export const MOST_NEWER = 50;

/** The newest requests of a list, of which only the numbers matter. */
export const newestQuery = (list: string, filters: RequestFilters) => ({
  queryKey: ['requests', 'newest', list] as const,
  queryFn: async (): Promise<readonly number[]> =>
    (await read(desk.requests.list, { ...filters, limit: MOST_NEWER })).items.map(({ number }) => number),
});
