import type { Fact, FactOf } from '#contract/events.ts';
import type { Grant } from '#contract/grants.ts';
import type { Person } from '#contract/people.ts';
import type { PolicyRules, PolicyStatus } from '#contract/policies.ts';
import type { RequestStatus } from '#contract/requests.ts';
import type { GrantId, GroupId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { Directory, DirectoryPerson, Span } from '../../../src-main/engine/people/directory.ts';
import { standsAt } from '../../../src-main/engine/people/directory.ts';
import type { DecisionRecord, RequestState, ThreadTextRecord } from '../../../src-main/engine/request/state.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface PersonRow extends Writable<Person> {
  standing: Writable<Span>[];
  keyResets: number[];
}

export interface GroupRow {
  readonly id: GroupId;
  name: string;
  /** In the order of joining; people who left and came back are there twice. */
  members: Writable<Span & { personId: PersonId }>[];
  removed: boolean;
  version: number;
}

export interface PolicyRow {
  readonly id: PolicyId;
  readonly createdSequence: number;
  readonly createdAt: string;
  updatedAt: string;
  status: PolicyStatus;
  /** Version 1 first. */
  versions: PolicyRules[];
}

export interface RequestRow extends Writable<RequestState> {
  decisions: DecisionRecord[];
  thread: ThreadTextRecord[];
  readonly policyVersion: number;
  readonly because: string;
  readonly justification: string | null;
  readonly ticket: string | null;
  grantId: GrantId | null;
  newestEvent: number;
}

export type GrantRow = Writable<Grant>;

/** A value of the map; throws if it is missing. */
export function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const found = map.get(key);
  if (found === undefined) throw new Error(`There is no ${String(key)} here.`);
  return found;
}

// An event's optional fields may be there and undefined; a condition's are there or not.
function rulesFrom(rules: FactOf<'policy.created'>['data']['rules']): PolicyRules {
  const conditions = rules.conditions.map(({ resource, account }) => ({
    ...(resource === undefined ? {} : { resource }),
    ...(account === undefined ? {} : { account }),
  }));
  return { ...rules, conditions };
}

/** The state that facts lead to: the engine's inputs, kept in memory. Written for the tests; the store has its own. */
export class Projection {
  sequence = 0;
  readonly people = new Map<PersonId, PersonRow>();
  readonly groups = new Map<GroupId, GroupRow>();
  readonly policies = new Map<PolicyId, PolicyRow>();
  readonly requests = new Map<RequestId, RequestRow>();
  readonly grants = new Map<GrantId, GrantRow>();

  /** The engine's view of people and groups, removed groups included. */
  directory(): Directory {
    return {
      people: new Map([...this.people].map(([id, row]): [PersonId, DirectoryPerson] => [id, row])),
      members: new Map([...this.groups].map(([id, { members }]) => [id, members])),
    };
  }

  currentMembers(groupId: GroupId): PersonId[] {
    const { members } = known(this.groups, groupId);
    return members.filter(({ to }) => to === null).map(({ personId }) => personId);
  }

  apply(facts: readonly Fact[], actor: PersonId | null, at: string): void {
    for (const fact of facts) {
      this.sequence += 1;
      this.#applyOne(fact, actor, at);
      if ('requestId' in fact.data) known(this.requests, fact.data.requestId).newestEvent = this.sequence;
    }
  }

