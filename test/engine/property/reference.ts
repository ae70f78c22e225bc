import type { Role } from '#contract/people.ts';
import type { IneligibilityReason, RefusalCode } from '#contract/refusal.ts';
import type { RequestStatus, StepStatus } from '#contract/requests.ts';
import { canFill } from '../request/bruteForce.ts';
import type { Command, ConditionTerms, Named, PolicyTerms, RequestAction } from './commands.ts';

/** The expected outcome of a command: a result, or a refusal with one of these codes (and reasons). */
export type Expectation =
  | { readonly ok: true }
  | { readonly ok: false; readonly codes: readonly RefusalCode[]; readonly reasons?: readonly IneligibilityReason[] };

interface ModelPolicy {
  readonly name: string;
  readonly age: number;
  versions: PolicyTerms[];
  active: boolean;
}

interface ModelRequest {
  readonly requester: string;
  readonly filer: string | null;
  readonly resource: string;
  readonly account: string;
  readonly seconds: number;
  readonly terms: PolicyTerms;
  /** The members of each group at filing. */
  readonly atFiling: ReadonlyMap<string, ReadonlySet<string>>;
  readonly expiresAt: number;
  readonly approvals: Set<string>[];
  status: RequestStatus;
  bypassed: boolean;
  /** The open step, from 0. */
  step: number;
}

interface ModelGrant {
  readonly holder: string;
  readonly bypass: boolean;
  readonly endsAt: number;
  reviewed: boolean;
  status: 'active' | 'expired' | 'revoked' | 'released';
}

const yes: Expectation = { ok: true };
const no = (...codes: readonly RefusalCode[]): Expectation => ({ ok: false, codes });
const ineligible = (...reasons: readonly IneligibilityReason[]): Expectation => ({
  ok: false,
  codes: ['NOT_ELIGIBLE'],
  reasons,
});

/**
 * The rules of docs/rules.md again, in the simplest form: sets of names, a clock in seconds, and every choice tried
 * where the product uses matching. It predicts the outcome of each command, and the state of the world after it.
 */
export class Reference {
  time = 0;
  readonly people = new Map<string, { role: Role; enabled: boolean }>([['admin', { role: 'admin', enabled: true }]]);
  readonly groups = new Map<string, { name: string; members: Set<string> }>();
  readonly policies = new Map<string, ModelPolicy>();
  readonly requests = new Map<string, ModelRequest>();
  /** By the label of the decision that started it. */
  readonly grants = new Map<string, ModelGrant & { readonly request: string }>();

  /** Predicts the outcome of a command, and applies it. */
  expect(command: Command): Expectation {
    if (command.do === 'advance') return this.#advance(command.seconds);
    const actor = this.people.get(command.as);
    if (!actor?.enabled) return no('NOT_SIGNED_IN');
    switch (command.do) {
      case 'people.create':
      case 'people.update':
      case 'people.disable':
      case 'people.enable':
      case 'groups.create':
      case 'groups.update':
      case 'groups.remove':
      case 'policies.create':
      case 'policies.update':
      case 'policies.archive':
      case 'policies.restore':
        return actor.role === 'admin' ? this.#administer(command) : no('FORBIDDEN');
      case 'requests.submit':
        return this.#submit(command);
      case 'requests.approve':
      case 'requests.reject':
      case 'requests.withdraw':
      case 'requests.cancel':
      case 'requests.bypass':
        return this.#onRequest(command);
      default:
        return this.#onGrant(command, actor.role);
    }
  }

  /** Whether an open request can no longer be completed. */
  isStuck(request: ModelRequest): boolean {
    return request.status === 'open' && !this.#possible(request);
  }

  stepStatuses({ terms, step, status, bypassed }: ModelRequest): StepStatus[] {
    return terms.steps.map((_, index) => {
      if (index < step || (status === 'approved' && !bypassed)) return 'complete';
      if (status === 'open') return index === step ? 'open' : 'waiting';
      return status === 'rejected' && index === step ? 'rejected' : 'skipped';
    });
  }

