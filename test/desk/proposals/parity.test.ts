import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Role } from '#contract/people.ts';
import { openSharedDesk, type TestDesk } from '../support.ts';

const RUNS = 40;
const USERS = ['u0', 'u1', 'u2', 'u3'] as const;
const GROUPS = ['g0', 'g1'] as const;
const POLICIES = ['p0', 'p1', 'p2'] as const;

/** A change to rules, by names: ids differ between the two desks. */
type Change =
  | { readonly kind: 'role'; readonly who: string; readonly role: Role; readonly name: string | undefined }
  | { readonly kind: 'enable' | 'disable'; readonly who: string }
  | { readonly kind: 'hire'; readonly who: string; readonly role: Role }
  | { readonly kind: 'makeGroup' | 'members'; readonly group: string; readonly members: readonly string[] }
  | { readonly kind: 'renameGroup'; readonly group: string; readonly to: string }
  | { readonly kind: 'removeGroup'; readonly group: string }
  | {
      readonly kind: 'makePolicy' | 'changePolicy';
      readonly policy: string;
      readonly by: string;
      readonly required: number;
    }
  | { readonly kind: 'archive' | 'restore'; readonly policy: string }
  | { readonly kind: 'file'; readonly rows: readonly (readonly [who: string, role: Role, group: string])[] };

const who = fc.constantFrom(...USERS);
const group = fc.constantFrom(...GROUPS);
const policy = fc.constantFrom(...POLICIES);
const role = fc.constantFrom<Role[]>('member', 'auditor', 'admin');
const members = fc.uniqueArray(who, { maxLength: 4 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('role' as const),
    who,
    role,
    name: fc.option(fc.constantFrom('A', 'B'), { nil: undefined }),
  }),
  fc.record({ kind: fc.constantFrom('enable' as const, 'disable' as const), who }),
  fc.record({ kind: fc.constant('hire' as const), who: fc.constantFrom('u0', 'v0', 'v1'), role }),
  fc.record({ kind: fc.constantFrom('makeGroup' as const, 'members' as const), group, members }),
  fc.record({ kind: fc.constant('renameGroup' as const), group, to: fc.constantFrom('g0', 'g1', 'g9') }),
  fc.record({ kind: fc.constant('removeGroup' as const), group }),
  fc.record({
    kind: fc.constantFrom('makePolicy' as const, 'changePolicy' as const),
    policy,
    by: fc.constantFrom('u0', 'u1', '@g0', '@g1'),
    required: fc.constantFrom(1, 2, 9),
  }),
  fc.record({ kind: fc.constantFrom('archive' as const, 'restore' as const), policy }),
  fc.record({
    kind: fc.constant('file' as const),
    rows: fc.uniqueArray(fc.tuple(fc.constantFrom('u1', 'u2', 'w0'), role, fc.constantFrom('', 'g0')), {
      minLength: 1,
      maxLength: 3,
      selector: ([username]) => username,
    }),
  }),
);

/** A desk, with the ids of everything that has a name now. */
class Named {
  constructor(
    readonly desk: TestDesk,
    readonly proposes: boolean,
  ) {}

  async state() {
    const admin = this.desk.as('admin');
    const [people, groups, policies] = [
      (await admin.people.list({ limit: 200 })).items,
      (await admin.groups.list({ limit: 200 })).items,
      (await admin.policies.list({ limit: 200 })).items,
    ];
    return { people, groups, policies };
  }

  /** The content of the desk, without ids. */
  async said(): Promise<unknown> {
    const { people, groups, policies } = await this.state();
    const names = new Map<string, string>([
      ...people.map(({ id, username }) => [id, username] as const),
      ...groups.map(({ id, name }) => [id, `@${name}`] as const),
    ]);
    return {
      people: people.map(({ id: _, ...person }) => person),
      groups: groups.map(({ name, members: all }) => ({ name, members: all.map(({ username }) => username) })),
      policies: policies.map(({ name, version, status, steps }) => ({
        name,
        version,
        status,
        steps: steps.map(({ approvers, required }) => ({ required, by: approvers.map(({ id }) => names.get(id)) })),
      })),
    };
  }

  /** Makes a change, directly or by a proposal that another admin approves. Answers the code of its refusal, or `ok`. */
  async make(wanted: Change): Promise<string> {
    const call = await this.#callFor(wanted);
    if (call === null) return 'nothing of that name';
    const [area, verb, input] = call;
    if (!this.proposes) return codeOf(await this.desk.answer('admin', `${area}.${verb}`, input));
    const direct = await this.desk.answer('admin', `${area}.${verb}`, input);
    if (codeOf(direct) !== 'FOUR_EYES_NEEDED') return codeOf(direct);
    const made = await this.desk.as('admin').proposals.make({ area, verb, input });
    return codeOf(await this.desk.answer('second', 'proposals.approve', { id: made.id }));
  }

