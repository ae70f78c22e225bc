import { describe, expect, it } from 'vitest';
import { barredByReset } from '../../../src-main/engine/request/eligibility.ts';
import { eligiblePeople, whyNotSubmit } from '../../../src-main/engine/request/submit.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';
import { known } from '../support/projection.ts';

const oneStep = [{ by: ['bob', 'carol'] }];

/** The people who would be eligible for a step without key resets since. */
const barred = (office: Office, position = 1, as = 'r1'): string[] => {
  const { request, steps, directory } = office.progress(as);
  const step = steps.find((one) => one.position === position);
  const ids = step ? barredByReset(step.approvers, request, directory) : [];
  return ids.map((id) => known(office.state.people, id).username).sort();
};

describe('a person whose key was reset after a request was filed', () => {
  it('is no longer eligible, and is named with that reason', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice').resetKey('bob');
    expect(office.eligible()).toEqual(['carol']);
    expect(barred(office)).toEqual(['bob']);
    expect(barred(new Office('alice bob carol', { steps: oneStep }).file('alice'))).toEqual([]);
  });

  it('can neither approve nor reject it, and is told why', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice').resetKey('bob');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'KEY_RESET');
    expectRefused(office.reject('bob'), 'NOT_ELIGIBLE', 'KEY_RESET');
    const why = office.viewer('bob').why.map(({ action, code, reason }) => [action, code, reason]);
    expect(why).toContainEqual(['approve', 'NOT_ELIGIBLE', 'KEY_RESET']);
    expect(why).toContainEqual(['reject', 'NOT_ELIGIBLE', 'KEY_RESET']);
    expectFacts(office.approve('carol'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('is told so as an approver of a later step, too, and through a group', () => {
    const steps = [{ by: ['carol'] }, { by: ['@managers'] }];
    const office = new Office('alice bob carol dan', { steps })
      .group('managers', 'bob dan')
      .file('alice')
      .resetKey('bob');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'KEY_RESET');
    office.approve('carol');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'KEY_RESET');
    expect(office.eligible(2)).toEqual(['dan']);
  });

  it('is told that it is their own request, or that they are no approver, if that is so anyway', () => {
    const office = new Office('alice bob carol dan', { steps: oneStep })
      .file('alice')
      .resetKey('alice')
      .resetKey('dan');
    expectRefused(office.approve('alice'), 'NOT_ELIGIBLE', 'REQUESTER');
    expectRefused(office.approve('dan'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });

  it('can still cancel their own request', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice').resetKey('alice');
    expectFacts(office.cancel('alice'), 'request.cancelled');
  });

  it('keeps an earlier approval: it counts, and cannot be withdrawn', () => {
    const steps = [{ by: ['bob', 'carol'], required: 2 }];
    const office = new Office('alice bob carol', { steps }).file('alice');
    office.approve('bob');
    office.resetKey('bob');
    expectRefused(office.withdraw('bob'), 'NOT_ELIGIBLE', 'KEY_RESET');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'ALREADY_APPROVED');
    expectRefused(office.reject('bob'), 'NOT_ELIGIBLE', 'KEY_RESET');
    expect(office.stuck()).toBeNull();
    expectFacts(office.approve('carol'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('without an approval is told that there is none to withdraw', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice').resetKey('bob');
    expectRefused(office.withdraw('bob'), 'NOTHING_TO_WITHDRAW');
  });

  it('cannot break the glass of it, but can for one filed after', () => {
    const terms = { steps: oneStep, bypassers: ['alice'] };
    const office = new Office('alice bob carol', terms).file('alice').resetKey('alice');
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
    office.file('alice', { account: 'other' }, 'r2');
    expectFacts(office.bypass('alice', 'r2'), 'request.bypassed', 'grant.started');
  });

  it('is eligible for requests filed after the reset, like everybody', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice').resetKey('bob');
    office.file('alice', { account: 'other' }, 'r2');
    expect(office.eligible(1, 'r2')).toEqual(['bob', 'carol']);
    expect(barred(office, 1, 'r2')).toEqual([]);
    expectFacts(office.approve('bob', 'r2'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('stays barred however often the key is reset again', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).resetKey('bob').file('alice').resetKey('bob');
    office.file('alice', { account: 'other' }, 'r2').resetKey('carol');
    expect(office.eligible()).toEqual([]);
    expect(office.eligible(1, 'r2')).toEqual(['bob']);
  });

  it('is barred by the recovery kit as by an admin: anyone who has it could sign in their place', () => {
    const office = new Office('alice bob', { steps: [{ by: ['boss', 'bob'] }] }).file('alice');
    expectFacts(office.recover('boss'), 'recovery.used');
    expectRefused(office.approve('boss'), 'NOT_ELIGIBLE', 'KEY_RESET');
    expect(office.eligible()).toEqual(['bob']);
  });
});

describe('a request', () => {
  it('is stuck by a reset that leaves too few people, and says so in words', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    expect(office.stuck()).toBeNull();
    office.resetKey('bob');
    expect(office.stuck()).toBe('Step 1 needs 1 more approval, and nobody who is free to give it is left.');
  });

  it('that is closed keeps the people who were eligible when it closed', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice');
    office.reject('carol');
    office.resetKey('bob');
    expect(office.eligible()).toEqual(['bob', 'carol']);
    expect(barred(office)).toEqual([]);
  });

  it('that closed after a reset keeps the reset, too', () => {
    const office = new Office('alice bob carol', { steps: oneStep }).file('alice').resetKey('bob');
    office.reject('carol');
    office.resetKey('carol');
    expect(office.eligible()).toEqual(['carol']);
    expect(barred(office)).toEqual(['bob']);
  });

  it('that is filed now counts everybody: preview and quorum use the present state', () => {
    const steps = [{ by: ['bob', 'carol'], required: 2 }];
    const office = new Office('alice bob carol', { steps }).resetKey('bob').resetKey('carol');
    const filing = office.filing('alice');
    expect(eligiblePeople(filing).map(({ length }) => length)).toEqual([2]);
    expect(whyNotSubmit(filing, null)).toBeNull();
    expect(office.file('alice').stuck()).toBeNull();
  });
});

describe('a first code', () => {
  it('resets nothing: there was no key that another person could have had', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    office.firstKey('bob');
    expect(office.eligible()).toEqual(['bob']);
  });
});
