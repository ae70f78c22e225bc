import { LRUCache } from 'lru-cache';
import { type DeskEvent, eventCatalogue, subjectsOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { Policy } from '#contract/policies.ts';
import type { GrantId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import type { DecisionRecord, RequestState } from '../../engine/request/state.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { greatestIdOf, listActiveGrants, listOpenInOrder } from '../../store/queries/begin.ts';
import { loadRequests } from '../../store/queries/requestState.ts';
import { cachedMatcher } from '../kernel/caches.ts';
import type { EventOf } from './context.ts';
import { dueQueue } from './dueQueue.ts';
import { type ReplayState, tableState } from './state.ts';

interface OpenRequest {
  request: RequestState;
  /** Requester, resource and account: no two open requests have the same. */
  readonly twin: string;
}

/**
 * Answers from memory, which holds open requests, active grants, and the people and policies that were asked for. The answers are right
 * only until the first wrong event. The tables of `db` answer everything else. `begun`: they hold a ledger up to some event, and the memory
 * begins with what they say.
 */
export function memoryState(db: ReadDb, begun = false): ReplayState {
  const matcher = cachedMatcher();
  const remembered = rememberingMatcher();
  const tables = tableState(db, matcher);
  const people = new Map<PersonId, Person>();
  const policies = new Map<PolicyId, Policy>();
  const open = new Map<RequestId, OpenRequest>();
  const twins = new Map<string, number>();
  const grants = new Set<GrantId>();
  const due = dueQueue();
  let newestPolicyEvent = 0;
  let filed = 0;
  let greatestId = '';

  const policy = (id: PolicyId): Policy | undefined => {
    const found = policies.get(id) ?? tables.policy(id);
    if (found) policies.set(id, found);
    return found;
  };

  const submitted = (event: EventOf<'request.submitted'>): void => {
    const { data, sequence, at } = event;
    const { id, number, requesterId, filedById, resource, account, durationSeconds, expiresAt, policyId } = data;
    const rules = policy(policyId);
    // Then the event is wrong, and this state is not asked again.
    if (!rules) return;
    filed = Math.max(filed, number);
    const twin = twinOf(requesterId, fold(resource), fold(account));
    twins.set(twin, number);
    due.add({ kind: 'request', id, expiresAt }, number);
    const request: RequestState = {
      id,
      number,
      status: 'open',
      requesterId,
      filedById,
      resource,
      account,
      durationSeconds,
      submittedAt: at,
      expiresAt,
      closedAt: null,
      submittedSequence: sequence,
      closedSequence: null,
      policyId,
      rules,
      openPosition: 1,
      decisions: [],
      thread: [],
      stuckBecause: null,
      cancelledById: null,
    };
    open.set(id, { request, twin });
  };

  const change = (id: RequestId, changes: Partial<RequestState>): void => {
    const entry = open.get(id);
    if (entry) entry.request = { ...entry.request, ...changes };
  };

  const decided = (event: EventOf<'request.approved' | 'approval.withdrawn'>): void => {
    const { requestId, position, comment } = event.data;
    const before = open.get(requestId)?.request.decisions;
    if (!before || event.actor === null) return;
    const decision = event.type === 'request.approved' ? 'approved' : 'withdrawn';
    const { actor: personId, at, sequence } = event;
    const made: DecisionRecord = { position, personId, decision, comment, at, sequence };
    change(requestId, { decisions: [...before, made] });
  };

  const written = (event: EventOf<'question.asked' | 'answer.given'>): void => {
    const { requestId, text } = event.data;
    const before = open.get(requestId)?.request.thread;
    if (!before || event.actor === null) return;
    const { actor: personId, at, sequence } = event;
    const kind = event.type === 'question.asked' ? 'question' : 'answer';
    change(requestId, { thread: [...before, { kind, personId, text, at, sequence }] });
  };

  const close = (id: RequestId): void => {
    const entry = open.get(id);
    if (!entry) return;
    open.delete(id);
    twins.delete(entry.twin);
  };

  const followRequest = (event: DeskEvent): void => {
    switch (event.type) {
      case 'request.submitted':
        return submitted(event);
      case 'request.approved':
      case 'approval.withdrawn':
        return decided(event);
      case 'question.asked':
      case 'answer.given':
        return written(event);
      case 'step.completed':
        if (event.data.next === null) return close(event.data.requestId);
        return change(event.data.requestId, { openPosition: event.data.next });
      case 'request.rejected':
      case 'request.bypassed':
      case 'request.cancelled':
      case 'request.expired':
        return close(event.data.requestId);
      case 'request.stuck':
        return change(event.data.requestId, { stuckBecause: event.data.because });
      case 'request.unstuck':
        return change(event.data.requestId, { stuckBecause: null });
      case 'grant.started':
        grants.add(event.data.id);
        return due.add({ kind: 'grant', id: event.data.id, expiresAt: event.data.expiresAt }, event.sequence);
      case 'grant.expired':
      case 'grant.revoked':
      case 'grant.released':
        grants.delete(event.data.id);
    }
  };

  const noteId = (event: DeskEvent): void => {
    const id = newIdIn(event);
    if (id !== null && id > greatestId) greatestId = id;
  };

  const begin = (): void => {
    filed = tables.nextRequestNumber() - 1;
    greatestId = greatestIdOf(db);
    for (const number of listOpenInOrder(db))
      for (const request of loadRequests(db, [number])) {
        const twin = twinOf(request.requesterId, fold(request.resource), fold(request.account));
        open.set(request.id, { request, twin });
        twins.set(twin, number);
        due.add({ kind: 'request', id: request.id, expiresAt: request.expiresAt }, number);
      }
    for (const { id, expiresAt, sequence } of listActiveGrants(db)) {
      grants.add(id);
      due.add({ kind: 'grant', id, expiresAt }, sequence);
    }
  };
  if (begun) begin();

  return {
    person(id) {
      const found = people.get(id) ?? tables.person(id);
      if (found) people.set(id, found);
      return found;
    },
    policy,
    matcher: () => remembered.of(matcher.of(db, newestPolicyEvent)),
    request: (id) => open.get(id)?.request ?? tables.request(id),
    openRequest: (id) => open.get(id)?.request,
    *openRequestsFor(principals) {
      const named = new Set(principals);
      for (const { request } of open.values())
        if (request.rules.steps.some(({ approvers }) => approvers.some(({ id }) => named.has(id)))) yield request;
    },
    *openRequests() {
      for (const { request } of open.values()) yield request;
    },
    openTwin: (requesterId, resource, account) => twins.get(twinOf(requesterId, resource, account)) ?? null,
    nextRequestNumber: () => filed + 1,
    nextToEnd: () => due.first(({ kind, id }) => (kind === 'request' ? open.has(id) : grants.has(id))),
    isUnused: (id) => id > greatestId,
    follow(event) {
      followRequest(event);
      noteId(event);
      // A change to one person can change how others are shown: names may be shared.
      if (event.type.startsWith('person.')) people.clear();
      if (event.type.startsWith('policy.')) {
        policies.clear();
        newestPolicyEvent = event.sequence;
      }
    },
  };
}

/** For how many accounts it is remembered which policies match. */
const MOST_ACCOUNTS = 20_000;

// Requests are filed for the same accounts again and again, while policies hardly change.
function rememberingMatcher() {
  const known = new LRUCache<string, ReturnType<Matcher['contenders']>>({ max: MOST_ACCOUNTS });
  let [asked, remembering]: [Matcher | null, Matcher | null] = [null, null];
  return {
    of(matcher: Matcher): Matcher {
      if (remembering !== null && asked === matcher) return remembering;
      known.clear();
      asked = matcher;
      remembering = {
        ...matcher,
        contenders(resource, account) {
          const key = `${resource}\0${account}`;
          const found = known.get(key) ?? matcher.contenders(resource, account);
          known.set(key, found);
          return found;
        },
      };
      return remembering;
    },
  };
}

// No id and no folded name holds a NUL.
function twinOf(requesterId: PersonId, resource: string, account: string): string {
  return [requesterId, resource, account].join('\0');
}

function newIdIn(event: DeskEvent): string | null {
  if (event.type === 'desk.founded') return event.data.admin.id;
  if (event.type === 'accounts.imported') return event.data.importId;
  return eventCatalogue[event.type].newId ? (subjectsOf(event)[0] ?? null) : null;
}
