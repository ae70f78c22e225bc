import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShortage, findShortage, type OpenPlaces } from '../../../src-main/engine/request/feasibility.ts';
import type { PlacedStep } from '../../../src-main/engine/request/state.ts';
import { propertyRuns } from '../../support/runs.ts';
import { personOf } from '../support/ids.ts';
import { canFill } from './bruteForce.ts';

type Brief = readonly [missing: number, people: string, name?: string];

function places(...steps: readonly Brief[]): OpenPlaces[] {
  return steps.map(([missing, people, name = null], index) => {
    const step: PlacedStep = { position: index + 1, name, approvers: [], required: missing };
    return { step, missing, candidates: new Set(people.split(' ').filter(Boolean).map(personOf)) };
  });
}

const shortage = (distinct: boolean, ...steps: readonly Brief[]) => {
  const found = findShortage(places(...steps), distinct);
  return found && { step: found.step.position, missing: found.missing, lacking: found.lacking };
};

describe('feasibility', () => {
  it('is given if every step has people of its own', () => {
    expect(shortage(true, [1, 'bob'], [2, 'carol dan'])).toBeNull();
    expect(shortage(true)).toBeNull();
  });

  it('is a matching, and not a count: enough people in total are not enough', () => {
    // Four people for four places, and enough for each step; but dan and eve can serve the first step only.
    expect(shortage(true, [1, 'bob dan eve'], [1, 'bob carol'], [1, 'bob carol'], [1, 'bob carol dan'])).toBeNull();
    expect(shortage(true, [1, 'bob carol'], [1, 'bob carol'], [1, 'bob carol'], [1, 'dan eve'])).toEqual({
      step: 3,
      missing: 1,
      lacking: 1,
    });
  });

  it('assigns people with a choice to the step that needs them', () => {
    expect(shortage(true, [1, 'bob carol'], [1, 'bob'])).toBeNull();
    expect(shortage(true, [2, 'bob carol dan'], [1, 'bob'], [1, 'carol eve'])).toBeNull();
    expect(shortage(true, [1, 'a b'], [1, 'b c'], [1, 'c d'], [1, 'd e'], [1, 'e'], [1, 'a'])).toEqual({
      step: 6,
      missing: 1,
      lacking: 1,
    });
    expect(shortage(true, [1, 'a b'], [1, 'b c'], [1, 'c d'], [1, 'd e'], [1, 'e f'], [1, 'a'])).toBeNull();
  });

  it('moves several people along to make room', () => {
    expect(shortage(true, [2, 'a b c d'], [2, 'c d e f'], [2, 'a b'], [2, 'e f'], [0, ''])).toEqual({
      step: 4,
      missing: 2,
      lacking: 2,
    });
    expect(shortage(true, [2, 'a b c d'], [2, 'c d e f g h'], [2, 'a b'], [2, 'e f'])).toBeNull();
  });

  it('counts people once per step only, if the policy says so', () => {
    expect(shortage(true, [1, 'bob'], [1, 'bob'])).toEqual({ step: 2, missing: 1, lacking: 1 });
    expect(shortage(false, [1, 'bob'], [1, 'bob'])).toBeNull();
    expect(shortage(false, [1, 'bob'], [2, 'bob'])).toEqual({ step: 2, missing: 2, lacking: 1 });
  });

  it('names the first step with a shortage when earlier steps are served first, and the shortage', () => {
    expect(shortage(true, [3, 'bob'], [1, 'carol'])).toEqual({ step: 1, missing: 3, lacking: 2 });
    expect(shortage(true, [1, ''], [1, ''])).toEqual({ step: 1, missing: 1, lacking: 1 });
    expect(shortage(true, [2, 'bob carol'], [2, 'bob carol dan'])).toEqual({ step: 2, missing: 2, lacking: 1 });
  });

  // Trying the combinations would not end in the time of a test.
  it('is computed without trying combinations for many people and places', () => {
    const crowd = Array.from({ length: 2_000 }, (_, index) => `p${index}`);
    const steps = Array.from(
      { length: 20 },
      (_, index): Brief => [100, crowd.slice(index * 90, index * 90 + 400).join(' ')],
    );
    expect(shortage(true, ...steps)).toBeNull();
    expect(shortage(true, ...steps.map(([, people]): Brief => [101, people]))).toMatchObject({
      lacking: expect.any(Number),
    });
  });

  it('agrees with trying every choice, on 5,000 small random cases', () => {
    const RUNS = propertyRuns(5_000);
    const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const step = fc.record({ missing: fc.nat(3), candidates: fc.subarray(people) });
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), fc.boolean(), (steps, distinct) => {
        const found = shortage(
          distinct,
          ...steps.map(({ missing, candidates }): Brief => [missing, candidates.join(' ')]),
        );
        const possible = canFill(
          steps.map((one) => ({ ...one, candidates: new Set(one.candidates) })),
          distinct,
        );
        expect(found === null).toBe(possible);
        seen[possible ? 'yes' : 'no'] += 1;
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(RUNS * 0.1);
  });

  it('names a step that really lacks people after those before it, and no more people than it really lacks', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'];
    const step = fc.record({ missing: fc.nat(3), candidates: fc.subarray(people) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const found = shortage(true, ...steps.map(({ missing, candidates }): Brief => [missing, candidates.join(' ')]));
        if (!found) return;
        const upTo = (missing: number) =>
          steps.slice(0, found.step).map((one, index) => ({
            missing: index === found.step - 1 ? missing : one.missing,
            candidates: new Set(one.candidates),
          }));
        expect(canFill(upTo(found.missing - found.lacking), true)).toBe(true);
        expect(canFill(upTo(found.missing - found.lacking + 1), true)).toBe(false);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

describe('a shortage', () => {
  const say = (...steps: readonly Brief[]): string => {
    const found = findShortage(places(...steps), true);
    return found ? describeShortage(found) : '';
  };

  it('is a sentence that names the step and the number of missing people', () => {
    expect(say([1, '', 'Manager Review'])).toBe(
      '“Manager Review” (step 1) needs 1 more approval, and nobody who is free to give it is left.',
    );
    expect(say([1, 'bob'], [3, 'bob carol dan'])).toBe(
      'Step 2 needs 3 more approvals, and only 2 people can be found for them: it lacks 1 person.',
    );
    expect(say([3, 'bob'])).toBe(
      'Step 1 needs 3 more approvals, and only 1 person can be found for them: it lacks 2 people.',
    );
    expect(say([2, ''])).toBe('Step 1 needs 2 more approvals, and nobody who is free to give them is left.');
  });
});
