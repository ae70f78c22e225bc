import { expect } from 'vitest';
import type { PublicKey } from '#contract/eventShapes.ts';
import type { Fact } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';
import type { PolicyRules, Ref } from '#contract/policies.ts';
import type { IneligibilityReason, RefusalCode } from '#contract/refusal.ts';
import type { StepStatus, Viewer } from '#contract/requests.ts';
import { expireGrant, release, reviewBypass, revoke } from '../../../src-main/engine/grant/commands.ts';
import type { Outcome } from '../../../src-main/engine/outcome.ts';
import { disablePerson, enablePerson, updateGroup, updatePerson } from '../../../src-main/engine/people/commands.ts';
import type { DirectoryPerson } from '../../../src-main/engine/people/directory.ts';
import { enrolKey, issueCode, recover } from '../../../src-main/engine/people/keys.ts';
import * as decide from '../../../src-main/engine/request/decide.ts';
import { viewerOf } from '../../../src-main/engine/request/permission.ts';
import {
  eligibleAt,
  obstacle,
  type Progress,
  progressOf,
  stepStatus,
} from '../../../src-main/engine/request/progress.ts';
import { placedSteps } from '../../../src-main/engine/request/state.ts';
import { type Filing, submit } from '../../../src-main/engine/request/submit.ts';
import { answer, ask } from '../../../src-main/engine/request/thread.ts';
import { nowAt, START, secondsAfter } from './clock.ts';
import { grantOf, groupOf, personOf, policyOf, requestOf } from './ids.ts';
import { type GrantRow, known, Projection, type RequestRow } from './projection.ts';

/** A step in brief: whom it names (`@managers` is a group) and how many must approve (1 by default). */
export interface Step {
  readonly by: readonly string[];
  readonly required?: number;
  readonly name?: string;
}

export interface Terms {
  readonly steps: readonly Step[];
  readonly distinct?: boolean;
  readonly bypassers?: readonly string[];
  readonly rules?: Partial<PolicyRules>;
}

export interface Ask {
  /** The filer; the requester by default. */
  readonly filedBy?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly seconds?: number;
}

export const refs = (names: readonly string[]): Ref[] =>
  names.map((name) =>
    name.startsWith('@') ? { kind: 'group', id: groupOf(name.slice(1)) } : { kind: 'person', id: personOf(name) },
  );

export function rulesOf({ steps, distinct = true, bypassers, rules = {} }: Terms): PolicyRules {
  return {
    name: 'the policy',
    description: null,
    conditions: [{ resource: '*' }],
    duration: { minSeconds: 60, maxSeconds: 7_200 },
    pendingTtlSeconds: 86_400,
    steps: steps.map(({ by, required = 1, name = null }) => ({ name, approvers: refs(by), required })),
    distinctApprovers: distinct,
    precedence: 0,
    requireJustification: false,
    requireTicket: false,
    bypass: bypassers ? { bypassers: refs(bypassers) } : null,
    ...rules,
  };
}

/** A small desk for one test: people by username, one policy, requests by name; every outcome of the engine is applied. */
export class Office {
  readonly state = new Projection();
  at = START;
  readonly #policy = policyOf('the policy');

  constructor(people: string, terms?: Terms) {
    this.hire('boss', 'admin');
    for (const name of people.split(' ')) this.hire(name);
    if (terms) this.terms(terms);
  }

  hire(name: string, role: Role = 'member'): this {
    const data = { id: personOf(name), username: name, name: name.toUpperCase(), email: `${name}@example.test`, role };
    return this.#record({ type: 'person.created', data });
  }

  group(name: string, members: string): this {
    const memberIds = members.split(' ').filter(Boolean).map(personOf);
    return this.#record({ type: 'group.created', data: { id: groupOf(name), name, memberIds } });
  }

  members(name: string, members: string): this {
    const { id } = known(this.state.groups, groupOf(name));
    const group = { id, name, memberIds: this.state.currentMembers(id) };
    this.#do('boss', updateGroup(group, { memberIds: members.split(' ').filter(Boolean).map(personOf) }, false));
    return this;
  }

  setRole(name: string, role: Role): Outcome {
    return this.#do('boss', updatePerson(known(this.state.people, personOf(name)), { role }, this.#admins()));
  }