  #applyOne(fact: Fact, actor: PersonId | null, at: string): void {
    switch (fact.type) {
      case 'person.created':
        this.people.set(fact.data.id, { ...fact.data, status: 'enabled', version: 1, standing: [], keyResets: [] });
        return this.#stand(fact.data.id);
      case 'person.updated':
        Object.assign(known(this.people, fact.data.id), fact.data);
        known(this.people, fact.data.id).version += 1;
        return this.#stand(fact.data.id);
      case 'person.disabled':
        known(this.people, fact.data.id).status = 'disabled';
        return this.#stand(fact.data.id);
      case 'person.enabled':
        known(this.people, fact.data.id).status = 'enabled';
        return this.#stand(fact.data.id);
      case 'enrolment.issued':
        if (fact.data.reset) known(this.people, fact.data.personId).keyResets.push(this.sequence);
        return;
      case 'recovery.used':
        known(this.people, fact.data.personId).keyResets.push(this.sequence);
        return;
      case 'key.enrolled':
        return;
      case 'group.created': {
        const { id, name, memberIds } = fact.data;
        this.groups.set(id, { id, name, members: [], removed: false, version: 1 });
        return this.#changeMembers(id, memberIds, []);
      }
      case 'group.updated': {
        const { id, name, added, removed } = fact.data;
        known(this.groups, id).name = name;
        known(this.groups, id).version += 1;
        return this.#changeMembers(id, added, removed);
      }
      case 'group.removed':
        known(this.groups, fact.data.id).removed = true;
        return this.#changeMembers(fact.data.id, [], this.currentMembers(fact.data.id));
      case 'policy.created': {
        const { id, rules } = fact.data;
        const row = { id, createdSequence: this.sequence, createdAt: at, updatedAt: at, versions: [rulesFrom(rules)] };
        this.policies.set(id, { ...row, status: 'active' });
        return;
      }
      case 'policy.updated': {
        const row = known(this.policies, fact.data.id);
        row.versions.push(rulesFrom(fact.data.rules));
        row.updatedAt = at;
        return;
      }
      case 'policy.archived':
      case 'policy.restored': {
        const row = known(this.policies, fact.data.id);
        row.status = fact.type === 'policy.archived' ? 'archived' : 'active';
        row.updatedAt = at;
        return;
      }
      case 'request.submitted':
        return this.#submitted(fact, at);
      case 'request.approved':
      case 'request.rejected':
      case 'approval.withdrawn':
      case 'request.bypassed':
        return this.#decided(fact, actor, at);
      case 'step.completed': {
        const { requestId, next } = fact.data;
        if (next === null) return this.#close(requestId, 'approved', at);
        known(this.requests, requestId).openPosition = next;
        return;
      }
      case 'request.cancelled':
        known(this.requests, fact.data.requestId).cancelledById = actor;
        return this.#close(fact.data.requestId, 'cancelled', at);
      case 'request.expired':
        return this.#close(fact.data.requestId, 'expired', fact.data.expiredAt);
      case 'request.stuck':
        known(this.requests, fact.data.requestId).stuckBecause = fact.data.because;
        return;
      case 'request.unstuck':
        known(this.requests, fact.data.requestId).stuckBecause = null;
        return;
      case 'question.asked':
      case 'answer.given':
        return this.#written(fact, actor, at);
      case 'grant.started':
        return this.#granted(fact);
      case 'grant.expired':
        return this.#ended(fact.data.id, { status: 'expired', endedAt: fact.data.expiredAt });
      case 'grant.revoked':
        return this.#ended(fact.data.id, {
          status: 'revoked',
          endedAt: at,
          endedBy: this.#name(actor),
          reason: fact.data.reason,
        });
      case 'grant.released':
        return this.#ended(fact.data.id, { status: 'released', endedAt: at, endedBy: this.#name(actor) });
      case 'bypass.reviewed': {
        const grant = known(this.grants, fact.data.grantId);
        const reason = grant.bypass?.reason ?? '';
        grant.bypass = { reason, reviewedBy: this.#name(actor), reviewedAt: at, comment: fact.data.comment };
        return;
      }
      default:
        throw new Error(`No engine function decides ${fact.type}.`);
    }
  }

  #stand(personId: PersonId): void {
    const person = known(this.people, personId);
    const stands = person.status === 'enabled' && person.role !== 'auditor';
    const stood = standsAt(personId, this.directory(), Number.POSITIVE_INFINITY);
    if (stands && !stood) person.standing.push({ from: this.sequence, to: null });
    const last = person.standing.at(-1);
    if (!stands && stood && last) last.to = this.sequence;
  }

  #changeMembers(groupId: GroupId, added: readonly PersonId[], removed: readonly PersonId[]): void {
    const { members } = known(this.groups, groupId);
    for (const membership of members)
      if (membership.to === null && removed.includes(membership.personId)) membership.to = this.sequence;
    for (const personId of added) members.push({ personId, from: this.sequence, to: null });
  }

  #submitted({ data }: FactOf<'request.submitted'>, at: string): void {
    const policy = known(this.policies, data.policyId);
    const rules = policy.versions[data.policyVersion - 1];
    if (!rules) throw new Error(`There is no version ${data.policyVersion} of ${data.policyId}.`);
    this.requests.set(data.id, {
      ...data,
      rules,
      status: 'open',
      submittedAt: at,
      closedAt: null,
      submittedSequence: this.sequence,
      closedSequence: null,
      openPosition: 1,
      decisions: [],
      thread: [],
      stuckBecause: null,
      cancelledById: null,
      grantId: null,
      newestEvent: this.sequence,
    });
  }

  #decided(
    fact: FactOf<'request.approved' | 'request.rejected' | 'approval.withdrawn' | 'request.bypassed'>,
    personId: PersonId | null,
    at: string,
  ): void {
    const { requestId, position } = fact.data;
    if (personId === null) throw new Error('Only people decide.');
    const comment = 'reason' in fact.data ? fact.data.reason : fact.data.comment;
    const decisions = {
      'request.approved': 'approved',
      'request.rejected': 'rejected',
      'approval.withdrawn': 'withdrawn',
      'request.bypassed': 'bypassed',
    } as const;
    const decision = decisions[fact.type];
    known(this.requests, requestId).decisions.push({
      position,
      personId,
      decision,
      comment,
      at,
      sequence: this.sequence,
    });
    if (decision === 'rejected') this.#close(requestId, 'rejected', at);
    if (decision === 'bypassed') this.#close(requestId, 'approved', at);
  }

  #written({ type, data }: FactOf<'question.asked' | 'answer.given'>, personId: PersonId | null, at: string): void {
    if (personId === null) throw new Error('Only people write.');
    const kind = type === 'question.asked' ? 'question' : 'answer';
    known(this.requests, data.requestId).thread.push({ kind, personId, text: data.text, at, sequence: this.sequence });
  }

  #close(requestId: RequestId, status: RequestStatus, closedAt: string): void {
    Object.assign(known(this.requests, requestId), {
      status,
      closedAt,
      closedSequence: this.sequence,
      stuckBecause: null,
    });
  }

  #granted({ data }: FactOf<'grant.started'>): void {
    const { viaBypass, personId, ...rest } = data;
    const request = known(this.requests, data.requestId);
    const reason = request.decisions.find(({ decision }) => decision === 'bypassed')?.comment ?? '';
    const ended = { endedAt: null, endedBy: null, reason: null } as const;
    const bypass = viaBypass ? { reason, reviewedBy: null, reviewedAt: null, comment: null } : null;
    request.grantId = data.id;
    const person = this.name(personId);
    this.grants.set(data.id, { ...rest, ...ended, person, status: 'active', viaBypass, bypass });
  }

  #ended(grantId: GrantId, end: Partial<GrantRow>): void {
    Object.assign(known(this.grants, grantId), end);
  }

  name(personId: PersonId): Pick<Person, 'id' | 'username' | 'name'> {
    const { id, username, name } = known(this.people, personId);
    return { id, username, name };
  }

  #name(personId: PersonId | null): GrantRow['endedBy'] {
    return personId === null ? null : this.name(personId);
  }
}
