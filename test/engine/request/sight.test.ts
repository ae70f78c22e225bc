import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupId, personId, policyId } from '#contract/scalars.ts';
import type { Span } from '../../../src-main/engine/people/directory.ts';
import { everAnApprover } from '../../../src-main/engine/request/eligibility.ts';
import { sees, sightOf } from '../../../src-main/engine/request/sight.ts';
import { placedSteps } from '../../../src-main/engine/request/state.ts';
import { propertyRuns } from '../../support/runs.ts';
import { groupOf, personOf, policyOf } from '../support/ids.ts';

const people = ['anna', 'bob', 'carol'].map((name) => personOf(name));
const groups = ['owners', 'guards'].map((name) => groupOf(name));
const policies = ['web', 'db'].map((name) => policyOf(name));

const person = fc.constantFrom(...people);
const ref = fc.oneof(
  person.map((id) => ({ kind: 'person' as const, id })),
  fc.constantFrom(...groups).map((id) => ({ kind: 'group' as const, id })),
);
const step = fc.record({
  name: fc.constant(null),
  approvers: fc.array(ref, { minLength: 1, maxLength: 3 }),
  required: fc.constant(1),
});

// Members join, leave and return; versions of a policy follow each other.
const stays = fc
  .uniqueArray(fc.nat(30), { minLength: 1, maxLength: 5 })
  .map((ends) => [...ends].sort((a, b) => a - b))
  .map((ends): Span[] =>
    ends.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: ends[index + 1] ?? null }] : [])),
  );
const memberships = fc.array(fc.tuple(fc.constantFrom(...groups), person, stays), { maxLength: 6 });
const history = fc.tuple(
  fc.array(step, { minLength: 1, maxLength: 3 }),
  fc.array(step, { minLength: 1, maxLength: 3 }),
  fc.nat(30),
);

const RUNS = propertyRuns(3_000);

it('shows a member the requests that they filed, that were filed for them, and that named them as an approver at filing', () => {
  const role = fc.constantFrom('member' as const, 'admin' as const, 'auditor' as const);
  const request = fc.record({
    requesterId: person,
    filedById: fc.option(person),
    policy: fc.nat(1),
    submittedSequence: fc.nat(31),
  });
  const shown = { named: 0, hidden: 0 };
  fc.assert(
    fc.property(
      role,
      person,
      memberships,
      fc.tuple(history, history),
      request,
      (asRole, id, stayed, histories, asked) => {
        const { requesterId, filedById, submittedSequence } = asked;
        const own = new Map(
          groups.map((group) => [
            group,
            stayed.flatMap(([of, who, spans]) => (of === group && who === id ? spans : [])),
          ]),
        );
        const versions = histories.flatMap(([first, second, renewed], index) =>
          [
            { steps: first, filed: { from: 0, to: renewed } },
            { steps: second, filed: { from: renewed, to: null } },
          ].map(({ steps, filed }) => ({
            policyId: policies[index] ?? policyId.parse(''),
            approvers: steps.flatMap(({ approvers }) => approvers),
            filed,
          })),
        );
        const [first, second, renewed] = histories[asked.policy] ?? histories[0];
        const members = new Map(
          groups.map((group) => [
            group,
            stayed.flatMap(([of, personId, spans]) =>
              of === group ? spans.map((span) => ({ personId, ...span })) : [],
            ),
          ]),
        );
        const named = everAnApprover(
          id,
          placedSteps(submittedSequence < renewed ? first : second),
          { requesterId, filedById, submittedSequence, closedSequence: null },
          { people: new Map(), members },
        );
        const expected = asRole !== 'member' || requesterId === id || filedById === id || named;
        if (named) shown.named += 1;
        if (!expected) shown.hidden += 1;
        const sight = sightOf({ id, role: asRole }, own, versions);
        const policy = policies[asked.policy] ?? policyId.parse('');
        expect(sees(sight, requesterId, filedById, policy, submittedSequence)).toBe(expected);
      },
    ),
    { numRuns: RUNS },
  );
  expect(Math.min(shown.named, shown.hidden)).toBeGreaterThan(RUNS / 60);
});

it('keeps people, groups and policies of the same id apart', () => {
  const shared = '0190a000-0000-7000-8000-000000000001';
  const sight = sightOf({ id: personId.parse(shared), role: 'member' }, new Map(), [
    {
      policyId: policyId.parse(shared),
      approvers: [{ kind: 'group', id: groupId.parse(shared) }],
      filed: { from: 0, to: null },
    },
  ]);
  expect(sees(sight, personOf('anna'), null, policyId.parse(shared), 5)).toBe(false);
});
