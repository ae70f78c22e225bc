import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import { call, desk, read } from '../desk.ts';
import type { ProposalAsked } from '../questions.ts';
import { following, nextCursor, noCursor } from './pages.ts';

export type ProposalFilters = Omit<Input<'proposals', 'list'>, 'cursor' | 'limit'>;

/** A list of proposals, the newest first, page by page. For those who oversee the desk. */
export const proposalPages = (filters: ProposalFilters) =>
  infiniteQueryOptions({
    queryKey: ['proposals', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.proposals.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** One proposal as the viewer sees it. For those who oversee the desk. */
export const proposalQuery = (id: string) =>
  queryOptions({ queryKey: ['proposals', 'get', id], queryFn: () => read(desk.proposals.get, { id }) });

/** Whether there are proposals at all, and how many are open; `capped` when there are more. For those who oversee the desk. */
export const proposalsAtAllQuery = () =>
  queryOptions({
    queryKey: ['proposals', 'atAll'],
    queryFn: async () => {
      const { items, nextCursor } = await read(desk.proposals.list, { status: 'open', limit: 99 });
      const any = items.length > 0 || (await read(desk.proposals.list, { limit: 1 })).items.length > 0;
      return { any, open: items.length, capped: nextCursor !== null };
    },
  });

/** What a call would come to, were it proposed now. */
export const proposalPreviewQuery = ({ question: { call: proposable, number } }: Pick<ProposalAsked, 'question'>) =>
  queryOptions({
    // A proposed import can have megabytes.
    queryKey: ['proposals', 'preview', number],
    queryFn: () => call(desk.proposals.preview, proposable),
    gcTime: 0,
  });
