import fc from 'fast-check';
import type { Condition, PolicyRules, PolicyStep, Ref } from '#contract/policies.ts';
import { refs } from '../support/office.ts';

const anyRef = fc.constantFrom(...refs(['bob', 'mei', 'carol', 'dan', '@managers', '@security']));
const anyRefs = fc.array(anyRef, { minLength: 1, maxLength: 4 });
const anyName = fc.constantFrom('Review', 'Security', 'Owner', 'review');

export const anyStep: fc.Arbitrary<PolicyStep> = fc.record({
  name: fc.option(anyName),
  approvers: anyRefs,
  required: fc.integer({ min: 1, max: 3 }),
});

const anyPattern = fc.constantFrom('*', 'prod-*', 'stage', '[*]', '{a,b}');
const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ resource: anyPattern }),
  fc.record({ account: anyPattern }),
  fc.record({ resource: anyPattern, account: anyPattern }),
);

/** Random rules of a policy, with so few values that two of them often share some. */
export const anyRules: fc.Arbitrary<PolicyRules> = fc.record({
  name: fc.constantFrom('production', 'Production', 'staging'),
  description: fc.option(fc.constantFrom('why', 'two\nlines')),
  conditions: fc.array(anyCondition, { minLength: 1, maxLength: 4 }),
  duration: fc.record({ minSeconds: fc.constantFrom(1, 60), maxSeconds: fc.constantFrom(3_600, 86_400) }),
  pendingTtlSeconds: fc.constantFrom(60, 86_400),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 6 }),
  distinctApprovers: fc.boolean(),
  precedence: fc.constantFrom(0, 7),
  requireJustification: fc.boolean(),
  requireTicket: fc.boolean(),
  bypass: fc.option(fc.record({ bypassers: anyRefs })),
});

const sorted = <T>(list: readonly T[]): string[] => [...new Set(list.map((one) => JSON.stringify(one)))].sort();
const refsOf = (list: readonly Ref[]) => sorted(list.map(({ kind, id }) => [kind, id]));

/** Whether two policies say the same; the order of unordered fields is ignored. */
export function sameRules(one: PolicyRules, other: PolicyRules): boolean {
  const plain = ({ conditions, steps, bypass, ...rules }: PolicyRules) =>
    JSON.stringify([
      Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)),
      sorted(conditions.map(({ resource, account }) => [resource, account])),
      steps.map(({ name, approvers, required }) => [name, refsOf(approvers), required]),
      bypass && refsOf(bypass.bypassers),
    ]);
  return plain(one) === plain(other);
}