  async #callFor(wanted: Change): Promise<readonly [area: string, verb: string, input: unknown] | null> {
    const { people, groups, policies } = await this.state();
    const person = (username: string) => people.find((one) => one.username === username)?.id;
    const named = (name: string) => groups.find((one) => one.name === name)?.id;
    const about = <T>(id: T | undefined, make: (id: T) => readonly [string, string, unknown]) =>
      id === undefined ? null : make(id);
    switch (wanted.kind) {
      case 'role':
        return about(person(wanted.who), (id) => ['people', 'update', { id, role: wanted.role, name: wanted.name }]);
      case 'enable':
      case 'disable':
        return about(person(wanted.who), (id) => ['people', wanted.kind, { id }]);
      case 'hire': {
        const { who: username } = wanted;
        return ['people', 'create', { username, name: username, email: `${username}@example.test`, role: wanted.role }];
      }
      case 'makeGroup':
        return ['groups', 'create', { name: wanted.group, memberIds: wanted.members.map(person) }];
      case 'members':
        return about(named(wanted.group), (id) => ['groups', 'update', { id, memberIds: wanted.members.map(person) }]);
      case 'renameGroup':
        return about(named(wanted.group), (id) => ['groups', 'update', { id, name: wanted.to }]);
      case 'removeGroup':
        return about(named(wanted.group), (id) => ['groups', 'remove', { id }]);
      case 'makePolicy':
      case 'changePolicy': {
        const id = wanted.by.startsWith('@') ? named(wanted.by.slice(1)) : person(wanted.by);
        if (id === undefined) return null;
        const kind = wanted.by.startsWith('@') ? 'group' : 'person';
        const steps = [{ approvers: [{ kind, id }], required: wanted.required }];
        const known = policies.find(({ name }) => name === wanted.policy);
        if (wanted.kind === 'changePolicy')
          return about(known, ({ id: of, version }) => ['policies', 'update', { id: of, version, steps }]);
        const duration = { maxSeconds: 60 };
        return ['policies', 'create', { name: wanted.policy, conditions: [{ resource: '*' }], duration, steps }];
      }
      case 'archive':
      case 'restore':
        return about(policies.find(({ name }) => name === wanted.policy)?.id, (id) => [
          'policies',
          wanted.kind,
          { id },
        ]);
      case 'file': {
        const rows = wanted.rows.map(
          ([username, as, joins]) => `${username},N,${username}@example.test,${as},${joins}`,
        );
        return ['people', 'import', { csv: ['username,name,email,role,groups', ...rows].join('\n') }];
      }
    }
  }
}

const codeOf = (given: Awaited<ReturnType<TestDesk['answer']>>): string => (given.ok ? 'ok' : given.error.code);

async function named(proposes: boolean): Promise<{ readonly one: Named; readonly dispose: () => Promise<void> }> {
  const { desk, dispose } = await openSharedDesk();
  await desk.hire('second', 'admin');
  await desk.hire(USERS.join(' '));
  await desk.group('g0', 'u0 u1');
  await desk.policy({ name: 'p0', steps: [{ by: '@g0' }] });
  await desk.policy({ name: 'p1', steps: [{ by: 'u2' }] });
  if (proposes) await desk.as('admin').settings.update({ fourEyes: true });
  return { one: new Named(desk, proposes), dispose };
}

/** The minimum outcomes of all runs together. */
const ALWAYS: readonly Change[] = [
  { kind: 'hire', who: 'v0', role: 'admin' },
  { kind: 'hire', who: 'u0', role: 'member' },
  { kind: 'role', who: 'u1', role: 'auditor', name: 'A' },
  { kind: 'members', group: 'g0', members: ['u2', 'u3'] },
  { kind: 'renameGroup', group: 'g0', to: 'g9' },
  { kind: 'makeGroup', group: 'g1', members: ['u3'] },
  { kind: 'makePolicy', policy: 'p2', by: '@g1', required: 1 },
  { kind: 'makePolicy', policy: 'p2', by: '@g1', required: 1 },
  { kind: 'changePolicy', policy: 'p2', by: 'u2', required: 9 },
  { kind: 'changePolicy', policy: 'p2', by: 'u2', required: 1 },
  { kind: 'archive', policy: 'p2' },
  { kind: 'restore', policy: 'p2' },
  { kind: 'removeGroup', group: 'g1' },
  { kind: 'disable', who: 'u3' },
  { kind: 'enable', who: 'u3' },
  {
    kind: 'file',
    rows: [
      ['w0', 'member', 'g9'],
      ['u2', 'admin', ''],
    ],
  },
];

test('an approved proposal does what the call itself would have done, in 40 random runs, and verifies', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 3, maxLength: 14 }), async (changes) => {
      const [direct, guarded] = [await named(false), await named(true)];
      try {
        for (const wanted of changes) {
          const [expected, given] = [await direct.one.make(wanted), await guarded.one.make(wanted)];
          expect(given, JSON.stringify(wanted)).toBe(expected);
        }
        expect(await guarded.one.said()).toEqual(await direct.one.said());
        expect(await guarded.one.desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
      } finally {
        await direct.dispose();
        await guarded.dispose();
      }
    }),
    { numRuns: RUNS, examples: [[[...ALWAYS]]] },
  );
});

test('all kinds of change occur in the runs, done or refused like the call itself', async () => {
  const { one, dispose } = await named(true);
  onTestFinished(dispose);
  const refused: (readonly [Change['kind'], string])[] = [];
  for (const wanted of ALWAYS) {
    const given = await one.make(wanted);
    if (given !== 'ok') refused.push([wanted.kind, given]);
  }
  expect(refused).toEqual([
    ['hire', 'NAME_TAKEN'],
    ['makePolicy', 'NAME_TAKEN'],
    ['changePolicy', 'QUORUM_IMPOSSIBLE'],
  ]);
});
