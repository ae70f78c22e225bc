import fc from 'fast-check';
import type { Role } from '#contract/people.ts';
import type { Command, ConditionTerms, PolicyTerms, RequestAction, StepTerms } from './commands.ts';
import { OBSERVER } from './observe.ts';
import type { Reference } from './reference.ts';

/** The people in every run, and their first roles. */
const CAST: readonly (readonly [string, Role])[] = [
  ['ruth', 'admin'],
  ['bob', 'member'],
  ['carol', 'member'],
  ['dan', 'member'],
  ['erin', 'member'],
  ['frank', 'member'],
  ['uma', 'auditor'],
  [OBSERVER, 'auditor'],
];
const ACTORS = ['admin', ...CAST.map(([username]) => username)].filter((username) => username !== OBSERVER);
const GROUPS = ['g1', 'g2', 'g3'];
const RESOURCES = ['db', 'DB', 'web', 'wiki'];
const ACCOUNTS = ['root', 'app'];

/** An action that a person is about to take. Its subject is drawn from the state when it runs. */
export interface Intent {
  readonly kind: Kind;
  readonly draws: readonly number[];
  readonly terms: PolicyTerms;
}

const kinds = [
  ['decide', 26],
  ['submit', 14],
  ['anyAction', 9],
  ['bypass', 7],
  ['groupUpdate', 6],
  ['grant', 5],
  ['review', 6],
  ['advance', 5],
  ['enable', 4],
  ['role', 4],
  ['disable', 2],
  ['policyUpdate', 3],
  ['policyStatus', 2],
  ['policyCreate', 1],
  ['groupCreate', 1],
  ['groupRemove', 2],
] as const;
type Kind = (typeof kinds)[number][0];

const kind = fc.oneof(...kinds.map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) })));

// These people are always there to approve, so most policies are passable; some still are not.
const named = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...GROUPS.map((group) => `@${group}`)) },
  { weight: 2, arbitrary: fc.constantFrom(...ACTORS) },
);
const step: fc.Arbitrary<StepTerms> = fc.record({
  approvers: fc.uniqueArray(named, { minLength: 1, maxLength: 4 }),
  required: fc.oneof(
    { weight: 5, arbitrary: fc.constant(1) },
    { weight: 3, arbitrary: fc.constant(2) },
    { weight: 1, arbitrary: fc.constant(3) },
  ),
});
const condition: fc.Arbitrary<ConditionTerms> = fc.constantFrom(
  { resource: '*' },
  { resource: '*' },
  { resource: '*' },
  { resource: 'db' },
  { resource: 'd*' },
  { resource: 'w*' },
  { account: 'root' },
  { account: '*' },
  { resource: 'w*', account: 'app' },
  { resource: 'db', account: 'root' },
);
const terms: fc.Arbitrary<PolicyTerms> = fc.record({
  conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  precedence: fc.constantFrom(0, 0, 0, 1, -1),
  minSeconds: fc.constantFrom(1, 60),
  maxSeconds: fc.constantFrom(60, 3_600),
  pendingTtlSeconds: fc.constantFrom(60, 3_600, 86_400),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  distinct: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  bypassers: fc.option(fc.uniqueArray(named, { minLength: 1, maxLength: 3 }), { nil: null, freq: 2 }),
});
// Without bias towards small numbers, which would mostly draw the first items.
const draws = fc.noBias(fc.array(fc.nat(9_999), { minLength: 12, maxLength: 12 }));
const intent = fc.record({ kind: fc.noBias(kind), draws, terms: fc.noBias(terms) });

/** A run: the policies and groups at the start, and the actions of people. */
export interface Run {
  readonly groups: readonly (readonly string[])[];
  readonly policies: readonly PolicyTerms[];
  readonly intents: readonly Intent[];
}

/** Runs of up to a number of commands, mostly close to it; they shrink to fewer. */
export function runs(maxCommands: number): fc.Arbitrary<Run> {
  const length = { maxLength: maxCommands, size: 'max' } as const;
  const long = fc.array(intent, { ...length, minLength: Math.floor(maxCommands * 0.8) });
  const intents = fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.array(intent, length) },
    { weight: 9, arbitrary: long },
  );
  return fc.record({
    groups: fc.tuple(...GROUPS.map(() => fc.subarray(ACTORS, { minLength: 1 }))),
    policies: fc.noBias(fc.array(terms, { minLength: 1, maxLength: 4 })),
    intents,
  });
}