  disable(name: string): Outcome {
    const id = personOf(name);
    const open = [...this.state.requests.values()].filter((row) => row.requesterId === id && row.status === 'open');
    const active = [...this.state.grants.values()].filter((row) => row.person.id === id && row.status === 'active');
    const ids = <T>(rows: readonly { readonly id: T }[]): T[] => rows.map((row) => row.id);
    return this.#do('boss', disablePerson(known(this.state.people, id), this.#admins(), ids(open), ids(active)));
  }

  enable(name: string): Outcome {
    return this.#do('boss', enablePerson(known(this.state.people, personOf(name))));
  }

  /** An admin resets a person's key, and they enrol a new one. */
  resetKey(name: string): this {
    return this.#enrol(name, true);
  }

  /** The same for a person without an earlier key. */
  firstKey(name: string): this {
    return this.#enrol(name, false);
  }

  /** An admin gets a new key by the recovery kit. */
  recover(name: string): Outcome {
    return this.#do(name, recover(known(this.state.people, personOf(name)), this.#newKey()));
  }

  /** Replaces the rules of the policy from now on. */
  terms(terms: Terms): this {
    const policy = this.state.policies.get(this.#policy);
    const version = (policy?.versions.length ?? 0) + 1;
    const { steps, conditions, bypass, ...rest } = rulesOf(terms);
    const rules = {
      ...rest,
      conditions: [...conditions],
      steps: steps.map((step) => ({ ...step, approvers: [...step.approvers] })),
      bypass: bypass && { bypassers: [...bypass.bypassers] },
    };
    return this.#record({
      type: policy ? 'policy.updated' : 'policy.created',
      data: { id: this.#policy, version, rules },
    });
  }

  /** Tries to file a request; the test calls it `as`. */
  submit(requester: string, ask: Ask = {}, as = 'r1'): Outcome {
    const actor = ask.filedBy ?? requester;
    const paperwork = { justification: null, ticket: null };
    const number = this.state.requests.size + 1;
    return this.#do(actor, submit(this.filing(requester, ask), paperwork, requestOf(as), number, nowAt(this.at)));
  }

  /** Files a valid request. */
  file(requester: string, ask: Ask = {}, as = 'r1'): this {
    expect(this.submit(requester, ask, as)).toMatchObject({ ok: true });
    return this;
  }

