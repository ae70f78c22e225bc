import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import type { Input } from '../../src-preload/contract/contract.ts';
import { MAX_EXAMPLES } from '../../src-preload/contract/foresight.ts';
import type { Group } from '../../src-preload/contract/groups.ts';
import type { Enrolment, Person } from '../../src-preload/contract/people.ts';
import type { Policy } from '../../src-preload/contract/policies.ts';
import type { AccessRequest } from '../../src-preload/contract/requests.ts';
import type { Page } from '../../src-preload/contract/scalars.ts';
import type { SavedView } from '../../src-preload/contract/views.ts';
import { answerOf, call, desk, read } from './desk.ts';
import type { ProposalAsked } from './proposalAsked.ts';

const noCursor = (): string | undefined => undefined;
const nextCursor = (last: { readonly nextCursor: string | null }): string | undefined => last.nextCursor ?? undefined;
const following = (cursor: string | undefined): { cursor?: string } => (cursor === undefined ? {} : { cursor });

/** Whether there is a desk to call, and where. */
export const workspaceQuery = () =>
  queryOptions({ queryKey: ['workspace', 'get'], queryFn: () => read(desk.workspace.get, {}) });

/** What this workstation does by itself. */
export const settingsQuery = () =>
  queryOptions({ queryKey: ['settings', 'get'], queryFn: () => read(desk.settings.get, {}) });

/** Who is signed in, which workspace this is, and its clock. */
export const sessionQuery = () =>
  queryOptions({ queryKey: ['session', 'get'], queryFn: () => read(desk.session.get, {}) });

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

/** The open request of somebody, the viewer if nobody is named, for an account; null where there is none. */
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

export type GrantFilters = Omit<Input<'grants', 'list'>, 'cursor' | 'limit'>;

/** A list of grants, page by page. */
export const grantPages = (filters: GrantFilters) =>
  infiniteQueryOptions({
    queryKey: ['grants', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.grants.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** How many break-glasses wait for a review by somebody else than their bypasser; `capped` when there are more. For admins. */
export const bypassesToReviewQuery = (viewerId: string) =>
  queryOptions({
    queryKey: ['grants', 'bypassesToReview', viewerId],
    queryFn: async () => {
      const { items, nextCursor } = await read(desk.grants.list, { bypass: 'unreviewed', limit: 100 });
      return { count: items.filter(({ person }) => person.id !== viewerId).length, capped: nextCursor !== null };
    },
  });

/** Whether somebody may use an account now, and why. */
export const accessCheckQuery = (input: Input<'grants', 'check'>) =>
  queryOptions({ queryKey: ['grants', 'check', input], queryFn: () => read(desk.grants.check, input) });

/** What the viewer was told, page by page. */
export const noticePages = (filters: Omit<Input<'notices', 'list'>, 'cursor' | 'limit'>) =>
  infiniteQueryOptions({
    queryKey: ['notices', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.notices.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** How much of what the viewer was told is unread. */
export const noticeCountsQuery = () =>
  queryOptions({ queryKey: ['notices', 'counts'], queryFn: () => read(desk.notices.counts, {}) });

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
export const foreseeQuery = (key: string, draft: Input<'policies', 'foresee'>['draft'], replaces: string | undefined) =>
  queryOptions({
    queryKey: ['policies', 'foresee', replaces ?? null, key],
    queryFn: () =>
      read(desk.policies.foresee, { draft, examples: MAX_EXAMPLES, ...(replaces === undefined ? {} : { replaces }) }),
    placeholderData: keepPreviousData,
    // Whoever types asks about many drafts, and goes back to few.
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
    // It changes with every word, and nobody is told.
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

/** A few people that a text could mean. */
export const foundPeopleQuery = (text: string) =>
  queryOptions({
    queryKey: ['people', 'found', text],
    queryFn: () => read(desk.people.list, { text, limit: 8 }),
    placeholderData: keepPreviousData,
  });

export type PeopleFilters = Omit<Input<'people', 'list'>, 'cursor' | 'limit'>;

/** A list of people, page by page. */
export const peoplePages = (filters: PeopleFilters) =>
  infiniteQueryOptions({
    queryKey: ['people', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.people.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** A list of groups, page by page. */
export const groupPages = (filters: { readonly text?: string }) =>
  infiniteQueryOptions({
    queryKey: ['groups', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.groups.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

async function every<T>(pageAt: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageAt(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** Everyone on the desk: a policy names its approvers by id alone, so its sentences need all names. */
export const everyoneQuery = () =>
  queryOptions({
    queryKey: ['people', 'everyone'],
    queryFn: (): Promise<readonly Person[]> =>
      every((cursor) => read(desk.people.list, { limit: 200, ...following(cursor) })),
  });

/** How everyone stands with their key, by the id of the person. For admins. */
export const enrolmentsQuery = () =>
  queryOptions({
    queryKey: ['people', 'enrolments'],
    queryFn: async (): Promise<ReadonlyMap<string, Enrolment>> => {
      const all = await every((cursor) => read(desk.people.enrolments, { limit: 200, ...following(cursor) }));
      return new Map(all.map((enrolment) => [enrolment.personId, enrolment]));
    },
  });

/** What disabling somebody would do now. */
export const previewDisableQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'previewDisable', id],
    queryFn: () => read(desk.people.previewDisable, { id }),
    // Other people's requests are in it, so what was read before is never shown.
    gcTime: 0,
    staleTime: 0,
  });

/** Every group of the desk. */
export const everyGroupQuery = () =>
  queryOptions({
    queryKey: ['groups', 'every'],
    queryFn: (): Promise<readonly Group[]> =>
      every((cursor) => read(desk.groups.list, { limit: 200, ...following(cursor) })),
  });

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
    // What is proposed can have megabytes.
    queryKey: ['proposals', 'preview', number],
    queryFn: () => call(desk.proposals.preview, proposable),
    gcTime: 0,
  });

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
