import type { z } from 'zod';
import type { Fact } from '#contract/events.ts';
import { grantInputs } from '#contract/grants.ts';
import { groupInputs } from '#contract/groups.ts';
import { peopleInputs, type Role } from '#contract/people.ts';
import { type PolicyRules, policyInputs } from '#contract/policies.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { requestInputs } from '#contract/requests.ts';
import {
  type GrantId,
  type GroupId,
  grantId,
  groupId,
  type PersonId,
  type PolicyId,
  personId,
  policyId,
  type RequestId,
  requestId,
} from '#contract/scalars.ts';
import { expireGrant, release, reviewBypass, revoke } from '../../../src-main/engine/grant/commands.ts';
import { type Outcome, refusal } from '../../../src-main/engine/outcome.ts';
import * as people from '../../../src-main/engine/people/commands.ts';
import { refsOf } from '../../../src-main/engine/policy/check.ts';
import * as policies from '../../../src-main/engine/policy/commands.ts';
import { explain, winningReason } from '../../../src-main/engine/policy/contenders.ts';
import { scanMatcher } from '../../../src-main/engine/policy/match.ts';
import * as decide from '../../../src-main/engine/request/decide.ts';
import { canSee } from '../../../src-main/engine/request/permission.ts';
import { type Progress, progressOf } from '../../../src-main/engine/request/progress.ts';
import { type Filing, submit, whyNotFile } from '../../../src-main/engine/request/submit.ts';
import { fold } from '../../../src-main/engine/text/fold.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { type GroupRow, known, type PersonRow, type PolicyRow, Projection } from '../support/projection.ts';
import { viewGrant, viewGroup, viewPerson, viewPolicy, viewRequest } from './views.ts';
import type { Call, World } from './world.ts';

type Handler = (actor: PersonRow, input: unknown) => Answer<unknown>;

const ok = (result: unknown): Answer<unknown> => ({ ok: true, result });
const no = (error: Refusal): Answer<unknown> => ({ ok: false, error });
const missing = (): Answer<unknown> => no(refusal('NOT_FOUND', 'There is no such thing here, or you may not see it.'));

/** The engine alone: facts are kept in memory, without a ledger, and the clock moves only when told to. */
export class EngineWorld implements World {
  readonly #state = new Projection();
  #at = START;
  #ids = 0;
  #walked = { sequence: 0, directory: this.#state.directory(), progress: new Map<RequestId, Progress>() };

