import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import type { AccessRequest } from '#contract/requests.ts';
import type { SavedView } from '#contract/views.ts';
import { answerOf, desk, read } from '../desk.ts';
import { following, nextCursor, noCursor } from './pages.ts';

/** One request as the viewer sees it. */
export const requestQuery = (id: string) =>
  queryOptions({ queryKey: ['requests', 'get', id], queryFn: () => read(desk.requests.get, { id }) });

/** What happened to a request, the oldest first, page by page. */
export const timelinePages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'timeline', id],
    queryFn: ({ pageParam }) => read(desk.requests.timeline, { id, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
  });

/** Which policies matched a request when it was filed. For those who oversee the desk. */
export const requestPoliciesQuery = (id: string) =>
  queryOptions({ queryKey: ['requests', 'policies', id], queryFn: () => read(desk.requests.policies, { id }) });

/** What an admin could do about a stuck request. */
export const remediesQuery = (id: string) =>
  queryOptions({ queryKey: ['requests', 'remedies', id], queryFn: () => read(desk.requests.remedies, { id }) });

export type RequestFilters = Omit<Input<'requests', 'list'>, 'cursor' | 'limit'>;

/** The request that has a number, in a list, if the viewer sees it. */
export const numberedRequestQuery = (number: number) =>
  queryOptions({
    queryKey: ['requests', 'numbered', number],
    queryFn: () => read(desk.requests.list, { number, limit: 1 }),
  });

/** The open request of a person (by default the viewer) for an account; null for none. */
export const openRequestQuery = ({
  resource,
  account,
  requesterId,
}: Pick<RequestFilters, 'resource' | 'account' | 'requesterId'>) =>
  queryOptions({
    queryKey: ['requests', 'open', resource, account, requesterId],
    queryFn: async (): Promise<AccessRequest | null> => {
      const whose = requesterId === undefined ? { mine: true } : { requesterId };
      const { items } = await read(desk.requests.list, { ...whose, status: 'open', resource, account, limit: 1 });
      return items[0] ?? null;
    },
  });

/** Requests as they stand, in the order of the ids; what the viewer does not see (any more) is left out. */
export const severalRequestsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['requests', 'several', ids],
    queryFn: async (): Promise<readonly AccessRequest[]> => {
      const answers = await Promise.all(ids.map((id) => answerOf(desk.requests.get({ id }))));
      return answers.flatMap((answer) => (answer.ok ? [answer.result] : []));
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

/** The views that the viewer keeps, by name. */
export const viewsQuery = () =>
  queryOptions({
    queryKey: ['views', 'list'],
    queryFn: async (): Promise<readonly SavedView[]> => (await read(desk.views.list, {})).views,
  });

/** How many requests each of the filters would show. */
export const requestCountsQuery = (filters: Input<'requests', 'counts'>) =>
  queryOptions({
    queryKey: ['requests', 'counts', filters],
    queryFn: () => read(desk.requests.counts, filters),
    placeholderData: keepPreviousData,
  });

/** What would become of a request, were it filed now. */
export const previewQuery = (input: Input<'requests', 'preview'>) =>
  queryOptions({
    queryKey: ['requests', 'preview', input],
    queryFn: () => read(desk.requests.preview, input),
    placeholderData: keepPreviousData,
  });
