import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { AccessRequest } from '#contract/requests.ts';
import type { Page } from '#contract/scalars.ts';
import { desk, read } from '../../app/desk.ts';
import type { RequestFilters } from '../../app/queries/requests.ts';

/** The requests of a page. */
export const PAGE = 100;
/** The most pages in memory. Earlier ones are dropped, and read again on the way back. */
const MOST_PAGES = 5;
/** The most lists whose page cursors are kept. */
const MOST_LISTS = 8;

/** The position of a page: its index among the pages of its list, from 0, and its cursor; the first has none. */
export interface PagePosition {
  readonly index: number;
  readonly cursor: string | undefined;
}

const FIRST: PagePosition = { index: 0, cursor: undefined };

// A cursor leads forwards only, so the cursors of earlier pages are kept, one for each page: about a byte for each request.
const passed = new Map<string, string[]>();

function cursorsOf(list: string): string[] {
  const known = passed.get(list) ?? [];
  passed.delete(list);
  passed.set(list, known);
  for (const oldest of passed.keys()) if (passed.size > MOST_LISTS) passed.delete(oldest);
  return known;
}

/** The position of a page of a list; undefined if the viewer has not scrolled there yet. */
export function positionOf(list: string, index: number): PagePosition | undefined {
  if (index <= 0) return FIRST;
  const cursor = cursorsOf(list)[index - 1];
  return cursor === undefined ? undefined : { index, cursor };
}

function following(list: string, { index }: PagePosition, cursor: string | null): PagePosition | undefined {
  if (cursor === null) return undefined;
  cursorsOf(list)[index] = cursor;
  return { index: index + 1, cursor };
}

/** A page of a list of requests, with its position. */
export interface PositionedPage extends Page<AccessRequest> {
  readonly position: PagePosition;
}

/** Reads the page at a position. */
export async function readPage(filters: RequestFilters, position: PagePosition): Promise<PositionedPage> {
  const { cursor } = position;
  const page = await read(desk.requests.list, {
    ...filters,
    limit: PAGE,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { ...page, position };
}

/** A list of requests with a few consecutive pages in memory. `list` is its key. */
export const requestWindowQuery = (list: string, filters: RequestFilters) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'window', list],
    queryFn: ({ pageParam }) => readPage(filters, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: (last) => following(list, last.position, last.nextCursor),
    getPreviousPageParam: ({ position }) => (position.index === 0 ? undefined : positionOf(list, position.index - 1)),
    maxPages: MOST_PAGES,
    placeholderData: keepPreviousData,
  });

/** Newer requests are counted up to this. */
export const MOST_NEWER = 50;

/** The numbers of the newest requests of a list. */
export const newestQuery = (list: string, filters: RequestFilters) => ({
  queryKey: ['requests', 'newest', list] as const,
  queryFn: async (): Promise<readonly number[]> =>
    (await read(desk.requests.list, { ...filters, limit: MOST_NEWER })).items.map(({ number }) => number),
});