  constructor() {
    const data = { id: personId.parse(this.#newId()), username: 'admin', name: 'Admin', email: 'admin@example.test' };
    this.#commit([{ type: 'person.created', data: { ...data, role: 'admin' } }], null);
  }

  async execute({ as, area, verb, input }: Call): Promise<Answer<unknown>> {
    const actor = [...this.#state.people.values()].find(({ username }) => username === as);
    if (actor?.status !== 'enabled') return no(refusal('NOT_SIGNED_IN', 'Nobody is signed in.'));
    const handler = this.#handlers.get(`${area}.${verb}`);
    if (!handler) throw new Error(`This world knows no ${area}.${verb}.`);
    return handler(actor, input);
  }

  async advance(seconds: number): Promise<void> {
    this.#at = secondsAfter(this.#at, seconds);
    const now = nowAt(this.#at);
    const { requests, grants } = this.#state;
    const due = [
      ...[...requests.values()].filter(({ status }) => status === 'open').map((row) => decide.expireRequest(row, now)),
      ...[...grants.values()].filter(({ status }) => status === 'active').map((row) => expireGrant(row, now)),
    ];
    this.#commit(
      due.filter((fact) => fact !== null),
      null,
    );
  }

  readonly #handlers: ReadonlyMap<string, Handler> = new Map([
    ['people.list', on(peopleInputs.list, null, () => list([...this.#state.people.values()].map(viewPerson)))],
    [
      'people.create',
      on(peopleInputs.create, ['admin'], (actor, input) => {
        const id = personId.parse(this.#newId());
        const taken = [...this.#state.people.values()].some(({ username }) => fold(username) === fold(input.username));
        return this.#settle(actor, people.createPerson({ id, ...input }, taken), () => viewPerson(this.#person(id)));
      }),
    ],
    [
      'people.update',
      on(peopleInputs.update, ['admin'], (actor, { id, ...change }) =>
        this.#settle(
          actor,
          people.updatePerson(this.#person(id), change, this.#enabledAdmins(), {
            openRequests: this.#openRequests(id),
            activeGrants: this.#activeGrants(id),
          }),
          () => viewPerson(this.#person(id)),
        ),
      ),
    ],
    [
      'people.disable',
      on(peopleInputs.disable, ['admin'], (actor, { id }) => {
        const outcome = people.disablePerson(
          this.#person(id),
          this.#enabledAdmins(),
          this.#openRequests(id),
          this.#activeGrants(id),
        );
        return this.#settle(actor, outcome, () => viewPerson(this.#person(id)));
      }),
    ],
    [
      'people.enable',
      on(peopleInputs.enable, ['admin'], (actor, { id }) =>
        this.#settle(actor, people.enablePerson(this.#person(id)), () => viewPerson(this.#person(id))),
      ),
    ],
    [
      'groups.list',
      on(groupInputs.list, null, () => {
        const present = [...this.#state.groups.values()].filter(({ removed }) => !removed);
        return list(present.map((group) => viewGroup(group, this.#state)));
      }),
    ],
    [
      'groups.create',
      on(groupInputs.create, ['admin'], (actor, { name, memberIds }) => {
        const id = groupId.parse(this.#newId());
        const outcome = people.createGroup(id, name, memberIds, this.#groupNamed(name) !== undefined);
        return this.#settle(actor, outcome, () => viewGroup(this.#group(id), this.#state));
      }),
    ],
    [
      'groups.update',
      on(groupInputs.update, ['admin'], (actor, { id, ...change }) => {
        const namesake = this.#groupNamed(change.name ?? this.#group(id).name);
        const outcome = people.updateGroup(this.#groupState(id), change, namesake !== undefined && namesake.id !== id);
        return this.#settle(actor, outcome, () => viewGroup(this.#group(id), this.#state));
      }),
    ],
    [
      'groups.remove',
      on(groupInputs.remove, ['admin'], (actor, { id }) =>
        this.#settle(actor, people.removeGroup(this.#groupState(id), this.#usesOf(id)), () => ({})),
      ),
    ],
    [
      'policies.get',
      on(policyInputs.get, ['admin', 'auditor'], (_, { id, version }) => ok(viewPolicy(this.#policy(id), version))),
    ],
    [
      'policies.create',
      on(policyInputs.create, ['admin'], (actor, rules) => {
        const id = policyId.parse(this.#newId());
        const outcome = policies.createPolicy(
          id,
          rules,
          this.#policyNamed(rules.name) !== undefined,
          this.#state.directory(),
        );
        return this.#settle(actor, outcome, () => viewPolicy(this.#policy(id)));
      }),
    ],
    [
      'policies.update',
      on(policyInputs.update, ['admin'], (actor, { id, version, ...change }) => {
        const state = this.#policyState(id);
        const said = Object.entries(change).filter(([, value]) => value !== undefined);
        const rules: PolicyRules = { ...state.rules, ...Object.fromEntries(said) };
        const namesake = this.#policyNamed(rules.name);
        const taken = namesake !== undefined && namesake.id !== id;
        const outcome = policies.updatePolicy(state, version, rules, taken, this.#state.directory());
        return this.#settle(actor, outcome, () => viewPolicy(this.#policy(id)));
      }),
    ],
    [
      'policies.archive',
      on(policyInputs.archive, ['admin'], (actor, { id }) =>
        this.#settle(actor, policies.archivePolicy(this.#policyState(id)), () => viewPolicy(this.#policy(id))),
      ),
    ],
    [
      'policies.restore',
      on(policyInputs.restore, ['admin'], (actor, { id }) => {
        const outcome = policies.restorePolicy(this.#policyState(id), this.#state.directory());
        return this.#settle(actor, outcome, () => viewPolicy(this.#policy(id)));
      }),
    ],
    [
      'requests.list',
      on(requestInputs.list, null, (actor) => {
        const seen = [...this.#state.requests.values()].reverse().filter(({ id }) => canSee(actor, this.#progress(id)));
        return list(seen.map(({ id }) => this.#viewRequest(id, actor)));
      }),
    ],
    [
      'requests.get',
      on(requestInputs.get, null, (actor, { id }) =>
        canSee(actor, this.#progress(id)) ? ok(this.#viewRequest(id, actor)) : missing(),
      ),
    ],
    [
      'requests.submit',
      on(requestInputs.submit, null, (actor, input) => {
        const forWhom = input.requesterId ?? actor.id;
        const why = whyNotFile(actor, forWhom);
        if (why) return no(why);
        const id = requestId.parse(this.#newId());
        const { justification, ticket, ...application } = input;
        const filing = this.#filing(actor, forWhom, application);
        const outcome = submit(filing, { justification, ticket }, id, this.#state.requests.size + 1, nowAt(this.#at));
        return this.#settle(actor, outcome, () => this.#viewRequest(id, actor));
      }),
    ],
    [
      'requests.approve',
      on(requestInputs.approve, null, (actor, { id, comment }) =>
        this.#decide(actor, id, (progress) =>
          decide.approve(progress, actor, comment, nowAt(this.#at), grantId.parse(this.#newId())),
        ),
      ),
    ],
    [
      'requests.reject',
      on(requestInputs.reject, null, (actor, { id, comment }) =>
        this.#decide(actor, id, (progress) => decide.reject(progress, actor, comment)),
      ),
    ],
    [
      'requests.withdraw',
      on(requestInputs.withdraw, null, (actor, { id, comment }) =>
        this.#decide(actor, id, (progress) => decide.withdraw(progress, actor, comment)),
      ),
    ],
    [
      'requests.cancel',
      on(requestInputs.cancel, null, (actor, { id, comment }) =>
        this.#decide(actor, id, (progress) => decide.cancel(progress, actor, comment)),
      ),
    ],
    [
      'requests.bypass',
      on(requestInputs.bypass, null, (actor, { id, reason }) =>
        this.#decide(actor, id, (progress) =>
          decide.bypass(progress, actor, reason, nowAt(this.#at), grantId.parse(this.#newId())),
        ),
      ),
    ],
    [
      'grants.list',
      on(grantInputs.list, null, (actor) => {
        const seen = [...this.#state.grants.values()].filter(
          ({ person }) => actor.role !== 'member' || person.id === actor.id,
        );
        return list(seen.map(viewGrant));
      }),
    ],
    [
      'grants.revoke',
      on(grantInputs.revoke, ['admin'], (actor, { id, reason }) =>
        this.#onGrant(actor, id, (grant) => revoke(grant, reason)),
      ),
    ],
    [
      'grants.release',
      on(grantInputs.release, null, (actor, { id }) => this.#onGrant(actor, id, (grant) => release(grant, actor))),
    ],
    [
      'grants.reviewBypass',
      on(grantInputs.reviewBypass, ['admin'], (actor, { id, comment }) =>
        this.#onGrant(actor, id, (grant) => reviewBypass(grant, actor, comment)),
      ),
    ],
  ]);

  #decide(actor: PersonRow, id: RequestId, decision: (progress: Progress) => Outcome): Answer<unknown> {
    const progress = this.#progress(id);
    if (!canSee(actor, progress)) return missing();
    return this.#settle(actor, decision(progress), () => this.#viewRequest(id, actor));
  }

  #onGrant(actor: PersonRow, id: GrantId, decision: (grant: ReturnType<typeof viewGrant>) => Outcome): Answer<unknown> {
    const grant = known(this.#state.grants, id);
    if (grant.person.id !== actor.id && !canSee(actor, this.#progress(grant.requestId))) return missing();
    return this.#settle(actor, decision(viewGrant(grant)), () => viewGrant(grant));
  }

  #settle(actor: PersonRow, outcome: Outcome, result: () => unknown): Answer<unknown> {
    if (!outcome.ok) return no(outcome.refusal);
    this.#commit(outcome.facts, actor.id);
    this.#reassess();
    return ok(result());
  }

  #commit(facts: readonly Fact[], actor: PersonId | null): void {
    this.#state.apply(facts, actor, this.#at);
  }

  #reassess(): void {
    for (const { id } of this.#state.requests.values()) {
      const change = decide.stuckChange(this.#progress(id));
      if (change) this.#commit([change], null);
    }
  }

  #filing(actor: PersonRow, requesterId: PersonId, application: Filing['application']): Filing {
    const { resource, account } = application;
    const active = [...this.#state.policies.values()].filter(({ status }) => status === 'active');
    const matchables = active.map(({ id, createdSequence, versions }) => {
      const { name, precedence, conditions } = this.#policyState(id).rules;
      return { id, name, precedence, conditions, createdSequence, version: versions.length };
    });
    const contenders = scanMatcher(matchables).contenders(resource, account);
    const match = explain(contenders).winner;
    const reason = winningReason(contenders);
    const same = (row: { resource: string; account: string }): boolean =>
      fold(row.resource) === fold(resource) && fold(row.account) === fold(account);
    const duplicate = this.#openRequests(requesterId)
      .map((id) => known(this.#state.requests, id))
      .find(same);
    return {
      actor,
      requester: this.#person(requesterId),
      application,
      policy: match && reason && { match, reason, rules: this.#policyState(match.policyId).rules },
      directory: this.#state.directory(),
      duplicateOf: duplicate?.number ?? null,
    };
  }

  #viewRequest(id: RequestId, viewer: PersonRow) {
    return viewRequest(this.#progress(id), known(this.#state.requests, id), this.#state, viewer);
  }

  // Computed once between two facts: most of a run is spent reading it.
  #progress(id: RequestId): Progress {
    if (this.#walked.sequence !== this.#state.sequence)
      this.#walked = { sequence: this.#state.sequence, directory: this.#state.directory(), progress: new Map() };
    const { directory, progress } = this.#walked;
    const found = progress.get(id) ?? progressOf(known(this.#state.requests, id), directory);
    progress.set(id, found);
    return found;
  }

  #usesOf(group: GroupId): string[] {
    const named = (rules: Pick<PolicyRules, 'steps' | 'bypass'>) => refsOf(rules).some(({ id }) => id === group);
    const active = [...this.#state.policies.values()].filter(({ status }) => status === 'active');
    const open = [...this.#state.requests.values()].filter(({ status }) => status === 'open');
    return [
      ...active
        .map(({ id }) => this.#policyState(id).rules)
        .filter(named)
        .map(({ name }) => `the policy “${name}”`),
      ...open.filter(({ rules }) => named(rules)).map(({ number }) => `request #${number}`),
    ];
  }

  #openRequests(person: PersonId): RequestId[] {
    const rows = [...this.#state.requests.values()];
    return rows.filter(({ status, requesterId }) => status === 'open' && requesterId === person).map(({ id }) => id);
  }

  #activeGrants(holder: PersonId): GrantId[] {
    const rows = [...this.#state.grants.values()];
    return rows.filter(({ status, person }) => status === 'active' && person.id === holder).map(({ id }) => id);
  }

  #enabledAdmins(): number {
    return [...this.#state.people.values()].filter(({ role, status }) => role === 'admin' && status === 'enabled')
      .length;
  }

  #groupNamed(name: string): GroupRow | undefined {
    return [...this.#state.groups.values()].find((row) => !row.removed && fold(row.name) === fold(name));
  }

  #policyNamed(name: string): PolicyRow | undefined {
    return [...this.#state.policies.values()].find(({ id }) => fold(this.#policyState(id).rules.name) === fold(name));
  }

  #groupState(id: GroupId): people.GroupState {
    return { id, name: this.#group(id).name, memberIds: this.#state.currentMembers(id) };
  }

  #policyState(id: PolicyId): policies.PolicyState {
    const { versions, status } = this.#policy(id);
    const rules = versions.at(-1);
    if (!rules) throw new Error('A policy has a version.');
    return { id, version: versions.length, status, rules };
  }

  #person = (id: PersonId) => known(this.#state.people, id);
  #group = (id: GroupId) => known(this.#state.groups, id);
  #policy = (id: PolicyId) => known(this.#state.policies, id);

  #newId(): string {
    this.#ids += 1;
    return `0190a5c2-7b1e-7c3d-8f4a-${this.#ids.toString(16).padStart(12, '0')}`;
  }
}

const list = (items: readonly unknown[]): Answer<unknown> => ok({ items, nextCursor: null });

// One verb: its input, its roles (null: everyone), and its effect.
function on<S extends z.ZodType>(
  schema: S,
  roles: readonly Role[] | null,
  run: (actor: PersonRow, input: z.output<S>) => Answer<unknown>,
): Handler {
  return (actor, input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) return no({ code: 'INVALID_INPUT', message: parsed.error.message, fields: {} });
    if (roles && !roles.includes(actor.role)) return no(refusal('FORBIDDEN', 'This is for others.'));
    return run(actor, parsed.data);
  };
}
