import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import type { Policy } from '#contract/policies.ts';
import { MAX_EXAMPLES } from '#contract/policyImpact.ts';
import { desk, read } from '../desk.ts';
import { every, following, nextCursor, noCursor } from './pages.ts';

export type PolicyFilters = Omit<Input<'policies', 'list'>, 'cursor' | 'limit'>;

/** A list of policies, page by page. */
export const policyPages = (filters: PolicyFilters) =>
  infiniteQueryOptions({
    queryKey: ['policies', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.policies.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** One policy, in its current version or an earlier one. */
export const policyQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: ['policies', 'get', id, version ?? 'current'],
    queryFn: () => read(desk.policies.get, { id, ...(version === undefined ? {} : { version }) }),
  });

/** What was done to a policy, the newest first, page by page. */
export const policyHistoryPages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['policies', 'history', id],
    queryFn: ({ pageParam }) => read(desk.policies.history, { id, limit: 20, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
  });

/** How two versions of a policy differ. */
export const policyDifferenceQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['policies', 'difference', id, from, to],
    queryFn: () => read(desk.policies.difference, { id, from, to }),
    placeholderData: keepPreviousData,
  });

/** Policies as code: these, or all that are active. */
export const policyExportQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['policies', 'export', ids],
    queryFn: () => read(desk.policies.export, ids.length === 0 ? {} : { ids: [...ids] }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

/** What a draft of a policy would do, were it saved now; `key` tells one draft from another. `replaces` is the policy that it is the next version of. */
export const policyImpactQuery = (
  key: string,
  draft: Input<'policies', 'foresee'>['draft'],
  replaces: string | undefined,
) =>
  queryOptions({
    queryKey: ['policies', 'foresee', replaces ?? null, key],
    queryFn: () =>
      read(desk.policies.foresee, { draft, examples: MAX_EXAMPLES, ...(replaces === undefined ? {} : { replaces }) }),
    placeholderData: keepPreviousData,
    // Typing asks about many drafts, and few of them come back.
    gcTime: 30_000,
  });

/** A what-if that was begun in this window: its id, and what it was about. */
export interface BegunWhatIf {
  readonly id: string;
  /** Tells the draft from others. */
  readonly key: string;
  /** The period, in words. */
  readonly period: string;
}

/** The newest what-if that was begun about a policy, or about a new one. The window keeps it; the desk is not asked. */
export const begunWhatIfQuery = (replaces: string | undefined) =>
  queryOptions({
    queryKey: ['policies', 'begunWhatIf', replaces ?? null],
    queryFn: ({ client, queryKey }): BegunWhatIf | null => client.getQueryData<BegunWhatIf>(queryKey) ?? null,
    initialData: (): BegunWhatIf | null => null,
    // As long as the desk keeps it.
    gcTime: 15 * 60_000,
  });

/** How often the window asks how far a what-if is, in milliseconds. */
const WHAT_IF_PACE_MS = 250;

/** How far a what-if is, and what it has found. */
export const whatIfQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['policies', 'whatIf', id ?? null],
    queryFn: id === undefined ? skipToken : () => read(desk.policies.whatIf, { id }),
    refetchInterval: ({ state: { data, error } }) =>
      error === null && (data === undefined || data.state === 'running') ? WHAT_IF_PACE_MS : false,
  });

export type WhatIfFilters = Omit<Input<'policies', 'whatIfRequests'>, 'id' | 'cursor' | 'limit'>;

/** The requests that a what-if has found, page by page. `done` tells what was found later from what was found before. */
export const whatIfPages = (id: string, filters: WhatIfFilters, done: number) =>
  infiniteQueryOptions({
    queryKey: ['policies', 'whatIfRequests', id, filters, done],
    queryFn: ({ pageParam }) => read(desk.policies.whatIfRequests, { id, ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
  });

/** What the viewer began to write about a policy, or about a new one, and has not saved. */
export const keptDraftQuery = (policyId: string | undefined) =>
  queryOptions({
    queryKey: ['session', 'keptDraft', policyId ?? null],
    queryFn: () => read(desk.policies.loadDraft, policyId === undefined ? {} : { policyId }),
    // It changes with every word, and no topic announces that.
    gcTime: 0,
    staleTime: 0,
  });

/** A few policies that a text could mean. For those who oversee the desk. */
export const foundPoliciesQuery = (text: string) =>
  queryOptions({
    queryKey: ['policies', 'found', text],
    queryFn: () => read(desk.policies.list, { text, limit: 8 }),
    placeholderData: keepPreviousData,
  });

/** Every policy, archived ones too. For those who oversee the desk. */
export const everyPolicyQuery = () =>
  queryOptions({
    queryKey: ['policies', 'every'],
    queryFn: (): Promise<readonly Policy[]> =>
      every((cursor) => read(desk.policies.list, { limit: 200, ...following(cursor) })),
  });