/** The commands with which every run begins. */
export function opening({ groups, policies }: Run): Command[] {
  return [
    ...CAST.map(([username, role]): Command => ({ do: 'people.create', as: 'admin', username, role })),
    ...groups.map((members, index): Command => {
      const group = GROUPS[index] ?? 'g';
      return { do: 'groups.create', as: 'admin', group, name: `Group ${group}`, members };
    }),
    ...policies.map((each, index): Command => {
      const policy = `p${index + 1}`;
      return { do: 'policies.create', as: 'admin', policy, name: `Policy ${policy}`, terms: each };
    }),
  ];
}

/** The command of an intent in the present state; null if it has no possible subject. */
export function commandFor({ kind, draws, terms }: Intent, state: Reference, label: string): Command | null {
  return makers[kind](new Draw(draws, state), state, label, terms);
}

/** Draws from the state by the numbers of an intent. */
class Draw {
  readonly #numbers: Iterator<number>;
  readonly #state: Reference;

  constructor(numbers: readonly number[], state: Reference) {
    this.#numbers = numbers.values();
    this.#state = state;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.#next() % Math.max(items.length, 1)];
  }

  of<T>(first: T, ...others: readonly T[]): T {
    return this.pick([first, ...others]) ?? first;
  }

  chance(percent: number): boolean {
    return this.#next() % 100 < percent;
  }

  anyone(): string {
    return this.pick(ACTORS) ?? 'admin';
  }