  filing(requester: string, { filedBy, resource = 'prod-db', account = 'root', seconds = 3_600 }: Ask = {}): Filing {
    const { versions } = known(this.state.policies, this.#policy);
    const [rules] = versions.slice(-1);
    if (!rules) throw new Error('A policy has a version.');
    const match = {
      policyId: this.#policy,
      name: rules.name,
      version: versions.length,
      condition: { resource: '*' },
      because: 'It matches.',
    };
    const duplicate = [...this.state.requests.values()].find(
      (row) =>
        row.status === 'open' &&
        row.requesterId === personOf(requester) &&
        row.resource === resource &&
        row.account === account,
    );
    return {
      actor: this.person(filedBy ?? requester),
      requester: this.person(requester),
      application: { resource, account, durationSeconds: seconds },
      policy: { match, reason: { code: 'ONLY_MATCH', condition: 1 }, rules },
      directory: this.state.directory(),
      duplicateOf: duplicate?.number ?? null,
    };
  }

  approve(name: string, as = 'r1', comment: string | null = null): Outcome {
    return this.#do(name, decide.approve(this.progress(as), this.person(name), comment, nowAt(this.at), grantOf(as)));
  }

  reject(name: string, as = 'r1', comment: string | null = null): Outcome {
    return this.#do(name, decide.reject(this.progress(as), this.person(name), comment));
  }

  withdraw(name: string, as = 'r1'): Outcome {
    return this.#do(name, decide.withdraw(this.progress(as), this.person(name), null));
  }

  cancel(name: string, as = 'r1', comment: string | null = null): Outcome {
    return this.#do(name, decide.cancel(this.progress(as), this.person(name), comment));
  }

  bypass(name: string, as = 'r1', reason = 'Nobody answers the pager.'): Outcome {
    return this.#do(name, decide.bypass(this.progress(as), this.person(name), reason, nowAt(this.at), grantOf(as)));
  }

  ask(name: string, as = 'r1', text = 'What for?'): Outcome {
    return this.#do(name, ask(this.progress(as), this.person(name), text));
  }

  answer(name: string, as = 'r1', text = 'For the index.'): Outcome {
    return this.#do(name, answer(this.progress(as), this.person(name), text));
  }

  revoke(name: string, as = 'r1'): Outcome {
    return this.#do(name, revoke(this.grant(as), 'No longer needed.'));
  }

  release(name: string, as = 'r1'): Outcome {
    return this.#do(name, release(this.grant(as), this.person(name)));
  }

  review(name: string, as = 'r1'): Outcome {
    return this.#do(name, reviewBypass(this.grant(as), this.person(name), 'Looked at it.'));
  }

  /** Lets time pass; due expiries happen. */
  wait(seconds: number): this {
    this.at = secondsAfter(this.at, seconds);
    const now = nowAt(this.at);
    const open = [...this.state.requests.values()].filter(({ status }) => status === 'open');
    const active = [...this.state.grants.values()].filter(({ status }) => status === 'active');
    const due = [...open.map((row) => decide.expireRequest(row, now)), ...active.map((row) => expireGrant(row, now))];
    for (const fact of due) if (fact) this.#record(fact);
    return this;
  }

  request(as = 'r1'): RequestRow {
    return known(this.state.requests, requestOf(as));
  }

  grant(as = 'r1'): GrantRow {
    return known(this.state.grants, grantOf(as));
  }

  progress(as = 'r1'): Progress {
    return progressOf(this.request(as), this.state.directory());
  }

  viewer(name: string, as = 'r1'): Viewer {
    return viewerOf(this.person(name), this.progress(as));
  }

  person(name: string): DirectoryPerson {
    return known(this.state.people, personOf(name));
  }

  /** The usernames of those who may decide a step. */
  eligible(position = 1, as = 'r1'): string[] {
    return [...eligibleAt(this.progress(as), position)].map((id) => known(this.state.people, id).username).sort();
  }

  stepStatuses(as = 'r1'): StepStatus[] {
    const progress = this.progress(as);
    return placedSteps(progress.request.rules.steps).map(({ position }) => stepStatus(progress, position));
  }

  /** Records whether the request is stuck. Answers why in words; null if it is not. */
  stuck(as = 'r1'): string | null {
    const change = decide.stuckChange(this.progress(as));
    if (change) this.#record(change);
    return this.request(as).stuckBecause === null ? null : obstacle(this.progress(as));
  }

  #enrol(name: string, hadKey: boolean): this {
    const [person, boss] = [known(this.state.people, personOf(name)), known(this.state.people, personOf('boss'))];
    this.#do('boss', issueCode(person, boss, hadKey, this.#newKey(), nowAt(this.at)));
    this.#do(name, enrolKey(person, this.#newKey()));
    return this;
  }

  #newKey(): PublicKey {
    const number = String(this.state.sequence);
    return { id: number.padStart(64, '0'), publicKey: number.padStart(43, 'A') };
  }

  #admins(): number {
    return [...this.state.people.values()].filter(({ role, status }) => role === 'admin' && status === 'enabled')
      .length;
  }

  #do(actor: string, outcome: Outcome): Outcome {
    if (outcome.ok) this.state.apply(outcome.facts, personOf(actor), this.at);
    return outcome;
  }

  #record(fact: Fact): this {
    this.state.apply([fact], null, this.at);
    return this;
  }
}

/** Checks that a command was refused with this code and reason, in a full sentence without an empty slot. */
export function expectRefused(outcome: Outcome, code: RefusalCode, reason?: IneligibilityReason): void {
  expect(outcome).toMatchObject({
    ok: false,
    refusal: { code, message: expect.stringMatching(/^[A-Z“](?!.*\{\{).*[.]$/s) },
  });
  expect(outcome.ok ? 'done' : outcome.refusal.reason).toBe(reason);
}

/** Checks that a command led to facts of these types, in this order. */
export function expectFacts(outcome: Outcome, ...types: readonly Fact['type'][]): void {
  expect(outcome.ok ? outcome.facts.map(({ type }) => type) : outcome.refusal).toEqual(types);
}
