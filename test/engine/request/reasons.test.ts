import { describe, expect, it } from 'vitest';
import type { IneligibilityReason } from '#contract/refusal.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

/** Three steps of one person each, the second one open. */
function atSecondStep(distinct = true): Office {
  const steps = [
    { name: 'First', by: ['bob', 'eve'] },
    { name: 'Second', by: ['carol', 'mei'], required: 2 },
    { name: 'Third', by: ['dan', 'eve', 'bob'] },
  ];
  const office = new Office('alice bob eve carol mei dan max', { steps, distinct }).file('alice', { filedBy: 'boss' });
  expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
  return office;
}

/** Checks that approving and rejecting are both refused for a reason, in words that contain these. */
function bothRefused(office: Office, name: string, reason: IneligibilityReason, words: string): void {
  for (const outcome of [office.approve(name), office.reject(name)]) {
    expectRefused(outcome, 'NOT_ELIGIBLE', reason);
    expect(outcome).toMatchObject({ refusal: { message: expect.stringContaining(words) } });
  }
}

describe('deciding is refused', () => {
  it('to the requester, as REQUESTER', () => {
    bothRefused(atSecondStep(), 'alice', 'REQUESTER', 'your own request');
  });

  it('to the filer who filed it for another person, as FILED_IT', () => {
    bothRefused(atSecondStep(), 'boss', 'FILED_IT', 'You filed this request');
  });

  it('to people whom no step names, as NOT_AN_APPROVER', () => {
    bothRefused(atSecondStep(), 'max', 'NOT_AN_APPROVER', 'not among the approvers');
  });

  it('to auditors, as NOT_AN_APPROVER', () => {
    const office = atSecondStep();
    office.setRole('carol', 'auditor');
    bothRefused(office, 'carol', 'NOT_AN_APPROVER', 'Auditors');
  });

  it('to people who left the group, as NOT_AN_APPROVER that says so', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob carol').file('alice').members('managers', 'carol');
    bothRefused(office, 'bob', 'NOT_AN_APPROVER', 'no longer');
  });

  it('to people who joined the group too late, as NOT_AN_APPROVER that says so', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob').file('alice').members('managers', 'bob carol');
    bothRefused(office, 'carol', 'NOT_AN_APPROVER', 'joined them after it was filed');
  });

  it('to approvers of a later step only, as LATER_STEP that names theirs', () => {
    bothRefused(atSecondStep(), 'dan', 'LATER_STEP', '“Third” (step 3)');
  });

  it('to approvers of a later and an earlier step who did not approve, as LATER_STEP', () => {
    bothRefused(atSecondStep(), 'eve', 'LATER_STEP', '“Third” (step 3)');
  });

  it('to people who approved an earlier step and are not in the open one, as EARLIER_STEP', () => {
    bothRefused(atSecondStep(), 'bob', 'EARLIER_STEP', 'You approved “First” (step 1)');
  });

  it('to people who approved an earlier step and can approve again later, as LATER_STEP', () => {
    bothRefused(atSecondStep(false), 'bob', 'LATER_STEP', '“Third” (step 3)');
  });

  it('to approvers of an earlier step who were not needed, as EARLIER_STEP', () => {
    const steps = [{ by: ['bob', 'carol'] }, { by: ['dan', 'mei'] }];
    const office = new Office('alice bob carol dan mei', { steps }).file('alice');
    office.approve('bob');
    bothRefused(office, 'carol', 'EARLIER_STEP', 'step 1');
  });
});

describe('approving, but not rejecting, is refused', () => {
  it('to people who have approved the open step, as ALREADY_APPROVED', () => {
    const office = atSecondStep();
    office.approve('carol');
    expectRefused(office.approve('carol'), 'NOT_ELIGIBLE', 'ALREADY_APPROVED');
    expectFacts(office.reject('carol'), 'request.rejected');
  });

  it('to people who count in an earlier step, as COUNTED_IN_EARLIER_STEP', () => {
    const steps = [{ name: 'First', by: ['bob'] }, { by: ['bob', 'carol'] }];
    const office = new Office('alice bob carol', { steps }).file('alice');
    office.approve('bob');
    const outcome = office.approve('bob');
    expectRefused(outcome, 'NOT_ELIGIBLE', 'COUNTED_IN_EARLIER_STEP');
    expect(outcome).toMatchObject({ refusal: { message: expect.stringContaining('“First” (step 1)') } });
    expectFacts(office.reject('bob'), 'request.rejected');
  });

  it('to people without whom a later step could not be completed, as NEEDED_IN_LATER_STEP', () => {
    const steps = [{ by: ['bob', 'carol'] }, { name: 'Last', by: ['bob'] }];
    const office = new Office('alice bob carol', { steps }).file('alice');
    const outcome = office.approve('bob');
    expectRefused(outcome, 'NOT_ELIGIBLE', 'NEEDED_IN_LATER_STEP');
    expect(outcome).toMatchObject({ refusal: { message: expect.stringContaining('“Last” (step 2)') } });
    expectFacts(office.reject('bob'), 'request.rejected');
  });
});

describe('the need in a later step', () => {
  const steps = [{ by: ['bob', 'carol'] }, { by: ['bob'] }];

  it('binds nobody if people count once per step', () => {
    const office = new Office('alice bob carol', { steps, distinct: false }).file('alice');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
  });

  it('is no reason if the request cannot be completed anyway', () => {
    const office = new Office('alice bob carol dan', {
      steps: [{ by: ['bob', 'carol'] }, { by: ['bob'] }, { by: ['dan'] }],
    }).file('alice');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'NEEDED_IN_LATER_STEP');
    office.disable('dan');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
  });

  it('is found by matching: a person may be needed although enough people are left by count', () => {
    // Bob can approve only the first step; the two later steps need both carol and dan.
    const office = new Office('alice bob carol dan', {
      steps: [{ by: ['bob', 'dan'] }, { by: ['carol', 'dan'] }, { by: ['carol', 'dan'] }],
    }).file('alice');
    expectRefused(office.approve('dan'), 'NOT_ELIGIBLE', 'NEEDED_IN_LATER_STEP');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
  });

  it('depends on who is able now', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['bob', 'carol'] }, { by: ['bob', 'dan'] }] });
    office.file('alice');
    office.disable('dan');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'NEEDED_IN_LATER_STEP');
    office.enable('dan');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
  });

  it('comes with a sentence about the shortage', () => {
    const office = new Office('alice bob carol', { steps }).file('alice');
    expect(office.approve('bob')).toMatchObject({
      refusal: {
        message:
          'You are needed in a later step. If you approved now: Step 2 needs 1 more approval, and nobody who is free to give it is left.',
      },
    });
  });
});
