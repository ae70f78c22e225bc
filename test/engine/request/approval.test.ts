import { describe, expect, it } from 'vitest';
import { policyInputs } from '#contract/policies.ts';
import { approvedAt } from '../../../src-main/engine/request/progress.ts';
import { START, secondsAfter } from '../support/clock.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

const managersThenSecurity = {
  steps: [
    { name: 'Manager Review', by: ['@managers'], required: 1 },
    { name: 'Security Review', by: ['@security'], required: 2 },
  ],
};

function company(): Office {
  const office = new Office('alice bob mei carol dan frank', managersThenSecurity);
  return office.group('managers', 'bob mei').group('security', 'carol dan frank').file('alice');
}

describe('an approval', () => {
  it('leads the example of the documents to a grant', () => {
    const office = company();
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
    expect(office.stepStatuses()).toEqual(['complete', 'open']);
    expectFacts(office.approve('carol'), 'request.approved');
    expect(office.stepStatuses()).toEqual(['complete', 'open']);
    expectFacts(office.approve('frank'), 'request.approved', 'step.completed', 'grant.started');
    expect(office.stepStatuses()).toEqual(['complete', 'complete']);
    expect(office.request().status).toBe('approved');
  });

  it('names the step that it completed and the one that opens', () => {
    const office = company();
    expect(office.approve('bob', 'r1', 'Agreed.')).toMatchObject({
      facts: [{ data: { position: 1, comment: 'Agreed.' } }, { data: { position: 1, next: 2 } }],
    });
    office.approve('carol');
    expect(office.approve('dan')).toMatchObject({
      facts: [{ data: { position: 2, comment: null } }, { data: { position: 2, next: null } }, {}],
    });
  });

  it('is required in full: one of two is not enough', () => {
    const office = company();
    office.approve('bob');
    office.approve('carol');
    expect(office.request().status).toBe('open');
    expect(office.state.grants.size).toBe(0);
  });

  it('of the same person does not count twice', () => {
    const office = company();
    office.approve('bob');
    office.approve('carol');
    expectRefused(office.approve('carol'), 'NOT_ELIGIBLE', 'ALREADY_APPROVED');
    expect(approvedAt(office.progress(), 2).size).toBe(1);
  });

  it('beyond the required ones cannot hang the request: the last required one closes it', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['bob', 'carol', 'dan'], required: 2 }] });
    office.file('alice');
    office.approve('bob');
    expectFacts(office.approve('carol'), 'request.approved', 'step.completed', 'grant.started');
    expectRefused(office.approve('dan'), 'NOT_OPEN');
    expect(office.request().status).toBe('approved');
    expect(office.state.grants.size).toBe(1);
  });

  it('counts if there are more approvals than required already', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['bob', 'carol', 'dan'], required: 2 }] });
    office.file('alice');
    const { decisions } = office.request();
    for (const name of ['bob', 'carol'])
      decisions.push({
        position: 1,
        personId: office.person(name).id,
        decision: 'approved',
        comment: null,
        at: START,
        sequence: 0,
      });
    expectFacts(office.approve('dan'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('stays valid if its giver leaves the group, is disabled or becomes an auditor', () => {
    for (const leave of [
      (office: Office) => office.members('security', 'dan frank'),
      (office: Office) => office.disable('carol'),
      (office: Office) => office.setRole('carol', 'auditor'),
    ]) {
      const office = company();
      office.approve('bob');
      office.approve('carol');
      leave(office);
      expect(approvedAt(office.progress(), 2)).toEqual(new Set([office.person('carol').id]));
      expectFacts(office.approve('dan'), 'request.approved', 'step.completed', 'grant.started');
    }
  });

  it('of an earlier step stays valid if its giver leaves', () => {
    const office = company();
    office.approve('bob');
    office.disable('bob');
    expect(office.stuck()).toBeNull();
    office.approve('carol');
    expectFacts(office.approve('dan'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('is refused once the request is closed, with its outcome in words', () => {
    for (const [close, words] of [
      [(office: Office) => office.reject('bob'), 'rejected by BOB'],
      [(office: Office) => office.cancel('alice'), 'cancelled'],
      [(office: Office) => office.wait(86_400), 'expired'],
    ] as const) {
      const office = company();
      close(office);
      const outcome = office.approve('mei');
      expectRefused(outcome, 'NOT_OPEN');
      expect(outcome).toMatchObject({ refusal: { message: expect.stringContaining(words) } });
    }
  });
});

describe('an approver', () => {
  it('counts once in a whole request, by default', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'] }, { by: ['bob', 'carol'] }] });
    office.file('alice');
    office.approve('bob');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'COUNTED_IN_EARLIER_STEP');
    expectFacts(office.approve('carol'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('counts once per step if the policy says so', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }, { by: ['bob'] }], distinct: false });
    office.file('alice');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('counts once within a step, even if the policy lets people count in several', () => {
    const steps = [{ by: ['bob', 'carol'], required: 2 }];
    const office = new Office('alice bob carol', { steps, distinct: false }).file('alice');
    office.approve('bob');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'ALREADY_APPROVED');
  });

  it('may withdraw their own approval while its step is open, and approve again', () => {
    const office = company();
    office.approve('bob');
    office.approve('carol');
    expectFacts(office.withdraw('carol'), 'approval.withdrawn');
    expect(approvedAt(office.progress(), 2).size).toBe(0);
    expectFacts(office.approve('dan'), 'request.approved');
    expectFacts(office.approve('carol'), 'request.approved', 'step.completed', 'grant.started');
    expect(office.request().decisions.map(({ decision }) => decision)).toEqual([
      'approved',
      'approved',
      'withdrawn',
      'approved',
      'approved',
    ]);
  });

  it('cannot withdraw an approval that they have not given, or have withdrawn already', () => {
    const office = company();
    office.approve('bob');
    expectRefused(office.withdraw('carol'), 'NOTHING_TO_WITHDRAW');
    expectRefused(office.withdraw('alice'), 'NOTHING_TO_WITHDRAW');
    office.approve('carol');
    office.withdraw('carol');
    expectRefused(office.withdraw('carol'), 'NOTHING_TO_WITHDRAW');
  });

  it('cannot withdraw an approval of a completed step', () => {
    const office = company();
    office.approve('bob');
    expectRefused(office.withdraw('bob'), 'NOTHING_TO_WITHDRAW');
  });

  it('cannot withdraw once the request is closed', () => {
    const office = company();
    office.approve('bob');
    office.approve('carol');
    office.approve('dan');
    expectRefused(office.withdraw('dan'), 'NOT_OPEN');
  });

  it('may withdraw an approval after leaving the group through which it was given', () => {
    const office = company();
    office.approve('bob');
    office.approve('carol');
    office.members('security', 'dan frank');
    expectFacts(office.withdraw('carol'), 'approval.withdrawn');
    expectRefused(office.approve('carol'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });
});

describe('a step', () => {
  it('that requires nobody cannot be recorded as passed: the contract requires at least 1', () => {
    const policy = {
      name: 'p',
      conditions: [{ resource: '*' }],
      duration: { maxSeconds: 60 },
      steps: [{ approvers: [{ kind: 'person', id: '0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c' }], required: 0 }],
    };
    expect(policyInputs.create.safeParse(policy)).toMatchObject({ success: false });
    const bypass = { bypassers: [] };
    const steps = policy.steps.map((step) => ({ ...step, required: 1 }));
    expect(policyInputs.create.safeParse({ ...policy, steps })).toMatchObject({ success: true });
    expect(policyInputs.create.safeParse({ ...policy, steps, bypass })).toMatchObject({ success: false });
  });

  it('opens only when the one before it is complete', () => {
    const office = company();
    expectRefused(office.approve('carol'), 'NOT_ELIGIBLE', 'LATER_STEP');
    expectRefused(office.reject('carol'), 'NOT_ELIGIBLE', 'LATER_STEP');
    office.approve('mei');
    expectFacts(office.approve('carol'), 'request.approved');
  });
});

describe('a request', () => {
  it('follows the policy version under which it was filed', () => {
    const office = company();
    office.terms({ steps: [{ by: ['frank'] }] });
    expectRefused(office.approve('frank'), 'NOT_ELIGIBLE', 'LATER_STEP');
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed');
    expect(office.stepStatuses()).toEqual(['complete', 'open']);
  });

  it('starts its grant at the last approval, for the requested duration', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice', { seconds: 1_800 });
    office.wait(7_000).approve('bob');
    expect(office.grant()).toMatchObject({
      person: { username: 'alice' },
      resource: 'prod-db',
      account: 'root',
      startsAt: secondsAfter(START, 7_000),
      expiresAt: secondsAfter(START, 8_800),
      status: 'active',
      viaBypass: false,
    });
  });

  it('grants to the requester, not to the filer', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice', { filedBy: 'boss' });
    office.approve('bob');
    expect(office.grant().person.username).toBe('alice');
  });

  it('may be decided until the moment at which it expires, and not at it', () => {
    const early = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice').wait(86_399);
    expect(early.request().status).toBe('open');
    const late = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice').wait(86_400);
    expect(late.request()).toMatchObject({ status: 'expired', closedAt: secondsAfter(START, 86_400) });
    expectFacts(early.approve('bob'), 'request.approved', 'step.completed', 'grant.started');
    expectRefused(late.approve('bob'), 'NOT_OPEN');
  });
});