  /** An enabled admin, most of the time. */
  admin(): string {
    return (this.chance(90) ? this.pick(this.#enabled('admin')) : this.anyone()) ?? 'admin';
  }

  /** A person who may file requests, most of the time. */
  requester(): string {
    return (this.chance(90) ? this.pick(this.#enabled('admin', 'member')) : this.anyone()) ?? 'admin';
  }

  /** The subject of a change of status or role: often an admin, so that the last admin is reached. */
  subject(): string {
    return (this.chance(30) ? this.pick(this.#enabled('admin')) : undefined) ?? this.anyone();
  }

  #enabled(...roles: readonly Role[]): string[] {
    return ACTORS.filter((who) => {
      const person = this.#state.people.get(who);
      return person?.enabled && roles.includes(person.role);
    });
  }

  #next(): number {
    const next = this.#numbers.next();
    return next.done ? 0 : next.value;
  }
}

type Maker = (draw: Draw, state: Reference, label: string, terms: PolicyTerms) => Command | null;

const makers: Readonly<Record<Kind, Maker>> = {
  advance: (draw) => ({ do: 'advance', seconds: draw.of(1, 59, 60, 60, 3_540, 3_600, 86_400) }),
  submit(draw, state, label) {
    const [, again] = draw.chance(8) ? (draw.pick(state.openRequests()) ?? []) : [];
    const onBehalf = !again && draw.chance(25);
    return {
      do: 'requests.submit',
      as: again?.requester ?? (onBehalf ? draw.admin() : draw.requester()),
      request: label,
      requester: onBehalf ? draw.anyone() : null,
      resource: again?.resource ?? draw.of('db', ...RESOURCES),
      account: again?.account ?? draw.of('root', ...ACCOUNTS),
      seconds: again || draw.chance(80) ? 60 : draw.of(1, 60, 3_600),
    };
  },
  decide(draw, state, label) {
    const [request, found] = draw.pick(state.openRequests()) ?? [];
    if (!request || !found) return null;
    const comment = draw.chance(50) ? 'Seen.' : null;
    const giver = draw.chance(15) ? draw.pick([...(found.approvals[found.step] ?? [])]) : undefined;
    if (giver) return { do: 'requests.withdraw', as: giver, request, label, comment };
    const counted = new Set(found.approvals.flatMap((people) => [...people]));
    const eligible = [...state.eligible(found)];
    const again = draw.chance(25) ? draw.pick(eligible.filter((who) => counted.has(who))) : undefined;
    const as = again ?? draw.pick(eligible.filter((who) => !counted.has(who))) ?? draw.anyone();
    return { do: draw.chance(90) ? 'requests.approve' : 'requests.reject', as, request, label, comment };
  },
  anyAction(draw, state, label) {
    const [request, found] = draw.pick(draw.chance(70) ? state.openRequests() : [...state.requests]) ?? [];
    if (!request || !found) return null;
    const action = draw.of<RequestAction>('approve', 'approve', 'reject', 'withdraw', 'cancel');
    const own = draw.chance(action === 'cancel' ? 75 : 15) ? found.requester : null;
    const as = own ?? (draw.chance(25) ? found.filer : null) ?? draw.anyone();
    return { do: `requests.${action}`, as, request, label, comment: draw.chance(50) ? 'For a good reason.' : null };
  },
  bypass(draw, state, label) {
    const open = state.openRequests();
    const possible = open.filter(([, { terms, filer }]) => terms.bypassers !== null && filer === null);
    const [request, found] = draw.pick(draw.chance(70) ? possible : [...state.requests]) ?? [];
    if (!request || !found) return null;
    const as = draw.chance(80) ? found.requester : draw.anyone();
    return { do: 'requests.bypass', as, request, label, comment: 'Nobody answers the pager.' };
  },
  disable: (draw) => ({ do: 'people.disable', as: draw.admin(), who: draw.subject() }),
  enable(draw, state) {
    const disabled = ACTORS.filter((who) => !state.people.get(who)?.enabled);
    return { do: 'people.enable', as: draw.admin(), who: draw.pick(disabled) ?? draw.anyone() };
  },
  role: (draw) => ({
    do: 'people.update',
    as: draw.admin(),
    who: draw.subject(),
    role: draw.of<Role>('member', 'member', 'admin', 'auditor'),
  }),
  groupCreate(draw, state, label) {
    const taken = draw.chance(30) ? draw.pick([...state.groups.values()])?.name.toUpperCase() : undefined;
    const members = ACTORS.filter(() => draw.chance(50));
    return { do: 'groups.create', as: draw.admin(), group: label, name: taken ?? `Group ${label}`, members };
  },
  groupUpdate(draw, state) {
    const [group, found] = draw.pick([...state.groups]) ?? [];
    if (!group || !found) return null;
    const changed = new Set([draw.anyone(), draw.anyone()]);
    const members = ACTORS.filter((who) => found.members.has(who) !== changed.has(who));
    return { do: 'groups.update', as: draw.admin(), group, members };
  },
  groupRemove(draw, state) {
    const group = draw.pick([...state.groups.keys()]);
    return group ? { do: 'groups.remove', as: draw.admin(), group } : null;
  },
  policyCreate(draw, state, label, terms) {
    if (!namesWhatIsThere(terms, state)) return null;
    const taken = draw.chance(30) ? draw.pick([...state.policies.values()])?.name.toUpperCase() : undefined;
    return { do: 'policies.create', as: draw.admin(), policy: label, name: taken ?? `Policy ${label}`, terms };
  },
  policyUpdate(draw, state, _, terms) {
    const [policy, found] = draw.pick([...state.policies]) ?? [];
    if (!policy || !found?.active || !namesWhatIsThere(terms, state)) return null;
    const version = found.versions.length + (draw.chance(70) ? 0 : 1);
    return { do: 'policies.update', as: draw.admin(), policy, version, terms };
  },
  policyStatus(draw, state) {
    const [policy, found] = draw.pick([...state.policies]) ?? [];
    const current = found?.versions.at(-1);
    if (!policy || !found || !current || !namesWhatIsThere(current, state)) return null;
    const archive = found.active === draw.chance(90);
    return { do: archive ? 'policies.archive' : 'policies.restore', as: draw.admin(), policy };
  },
  grant(draw, state) {
    const [grant, found] = draw.pick([...state.grants]) ?? [];
    if (!grant || !found) return null;
    const release = draw.chance(50);
    const as = release ? (draw.chance(70) ? found.holder : draw.anyone()) : draw.admin();
    return { do: release ? 'grants.release' : 'grants.revoke', as, grant };
  },
  review(draw, state) {
    const grants = [...state.grants];
    const [grant] = draw.pick(draw.chance(80) ? grants.filter(([, { bypass }]) => bypass) : grants) ?? [];
    return grant ? { do: 'grants.reviewBypass', as: draw.admin(), grant } : null;
  },
};

// Whether every group that a policy names is still there.
function namesWhatIsThere({ steps, bypassers }: PolicyTerms, { groups }: Reference): boolean {
  const all = [...steps.flatMap(({ approvers }) => approvers), ...(bypassers ?? [])];
  return all.every((name) => !name.startsWith('@') || groups.has(name.slice(1)));
}
