import { describe, expect, it } from 'vitest';
import { stuckChange } from '../../../src-main/engine/request/decide.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

function twoSteps(): Office {
  const steps = [
    { name: 'First', by: ['@managers'] },
    { name: 'Second', by: ['carol', 'dan'], required: 2 },
  ];
  return new Office('alice bob mei carol dan', { steps }).group('managers', 'bob mei').file('alice');
}

describe('an open request', () => {
  it('is not stuck while it can be completed', () => {
    expect(stuckChange(twoSteps().progress())).toBeNull();
  });

  it('is stuck as soon as some step can no longer be completed, with the step and the reason', () => {
    const office = twoSteps();
    office.disable('carol');
    expect(stuckChange(office.progress())).toEqual({
      type: 'request.stuck',
      data: { requestId: office.request().id, because: '{"code":"QUORUM","lacking":1,"missing":2,"step":2}' },
    });
    expect(office.stuck()).toBe(
      '“Second” (step 2) needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person.',
    );
  });

  it('is not reported as stuck twice for the same reason, and is for another', () => {
    const office = twoSteps();
    office.disable('carol');
    expect(office.stuck()).toContain('Second');
    expect(stuckChange(office.progress())).toBeNull();
    office.members('managers', '');
    expect(stuckChange(office.progress())).toMatchObject({
      type: 'request.stuck',
      data: { because: '{"code":"QUORUM","lacking":1,"missing":1,"step":1}' },
    });
  });

  it('is freed when people come back', () => {
    const office = twoSteps();
    office.members('managers', '');
    expect(office.stuck()).toContain('First');
    office.members('managers', 'mei');
    expect(stuckChange(office.progress())).toEqual({
      type: 'request.unstuck',
      data: { requestId: office.request().id },
    });
  });

  it('is not freed by new people', () => {
    const office = twoSteps().hire('new');
    office.members('managers', '');
    office.stuck();
    office.members('managers', 'new');
    expect(office.stuck()).toContain('First');
  });

  it('is stuck by a role change, and freed by its reversal', () => {
    const office = twoSteps();
    office.setRole('dan', 'auditor');
    expect(office.stuck()).toContain('Second');
    office.setRole('dan', 'member');
    expect(office.stuck()).toBeNull();
  });

  it('is stuck if people are enough by count and not by matching', () => {
    const office = new Office('alice bob carol dan', {
      steps: [{ by: ['bob', 'carol', 'dan'] }, { by: ['bob', 'carol', 'dan'] }, { by: ['bob', 'dan'] }],
    }).file('alice');
    expect(office.stuck()).toBeNull();
    office.disable('carol');
    expect(office.stuck()).toContain('Step 3');
  });

  it('is not stuck by the absence of a person whose approval counts', () => {
    const office = twoSteps();
    office.approve('bob');
    office.approve('carol');
    office.disable('bob');
    office.disable('carol');
    expect(office.stuck()).toBeNull();
  });

  it('is stuck if the only people left have approved the step already, even if people count in several', () => {
    const steps = [{ by: ['bob', 'carol'], required: 2 }];
    const office = new Office('alice bob carol', { steps, distinct: false }).file('alice');
    office.approve('bob');
    office.disable('carol');
    expect(office.stuck()).toContain('needs 1 more approval');
  });

  it('is stuck if an absent person withdraws the approval that counted', () => {
    const steps = [{ by: ['@pair'], required: 2 }];
    const office = new Office('alice bob carol', { steps }).group('pair', 'bob carol').file('alice');
    office.approve('bob');
    office.members('pair', 'carol');
    expect(office.stuck()).toBeNull();
    office.withdraw('bob');
    expect(office.stuck()).toContain('needs 2 more approvals');
  });

  it('that is stuck can still be approved, rejected and cancelled', () => {
    const stuck = (): Office => {
      const office = twoSteps();
      office.disable('carol');
      office.stuck();
      return office;
    };
    expectFacts(stuck().approve('bob'), 'request.approved', 'step.completed');
    expectFacts(stuck().reject('mei'), 'request.rejected');
    expectFacts(stuck().cancel('alice'), 'request.cancelled');
    expectRefused(stuck().cancel('boss'), 'INVALID_INPUT');
    expectFacts(stuck().cancel('boss', 'r1', 'Nobody is left.'), 'request.cancelled');
  });

  it('that is stuck expires like any other', () => {
    const office = twoSteps();
    office.disable('carol');
    office.stuck();
    expect(office.wait(86_400).request()).toMatchObject({ status: 'expired', stuckBecause: null });
  });

  it('can become completable by an approval that it no longer needs to be stuck for', () => {
    const office = twoSteps();
    office.disable('carol');
    office.stuck();
    office.approve('bob');
    office.enable('carol');
    expect(office.stuck()).toBeNull();
  });
});