  eligible(request: ModelRequest, step = request.step): Set<string> {
    const named = this.#behind(request.terms.steps[step]?.approvers ?? [], request.atFiling);
    return new Set([...named].filter((who) => this.#stands(who) && who !== request.requester && who !== request.filer));
  }

  openRequests(): [string, ModelRequest][] {
    return [...this.requests].filter(([, { status }]) => status === 'open');
  }

  #advance(seconds: number): Expectation {
    this.time += seconds;
    for (const [, request] of this.openRequests()) if (this.time >= request.expiresAt) request.status = 'expired';
    for (const grant of this.grants.values())
      if (grant.status === 'active' && this.time >= grant.endsAt) grant.status = 'expired';
    return yes;
  }

  #administer(
    command: Extract<Command, { do: `people.${string}` | `groups.${string}` | `policies.${string}` }>,
  ): Expectation {
    switch (command.do) {
      case 'people.create':
        if (this.people.has(command.username)) return no('NAME_TAKEN');
        this.people.set(command.username, { role: command.role, enabled: true });
        return yes;
      case 'people.update':
        if (command.role !== 'admin' && this.#isLastAdmin(command.who)) return no('LAST_ADMIN');
        if (command.role === 'auditor') this.#endAccess(command.who);
        this.#person(command.who).role = command.role;
        return yes;
      case 'people.disable':
        if (this.#isLastAdmin(command.who)) return no('LAST_ADMIN');
        this.#disable(command.who);
        return yes;
      case 'people.enable':
        this.#person(command.who).enabled = true;
        return yes;
      case 'groups.create':
        if ([...this.groups.values()].some(({ name }) => name === command.name.toLowerCase())) return no('NAME_TAKEN');
        this.groups.set(command.group, { name: command.name.toLowerCase(), members: new Set(command.members) });
        return yes;
      case 'groups.update':
        this.#group(command.group).members = new Set(command.members);
        return yes;
      case 'groups.remove':
        if (this.#isNamed(`@${command.group}`)) return no('IN_USE');
        this.groups.delete(command.group);
        return yes;
      case 'policies.create': {
        const { policy, name, terms } = command;
        if ([...this.policies.values()].some((other) => other.name === name.toLowerCase())) return no('NAME_TAKEN');
        if (!this.#passable(terms)) return no('QUORUM_IMPOSSIBLE');
        this.policies.set(policy, {
          name: name.toLowerCase(),
          age: this.policies.size,
          versions: [terms],
          active: true,
        });
        return yes;
      }
      case 'policies.update': {
        const policy = this.#policy(command.policy);
        if (command.version !== policy.versions.length) return no('STALE');
        if (!this.#passable(command.terms)) return no('QUORUM_IMPOSSIBLE');
        policy.versions.push(command.terms);
        return yes;
      }
      case 'policies.archive':
        this.#policy(command.policy).active = false;
        return yes;
      case 'policies.restore': {
        const policy = this.#policy(command.policy);
        if (!policy.active && !this.#passable(current(policy))) return no('QUORUM_IMPOSSIBLE');
        policy.active = true;
        return yes;
      }
    }
  }

  #disable(who: string): void {
    this.#person(who).enabled = false;
    this.#endAccess(who);
  }

  #endAccess(who: string): void {
    for (const [, request] of this.openRequests()) if (request.requester === who) request.status = 'cancelled';
    for (const grant of this.grants.values())
      if (grant.holder === who && grant.status === 'active') grant.status = 'revoked';
  }

  #submit(command: Extract<Command, { do: 'requests.submit' }>): Expectation {
    const { as, request, resource, account, seconds } = command;
    const requester = command.requester ?? as;
    if (this.#person(as).role === 'auditor') return no('FORBIDDEN');
    if (requester !== as && this.#person(as).role !== 'admin') return no('FORBIDDEN');
    if (requester !== as && !this.#stands(requester)) return no('INVALID_INPUT');
    const terms = this.#winner(resource, account);
    if (!terms) return no('NO_MATCHING_POLICY');
    const filed: ModelRequest = {
      requester,
      filer: requester === as ? null : as,
      resource: resource.toLowerCase(),
      account: account.toLowerCase(),
      seconds,
      terms,
      atFiling: new Map([...this.groups].map(([label, { members }]) => [label, new Set(members)])),
      expiresAt: this.time + terms.pendingTtlSeconds,
      approvals: terms.steps.map(() => new Set()),
      status: 'open',
      bypassed: false,
      step: 0,
    };
    const same = (other: ModelRequest): boolean =>
      other.requester === requester && other.resource === filed.resource && other.account === filed.account;
    const wrong: RefusalCode[] = [];
    if (seconds < terms.minSeconds || seconds > terms.maxSeconds) wrong.push('DURATION_OUT_OF_RANGE');
    if (!this.#possible(filed) && !this.#mayBypass(filed, as)) wrong.push('QUORUM_IMPOSSIBLE');
    if (this.openRequests().some(([, other]) => same(other))) wrong.push('DUPLICATE_REQUEST');
    if (wrong.length > 0) return no(...wrong);
    this.requests.set(request, filed);
    return yes;
  }

  #onRequest(command: Extract<Command, { do: `requests.${RequestAction}` }>): Expectation {
    const { as, label } = command;
    const request = this.#request(command.request);
    if (!this.#sees(as, request)) return no('NOT_FOUND');
    if (command.do === 'requests.cancel') {
      const isRequester = as === request.requester;
      if (!isRequester && this.#person(as).role !== 'admin') return no('FORBIDDEN');
      if (!isRequester && command.comment === null) return no('INVALID_INPUT');
    }
    if (request.status !== 'open') return no('NOT_OPEN');
    switch (command.do) {
      case 'requests.approve': {
        const why = this.#whyNotApprove(as, request);
        if (why) return why;
        this.#approve(command.request, request, as, label);
        return yes;
      }
      case 'requests.reject': {
        const why = this.#whyNotDecide(as, request);
        if (why) return why;
        request.status = 'rejected';
        return yes;
      }
      case 'requests.withdraw':
        return approvalsOf(request).delete(as) ? yes : no('NOTHING_TO_WITHDRAW');
      case 'requests.cancel':
        request.status = 'cancelled';
        return yes;
      case 'requests.bypass':
        if (!this.#mayBypass(request, as)) return no('BYPASS_NOT_ALLOWED');
        request.status = 'approved';
        request.bypassed = true;
        this.#grant(command.request, request, label);
        return yes;
    }
  }

  #approve(name: string, request: ModelRequest, as: string, label: string): void {
    approvalsOf(request).add(as);
    if (approvalsOf(request).size < (request.terms.steps[request.step]?.required ?? 0)) return;
    if (request.step < request.terms.steps.length - 1) {
      request.step += 1;
      return;
    }
    request.status = 'approved';
    this.#grant(name, request, label);
  }

  #grant(name: string, request: ModelRequest, label: string): void {
    this.grants.set(label, {
      request: name,
      holder: request.requester,
      bypass: request.bypassed,
      endsAt: this.time + request.seconds,
      reviewed: false,
      status: 'active',
    });
  }

  #onGrant(command: Extract<Command, { do: `grants.${string}` }>, role: Role): Expectation {
    const grant = this.grants.get(command.grant);
    if (!grant) throw new Error(`There is no grant ${command.grant}.`);
    if (command.do === 'grants.release') {
      // Everyone who sees the request sees the grant, and only its holder can give it back.
      const sees = role !== 'member' || this.#sees(command.as, this.#request(grant.request));
      if (grant.holder !== command.as) return no(sees ? 'FORBIDDEN' : 'NOT_FOUND');
    } else if (role !== 'admin') return no('FORBIDDEN');
    if (command.do === 'grants.reviewBypass') {
      if (!grant.bypass) return no('NOT_FOUND');
      if (grant.holder === command.as) return no('FORBIDDEN');
      if (grant.reviewed) return no('NOT_OPEN');
      grant.reviewed = true;
      return yes;
    }
    if (grant.status !== 'active') return no('NOT_ACTIVE');
    grant.status = command.do === 'grants.revoke' ? 'revoked' : 'released';
    return yes;
  }

  #whyNotDecide(who: string, request: ModelRequest): Expectation | null {
    if (who === request.requester) return ineligible('REQUESTER');
    if (who === request.filer) return ineligible('FILED_IT');
    if (this.eligible(request).has(who)) return null;
    const elsewhere = request.terms.steps.some((_, step) => this.eligible(request, step).has(who));
    const approvedBefore = request.approvals.slice(0, request.step).some((given) => given.has(who));
    return elsewhere || approvedBefore ? ineligible('LATER_STEP', 'EARLIER_STEP') : ineligible('NOT_AN_APPROVER');
  }

  #whyNotApprove(who: string, request: ModelRequest): Expectation | null {
    if (approvalsOf(request).has(who)) return ineligible('ALREADY_APPROVED');
    const why = this.#whyNotDecide(who, request);
    if (why) return why;
    if (request.terms.distinct && request.approvals.some((given) => given.has(who)))
      return ineligible('COUNTED_IN_EARLIER_STEP');
    if (!this.#possible(request)) return null;
    const approvals = request.approvals.map((given, step) =>
      step === request.step ? new Set([...given, who]) : given,
    );
    return this.#possible({ ...request, approvals }) ? null : ineligible('NEEDED_IN_LATER_STEP');
  }

  #possible(request: ModelRequest): boolean {
    const { terms, step, approvals } = request;
    const counted = new Set(terms.distinct ? approvals.flatMap((given) => [...given]) : []);
    const places = terms.steps.slice(step).map(({ required }, index) => {
      const given = approvals[step + index] ?? new Set();
      const free = [...this.eligible(request, step + index)].filter((who) => !given.has(who) && !counted.has(who));
      return { missing: required - given.size, candidates: new Set(free) };
    });
    return canFill(places, terms.distinct);
  }

  #passable({ steps, distinct }: PolicyTerms): boolean {
    const ranking = (named: readonly Named[]): Set<string> =>
      new Set([...this.#behind(named)].filter((who) => this.#stands(who)));
    return canFill(
      steps.map(({ required, approvers }) => ({ missing: required, candidates: ranking(approvers) })),
      distinct,
    );
  }

  #mayBypass({ terms, requester, filer, atFiling }: ModelRequest, who: string): boolean {
    if (terms.bypassers === null || who !== requester || filer !== null) return false;
    return this.#stands(who) && this.#behind(terms.bypassers, atFiling).has(who);
  }

  // The people behind names; for groups the present members who, if `then` is given, were members then, too.
  #behind(named: readonly Named[], then?: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
    return new Set(
      named.flatMap((name) => {
        if (!name.startsWith('@')) return [name];
        const label = name.slice(1);
        const members = [...(this.groups.get(label)?.members ?? [])];
        return then ? members.filter((who) => then.get(label)?.has(who)) : members;
      }),
    );
  }

  #sees(who: string, { requester, filer, terms, atFiling }: ModelRequest): boolean {
    if (this.#person(who).role !== 'member' || who === requester || who === filer) return true;
    return terms.steps.some(({ approvers }) =>
      approvers.some((name) => name === who || (name.startsWith('@') && atFiling.get(name.slice(1))?.has(who))),
    );
  }

  #winner(resource: string, account: string): PolicyTerms | null {
    const ranked = [...this.policies.values()].flatMap((policy) => {
      const { conditions, precedence } = current(policy);
      const fits = conditions.map((condition) => fitOf(condition, resource, account)).filter((fit) => fit !== null);
      const [fit] = fits.sort(closer);
      return policy.active && fit ? [{ policy, order: [-precedence, ...fit, policy.age] }] : [];
    });
    const [best] = ranked.sort((a, b) => closer(a.order, b.order));
    return best ? current(best.policy) : null;
  }

  #isNamed(group: Named): boolean {
    const names = ({ steps, bypassers }: PolicyTerms): boolean =>
      steps.some(({ approvers }) => approvers.includes(group)) || (bypassers?.includes(group) ?? false);
    return (
      [...this.policies.values()].some((policy) => policy.active && names(current(policy))) ||
      this.openRequests().some(([, { terms }]) => names(terms))
    );
  }

  #isLastAdmin(who: string): boolean {
    const admins = [...this.people].filter(([, { role, enabled }]) => role === 'admin' && enabled);
    return admins.length === 1 && admins[0]?.[0] === who;
  }

