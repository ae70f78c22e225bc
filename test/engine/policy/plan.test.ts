import fc from 'fast-check';
import { expect, it } from 'vitest';
import { policyStatuses } from '#contract/policies.ts';
import type { PolicyState } from '../../../src-main/engine/policy/commands.ts';
import { planPolicySet, type SetState, type WantedPolicy } from '../../../src-main/engine/policy/plan.ts';
import { fold } from '../../../src-main/engine/text/fold.ts';
import { policyOf } from '../support/ids.ts';
import { Office } from '../support/office.ts';
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
