import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PolicyRules, type PolicyStatus, policyStatuses } from '#contract/policies.ts';
import type { PolicyState } from '../../../src-main/engine/policy/commands.ts';
import { planPolicySet, type SetState, type WantedPolicy } from '../../../src-main/engine/policy/plan.ts';
import { fold } from '../../../src-main/engine/text/fold.ts';
import { policyOf } from '../support/ids.ts';
import { Office, rulesOf } from '../support/office.ts';
import { anyRules, sameRules } from './rules.ts';

const directory = new Office('bob mei carol dan')
  .group('managers', 'bob mei')
  .group('security', 'carol')
  .state.directory();

/** Policies by folded name, as facts change them. */
class Policies {
  readonly #named = new Map<string, PolicyState>();
  #made = 0;

  get all(): readonly PolicyState[] {
    return [...this.#named.values()];
  }

  state(complete: boolean): SetState {
    return {
      policyNamed: (folded) => this.#named.get(folded),
      others: complete ? this.all.filter(({ status }) => status === 'active') : [],
      directoryOf: () => directory,
      patternCharacters: 0,
      nameOf: ({ kind, id }) => `${kind} ${id}`,
    };
  }

  /** Applies a file, and answers its effects. */
  apply(wanted: readonly WantedPolicy[], complete: boolean) {
    const plan = planPolicySet(wanted, this.state(complete));
    for (const { facts } of plan.actions)
      for (const fact of facts(() => policyOf(`p${this.#made++}`)))
        switch (fact.type) {
          case 'policy.created':
          case 'policy.updated': {
            const { id, version, rules } = fact.data;
            const earlier = this.all.find((one) => one.id === id);
            if (earlier) this.#named.delete(fold(earlier.rules.name));
            // biome-ignore lint/nursery/noUnsafeTypeAssertion: an event's rules are a policy's, except for omitted fields of a condition
            const state = { id, version, status: earlier?.status ?? 'active', rules } as PolicyState;
            this.#named.set(fold(rules.name), state);
            break;
          }
          case 'policy.archived':
          case 'policy.restored': {
            const earlier = this.all.find((one) => one.id === fact.data.id);
            if (!earlier) throw new Error('A policy is archived that is not there.');
            const status = fact.type === 'policy.archived' ? 'archived' : 'active';
            this.#named.set(fold(earlier.rules.name), { ...earlier, status });
            break;
          }
          default:
            throw new Error(`A file of policies leads to ${fact.type}.`);
        }
    return plan;
  }
}

const anyFile = fc.record({
  complete: fc.boolean(),
  wanted: fc
    .uniqueArray(fc.record({ rules: anyRules, status: fc.constantFrom(...policyStatuses) }), {
      maxLength: 4,
      selector: ({ rules }) => fold(rules.name),
    })
    .map((list) => list.map((one, index): WantedPolicy => ({ ...one, line: index + 1 }))),
});

it('after any file is applied, applying it again changes nothing, and the policies are as it says', () => {
  fc.assert(
    fc.property(fc.array(anyFile, { minLength: 1, maxLength: 4 }), (files) => {
      const policies = new Policies();
      for (const { wanted, complete } of files) {
        const before = policies.all;
        const { actions, problems } = policies.apply(wanted, complete);
        // A problem is no action, and a policy without either stays as it was.
        expect(actions.filter(({ line }) => line !== null).length + problems.length).toBe(wanted.length);
        for (const { line, rules, status } of wanted) {
          if (problems.some((problem) => problem.line === line)) continue;
          const state = policies.all.find((one) => fold(one.rules.name) === fold(rules.name));
          expect(state?.status).toBe(status);
          expect(state !== undefined && sameRules(state.rules, rules)).toBe(true);
        }
        const named = new Set(wanted.map(({ rules }) => fold(rules.name)));
        for (const other of before.filter(({ rules }) => !named.has(fold(rules.name)))) {
          const now = policies.all.find(({ id }) => id === other.id);
          expect(now).toEqual(complete ? { ...other, status: 'archived' } : other);
        }
        const again = planPolicySet(wanted, policies.state(complete));
        expect(again.actions.map(({ action }) => action).filter((action) => action !== 'unchanged')).toEqual([]);
      }
    }),
  );
});

it('an unchanged policy in a plan leads to no fact, and every other one to at least one', () => {
  fc.assert(
    fc.property(anyFile, anyFile, (first, second) => {
      const policies = new Policies();
      policies.apply(first.wanted, first.complete);
      const { actions } = planPolicySet(second.wanted, policies.state(second.complete));
      for (const { action, facts, changes } of actions) {
        const count = facts(() => policyOf('new')).length;
        expect([count > 0, changes.length > 0]).toEqual([action !== 'unchanged', action !== 'unchanged']);
      }
    }),
  );
});

describe('one policy of a file', () => {
  const rules = (change: Partial<PolicyRules> = {}): PolicyRules =>
    rulesOf({ steps: [{ by: ['carol'] }], rules: { name: 'Production', ...change } });
  const stored = (status: PolicyStatus, change: Partial<PolicyRules> = {}, version = 3): PolicyState => ({
    id: policyOf('stored'),
    version,
    status,
    rules: rules(change),
  });
  const wanted = (status: PolicyStatus, change: Partial<PolicyRules> = {}, line = 7): WantedPolicy => ({
    line,
    status,
    rules: rules(change),
  });
  const state = (policies: readonly PolicyState[], change: Partial<SetState> = {}): SetState => ({
    policyNamed: (folded) => policies.find((one) => fold(one.rules.name) === folded),
    others: [],
    directoryOf: () => directory,
    patternCharacters: 0,
    nameOf: ({ id }) => id,
    ...change,
  });
  const plan = (one: WantedPolicy, ...policies: readonly PolicyState[]) => {
    const { actions, problems } = planPolicySet([one], state(policies));
    return {
      problems,
      actions: actions.map(({ facts, changes, ...action }) => ({
        ...action,
        changes: changes.map(({ field, sentence }) => [field, sentence]),
        facts: facts(() => policyOf('new')),
      })),
    };
  };
  const types = ({ actions }: ReturnType<typeof plan>) => actions.flatMap(({ facts }) => facts.map(({ type }) => type));
  const ARCHIVED = ['status', 'It is archived: new requests no longer match it.'];
  const RESTORED = ['status', 'It is restored: new requests match it again.'];
  const NEW_NAME = ['name', 'The name is “Production”.'];
  const NO_QUORUM =
    'No request could ever pass this policy. Step 1 needs 1 more approval, and nobody who is free to give it is left. Each person counts once in a whole request.';
  const tooLong = (length: string) =>
    `The patterns of this policy have ${length} characters in all, and at most 1,000 are allowed. Write shorter patterns, or several policies.`;
  const nobody = { steps: rulesOf({ steps: [{ by: ['@nobody'] }] }).steps, distinctApprovers: false };
  const NOBODY =
    'No request could ever pass this policy. Step 1 needs 1 more approval, and nobody who is free to give it is left.';
  const long = (length: number) => ({ conditions: [{ resource: 'x'.repeat(length) }] });

  it('is created if its name is new', () => {
    const planned = plan(wanted('active'));
    expect(planned.problems).toEqual([]);
    expect(planned.actions).toMatchObject([{ line: 7, policyId: null, name: 'Production', action: 'create' }]);
    expect(planned.actions[0]?.changes[0]).toEqual(NEW_NAME);
    expect(planned.actions[0]?.changes).not.toContainEqual(ARCHIVED);
    expect(planned.actions[0]?.facts).toEqual([
      { type: 'policy.created', data: { id: policyOf('new'), version: 1, rules: rules() } },
    ]);
  });

  it('is created and archived at once if the file says so', () => {
    const planned = plan(wanted('archived'));
    expect(planned.actions).toMatchObject([{ policyId: null, action: 'create' }]);
    expect(planned.actions[0]?.changes.at(-1)).toEqual(ARCHIVED);
    expect(planned.actions[0]?.facts.slice(1)).toEqual([{ type: 'policy.archived', data: { id: policyOf('new') } }]);
  });

  it('is updated by the next version, if its name differs in capitals, too', () => {
    const planned = plan(wanted('active', { precedence: 4 }), stored('active', { name: 'PRODUCTION' }));
    expect(planned).toEqual({
      problems: [],
      actions: [
        {
          line: 7,
          policyId: policyOf('stored'),
          name: 'Production',
          action: 'update',
          changes: [
            ['name', 'The name changes from “PRODUCTION” to “Production”.'],
            ['precedence', 'The precedence changes from 0 to 4.'],
          ],
          facts: [
            {
              type: 'policy.updated',
              data: { id: policyOf('stored'), version: 4, rules: rules({ precedence: 4 }) },
            },
          ],
        },
      ],
    });
  });

  it.each(policyStatuses)('is left alone if it is %s and says the same', (status) => {
    expect(plan(wanted(status), stored(status))).toEqual({
      problems: [],
      actions: [
        { line: 7, policyId: policyOf('stored'), name: 'Production', action: 'unchanged', changes: [], facts: [] },
      ],
    });
  });

  it('stays archived while it is updated', () => {
    const planned = plan(wanted('archived', { precedence: 4 }), stored('archived'));
    expect(planned.actions).toMatchObject([{ action: 'update', changes: [['precedence', expect.any(String)]] }]);
    expect(types(planned)).toEqual(['policy.updated']);
  });

  it('is archived or restored, after its update if it has one', () => {
    const archived = plan(wanted('archived'), stored('active'));
    expect(archived.actions).toMatchObject([{ action: 'archive', changes: [ARCHIVED] }]);
    expect(types(archived)).toEqual(['policy.archived']);
    const restored = plan(wanted('active'), stored('archived'));
    expect(restored.actions).toMatchObject([{ action: 'restore', changes: [RESTORED] }]);
    expect(types(restored)).toEqual(['policy.restored']);
    const both = plan(wanted('active', { precedence: 4 }), stored('archived'));
    expect(both.actions).toMatchObject([
      { action: 'restore', changes: [['precedence', 'The precedence changes from 0 to 4.'], RESTORED] },
    ]);
    expect(types(both)).toEqual(['policy.updated', 'policy.restored']);
    expect(types(plan(wanted('archived', { precedence: 4 }), stored('active')))).toEqual([
      'policy.updated',
      'policy.archived',
    ]);
  });

  it('changes its status from and to a value that the window shows', () => {
    const changes = (status: PolicyStatus, policy: PolicyState) =>
      planPolicySet([wanted(status)], state([policy])).actions.flatMap((action) => action.changes);
    expect(changes('archived', stored('active'))).toMatchObject([
      { kind: 'changed', before: 'active', after: 'archived' },
    ]);
    expect(changes('active', stored('archived'))).toMatchObject([
      { kind: 'changed', before: 'archived', after: 'active' },
    ]);
  });

  it('is a problem of its line if no request could pass it', () => {
    const problems = [{ line: 7, message: NOBODY }];
    expect(plan(wanted('active', nobody))).toEqual({ actions: [], problems });
    expect(plan(wanted('active', nobody), stored('active'))).toEqual({ actions: [], problems });
    expect(plan(wanted('active', nobody), stored('archived', nobody))).toEqual({ actions: [], problems });
    expect(plan(wanted('active', { ...nobody, distinctApprovers: true })).problems).toEqual([
      { line: 7, message: NO_QUORUM },
    ]);
    // The rules of the file decide, not the earlier ones.
    expect(types(plan(wanted('active'), stored('archived', nobody)))).toEqual(['policy.updated', 'policy.restored']);
    // Archiving needs no quorum, and neither does leaving it as it is.
    expect(types(plan(wanted('archived', nobody), stored('active', nobody)))).toEqual(['policy.archived']);
    expect(plan(wanted('active', nobody), stored('active', nobody)).actions).toMatchObject([{ action: 'unchanged' }]);
  });

  it('is a problem if its own patterns become too long', () => {
    const sentence = (planned: ReturnType<typeof plan>) => planned.problems.map(({ message }) => message);
    expect(sentence(plan(wanted('active', long(1_000))))).toEqual([]);
    expect(sentence(plan(wanted('active', long(1_001))))).toEqual([tooLong('1,001')]);
    expect(sentence(plan(wanted('active', long(1_001)), stored('active')))).toEqual([tooLong('1,001')]);
    // One that was too long already may get shorter.
    expect(sentence(plan(wanted('active', long(1_001)), stored('active', long(1_002))))).toEqual([]);
    expect(sentence(plan(wanted('active', long(1_001)), stored('archived', long(1_001))))).toEqual([tooLong('1,001')]);
  });

  it('is restored with its stored patterns if the file only repeats fewer of them', () => {
    const twice = { conditions: [...long(600).conditions, ...long(600).conditions] };
    expect(plan(wanted('active', long(600)), stored('archived', twice)).problems).toEqual([
      { line: 7, message: tooLong('1,200') },
    ]);
  });

  it('is a problem if the patterns of all active policies became too long, with those before it in the file', () => {
    const file =
      (...list: readonly WantedPolicy[]) =>
      (free: number, ...policies: readonly PolicyState[]) => {
        const { actions, problems } = planPolicySet(list, state(policies, { patternCharacters: 1_000_000 - free }));
        return [actions.map(({ line }) => line), problems.map(({ line }) => line)];
      };
    const one = (name: string, line: number, status: PolicyStatus, length: number) =>
      wanted(status, { name, ...long(length) }, line);
    const two = file(one('a', 1, 'active', 30), one('b', 2, 'active', 20));
    expect([two(50), two(49)]).toEqual([
      [[1, 2], []],
      [[1], [2]],
    ]);
    // A policy created as archived, or refused, takes no place.
    expect(file(one('a', 1, 'archived', 30), one('b', 2, 'active', 20))(30)).toEqual([[1, 2], []]);
    expect(file(one('a', 1, 'active', 30), one('b', 2, 'active', 20))(20)).toEqual([[2], [1]]);
    // An update takes the place of what was there, and archiving frees it.
    const a = (status: PolicyStatus) => stored(status, { name: 'a', ...long(30) });
    expect(file(one('a', 1, 'active', 40), one('b', 2, 'active', 20))(30, a('active'))).toEqual([[1, 2], []]);
    expect(file(one('a', 1, 'active', 40), one('b', 2, 'active', 20))(29, a('active'))).toEqual([[1], [2]]);
    expect(file(one('a', 1, 'archived', 30), one('b', 2, 'active', 20))(0, a('active'))).toEqual([[1, 2], []]);
    expect(file(one('a', 1, 'active', 30), one('b', 2, 'active', 20))(50, a('archived'))).toEqual([[1, 2], []]);
    expect(file(one('a', 1, 'active', 30), one('b', 2, 'active', 20))(49, a('archived'))).toEqual([[1], [2]]);
    // A longer update of an archived policy takes no place.
    expect(file(one('a', 1, 'archived', 40))(0, a('archived'))).toEqual([[1], []]);
    expect(file(one('a', 1, 'active', 40))(9, a('active'))).toEqual([[], [1]]);
  });

  it('is archived if a complete file leaves it out, but not if the file names it in other capitals', () => {
    const [kept, left] = [stored('active'), { ...stored('active', { name: 'Staging' }), id: policyOf('left') }];
    const file = [wanted('active', { name: 'PRODUCTION' })];
    const { actions } = planPolicySet(file, state([kept, left], { others: [kept, left] }));
    expect(actions.map(({ action, line }) => [action, line])).toEqual([
      ['update', 7],
      ['archive', null],
    ]);
    expect(actions[1]).toMatchObject({
      policyId: policyOf('left'),
      name: 'Staging',
      changes: [{ sentence: ARCHIVED[1] }],
    });
    expect(actions[1]?.facts(() => policyOf('new'))).toEqual([
      { type: 'policy.archived', data: { id: policyOf('left') } },
    ]);
  });
});