  #stands(who: string): boolean {
    const { role, enabled } = this.#person(who);
    return enabled && role !== 'auditor';
  }

  #person = (who: string) => existing(this.people, who);
  #group = (label: string) => existing(this.groups, label);
  #policy = (label: string) => existing(this.policies, label);
  #request = (label: string) => existing(this.requests, label);
}

function existing<V>(map: ReadonlyMap<string, V>, label: string): V {
  const found = map.get(label);
  if (found === undefined) throw new Error(`The model knows no ${label}.`);
  return found;
}

function current({ versions }: ModelPolicy): PolicyTerms {
  const terms = versions.at(-1);
  if (!terms) throw new Error('A policy has a version.');
  return terms;
}

function approvalsOf({ approvals, step }: ModelRequest): Set<string> {
  const given = approvals[step];
  if (!given) throw new Error('There are approvals for each step.');
  return given;
}

// How closely a condition fits, smaller is closer: exact fields, literal characters, wildcards. Its patterns are literal
// except for one star at the end.
function fitOf(condition: ConditionTerms, resource: string, account: string): number[] | null {
  const pairs: [string | undefined, string][] = [
    [condition.resource, resource.toLowerCase()],
    [condition.account, account.toLowerCase()],
  ];
  const fit = [0, 0, 0];
  for (const [pattern, name] of pairs) {
    if (pattern === undefined) continue;
    const literal = pattern.replace('*', '');
    if (pattern === literal ? name !== literal : !name.startsWith(literal)) return null;
    fit[0] = (fit[0] ?? 0) - (pattern === literal ? 1 : 0);
    fit[1] = (fit[1] ?? 0) - literal.length;
    fit[2] = (fit[2] ?? 0) + (pattern === literal ? 0 : 1);
  }
  return fit;
}

function closer(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
