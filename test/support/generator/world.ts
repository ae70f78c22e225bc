import type { DeskEvent, Fact } from '#contract/events.ts';
import type { PolicyRules, PolicyStatus } from '#contract/policies.ts';
import type { GrantId, GroupId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import type { Now } from '../../../src-main/engine/clock.ts';
import type { Contender } from '../../../src-main/engine/policy/contenders.ts';
import { type Matcher, scanMatcher } from '../../../src-main/engine/policy/match.ts';
import type { DecisionRecord, RequestState, ThreadTextRecord } from '../../../src-main/engine/request/state.ts';
import type { Signer } from '../../../src-main/ledger/keys.ts';
import type { LiveDirectory } from './directory.ts';
import type { LedgerWriter } from './ledgerWriter.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';

/** A policy in its current version. */
export interface LivePolicy {
  readonly id: PolicyId;
  readonly version: number;
  readonly status: PolicyStatus;
  readonly rules: PolicyRules;
  readonly createdSequence: number;
}

/** An open request. Closed ones are not kept: a million would not fit into memory. */
export interface LiveRequest extends RequestState {
  openPosition: number;
  stuckBecause: string | null;
  readonly decisions: DecisionRecord[];
  readonly thread: ThreadTextRecord[];
}

/** An active grant. */
export interface LiveGrant {
  readonly id: GrantId;
  readonly personId: PersonId;
  readonly expiresAt: string;
}

/** The scheduled actions. */
export type Item =
  | { readonly kind: 'file' }
  | { readonly kind: 'act'; readonly id: RequestId; readonly act: Act }
  | { readonly kind: 'requestDue'; readonly id: RequestId }
  | { readonly kind: 'grantDue'; readonly id: GrantId }
  | { readonly kind: 'endGrant'; readonly id: GrantId; readonly how: 'revoke' | 'release' }
  | { readonly kind: 'review'; readonly id: GrantId; readonly holderId: PersonId }
  | { readonly kind: 'change'; readonly make: (world: World, at: number) => void };

export type Act = 'approve' | 'reject' | 'cancel' | 'adminCancel' | 'bypass' | 'withdraw';

/** A desk in the making: what was written, as far as later actions depend on it. */
export interface World {
  readonly kind: WorkspaceKind;
  readonly random: Random;
  readonly schedule: Schedule<Item>;
  readonly ledgerWriter: LedgerWriter;
  readonly directory: LiveDirectory;
  readonly groups: Map<GroupId, string>;
  readonly policies: Map<PolicyId, LivePolicy>;
  readonly open: Map<RequestId, LiveRequest>;
  readonly grants: Map<GrantId, LiveGrant>;
  /** The open request of a person for an account: only one may exist. */
  readonly openOnce: Set<string>;
  filed: number;
  /** The current policies, compiled; null after a change. */
  matcher: Pick<Matcher, 'contenders'> | null;
}

/** A moment as the engine takes it. `at` is milliseconds since 1970. */
export function moment(at: number): Now {
  return {
    at: new Date(at).toISOString(),
    after: (seconds) => new Date(at + seconds * 1000).toISOString(),
    secondsUntil: (later) => (Date.parse(later) - at) / 1000,
  };
}

export function matcherOf(world: World): Pick<Matcher, 'contenders'> {
  world.matcher ??= remembering(
    scanMatcher(
      [...world.policies.values()]
        .filter(({ status }) => status === 'active')
        .map(({ rules, ...policy }) => ({
          ...policy,
          name: rules.name,
          precedence: rules.precedence,
          conditions: rules.conditions,
        })),
    ),
  );
  return world.matcher;
}

// No policy here treats two machines of one service differently, so one answer holds for all.
function remembering(matcher: Matcher): Pick<Matcher, 'contenders'> {
  const known = new Map<string, readonly Contender[]>();
  return {
    contenders(resource, account) {
      const key = `${resource.replace(/\d+$/, '')} ${account}`;
      const result = known.get(key) ?? matcher.contenders(resource, account);
      known.set(key, result);
      return result;
    },
  };
}

export function openKey(request: Pick<RequestState, 'requesterId' | 'resource' | 'account'>): string {
  return `${request.requesterId} ${request.resource} ${request.account}`;
}

/** Writes facts into the ledger, and keeps what later actions depend on. */
export function record(
  world: World,
  at: number,
  actor: PersonId | null,
  facts: readonly Fact[],
  signer?: Signer,
): void {
  for (const event of world.ledgerWriter.commit(at, actor, facts, signer)) apply(world, event);
}

function apply(world: World, event: DeskEvent): void {
  world.directory.follow(event);
  switch (event.type) {
    case 'group.created':
    case 'group.updated':
      world.groups.set(event.data.id, event.data.name);
      return;
    case 'policy.created':
    case 'policy.updated': {
      const { id, version, rules } = event.data;
      const known = world.policies.get(id);
      const conditions = rules.conditions.map(({ resource, account }) => ({
        ...(resource === undefined ? {} : { resource }),
        ...(account === undefined ? {} : { account }),
      }));
      const createdSequence = known?.createdSequence ?? event.sequence;
      const status = known?.status ?? 'active';
      world.policies.set(id, { id, version, status, createdSequence, rules: { ...rules, conditions } });
      world.matcher = null;
      return;
    }
    case 'policy.archived':
    case 'policy.restored': {
      const known = world.policies.get(event.data.id);
      const status = event.type === 'policy.archived' ? 'archived' : 'active';
      if (known) world.policies.set(known.id, { ...known, status });
      world.matcher = null;
      return;
    }
    case 'request.submitted':
      return open(world, event);
    case 'request.approved':
    case 'approval.withdrawn': {
      const { requestId, position, comment } = event.data;
      if (event.actor === null) return;
      const decision = event.type === 'request.approved' ? 'approved' : 'withdrawn';
      const { actor: personId, at, sequence } = event;
      world.open.get(requestId)?.decisions.push({ position, personId, decision, comment, at, sequence });
      return;
    }
    case 'question.asked':
    case 'answer.given': {
      const { requestId, text } = event.data;
      if (event.actor === null) return;
      const kind = event.type === 'question.asked' ? 'question' : 'answer';
      const { actor: personId, at, sequence } = event;
      world.open.get(requestId)?.thread.push({ kind, personId, text, at, sequence });
      return;
    }
    case 'step.completed': {
      const request = world.open.get(event.data.requestId);
      if (event.data.next === null) close(world, event.data.requestId);
      else if (request) request.openPosition = event.data.next;
      return;
    }
    case 'request.rejected':
    case 'request.bypassed':
    case 'request.cancelled':
    case 'request.expired':
      return close(world, event.data.requestId);
    case 'request.stuck':
    case 'request.unstuck': {
      const request = world.open.get(event.data.requestId);
      if (request) request.stuckBecause = event.type === 'request.stuck' ? event.data.because : null;
      return;
    }
    case 'grant.started': {
      const { id, personId, expiresAt } = event.data;
      world.grants.set(id, { id, personId, expiresAt });
      world.schedule.add(Date.parse(expiresAt), { kind: 'grantDue', id }, 'grant');
      return;
    }
    case 'grant.expired':
    case 'grant.revoked':
    case 'grant.released':
      world.grants.delete(event.data.id);
      return;
  }
}

function open(world: World, event: Extract<DeskEvent, { type: 'request.submitted' }>): void {
  const { data, sequence, at } = event;
  const policy = world.policies.get(data.policyId);
  if (!policy) throw new TypeError(`There is no policy ${data.policyId}.`);
  const { justification: _, ticket: __, because: ___, policyVersion: ____, ...asked } = data;
  const request: LiveRequest = {
    ...asked,
    status: 'open',
    submittedAt: at,
    closedAt: null,
    submittedSequence: sequence,
    closedSequence: null,
    rules: policy.rules,
    openPosition: 1,
    decisions: [],
    thread: [],
    stuckBecause: null,
    cancelledById: null,
  };
  world.open.set(data.id, request);
  world.openOnce.add(openKey(request));
  world.filed = data.number;
  world.schedule.add(Date.parse(data.expiresAt), { kind: 'requestDue', id: data.id }, 'request');
}

function close(world: World, id: RequestId): void {
  const request = world.open.get(id);
  if (!request) return;
  world.open.delete(id);
  world.openOnce.delete(openKey(request));
}
