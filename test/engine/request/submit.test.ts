import { describe, expect, it } from 'vitest';
import { eligiblePeople, submit, whyNotFile, whyNotSubmit } from '../../../src-main/engine/request/submit.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { personOf, policyOf, requestOf } from '../support/ids.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

const paperwork = { justification: null, ticket: null };

describe('filing a request', () => {
  it('records the request, its policy version, and its expiry', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }], rules: { pendingTtlSeconds: 600 } });
    office.terms({ steps: [{ by: ['bob'] }], rules: { pendingTtlSeconds: 660 } });
    const texts = { justification: 'Index rebuild.', ticket: 'OPS-1' };
    expect(submit(office.filing('alice'), texts, requestOf('r1'), 7, nowAt(START))).toEqual({
      ok: true,
      facts: [
        {
          type: 'request.submitted',
          data: {
            id: requestOf('r1'),
            number: 7,
            requesterId: personOf('alice'),
            filedById: null,
            resource: 'prod-db',
            account: 'root',
            durationSeconds: 3_600,
            ...texts,
            policyId: policyOf('the policy'),
            policyVersion: 2,
            because: '{"code":"ONLY_MATCH","condition":1}',
            expiresAt: secondsAfter(START, 660),
          },
        },
      ],
    });
  });

  it('for another person records who filed it', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] });
    expect(office.submit('alice', { filedBy: 'boss' })).toMatchObject({
      facts: [{ data: { requesterId: personOf('alice'), filedById: personOf('boss') } }],
    });
  });

  it('is refused to auditors', () => {
    const office = new Office('alice').hire('audrey', 'auditor');
    expect(whyNotFile(office.person('audrey'), personOf('audrey'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(whyNotFile(office.person('audrey'), personOf('alice'))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('for another person is refused to all but admins', () => {
    const office = new Office('alice bob');
    expect(whyNotFile(office.person('alice'), personOf('bob'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(whyNotFile(office.person('boss'), personOf('bob'))).toBeNull();
    expect(whyNotFile(office.person('alice'), personOf('alice'))).toBeNull();
  });

  it('for a disabled person or an auditor is invalid, by the field’s name', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).hire('audrey', 'auditor');
    office.disable('alice');
    for (const requester of ['alice', 'audrey']) {
      const outcome = office.submit(requester, { filedBy: 'boss' });
      expectRefused(outcome, 'INVALID_INPUT');
      expect(outcome).toMatchObject({ refusal: { fields: { requesterId: expect.any(String) } } });
    }
  });

  it('is refused if no policy matches: access is never granted by omission', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] });
    const filing = { ...office.filing('alice'), policy: null };
    expect(whyNotSubmit(filing, paperwork)).toMatchObject({ code: 'NO_MATCHING_POLICY' });
    expectRefused(submit(filing, paperwork, requestOf('r1'), 1, nowAt(START)), 'NO_MATCHING_POLICY');
    expect(eligiblePeople(filing).map(({ length }) => length)).toEqual([]);
  });

  it('accepts the shortest and the longest duration of the policy, and none outside', () => {
    const rules = { duration: { minSeconds: 60, maxSeconds: 120 } };
    const asked = (seconds: number) =>
      new Office('alice bob', { steps: [{ by: ['bob'] }], rules }).submit('alice', { seconds });
    for (const seconds of [60, 120]) expectFacts(asked(seconds), 'request.submitted');
    for (const seconds of [59, 121]) expectRefused(asked(seconds), 'DURATION_OUT_OF_RANGE');
  });

  it('requires the texts that the policy requires, by the fields’ names', () => {
    const rules = { requireJustification: true, requireTicket: true };
    const filing = new Office('alice bob', { steps: [{ by: ['bob'] }], rules }).filing('alice');
    expect(whyNotSubmit(filing, paperwork)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { justification: expect.any(String), ticket: expect.any(String) },
    });
    expect(whyNotSubmit(filing, { justification: 'Because.', ticket: null })?.fields).toEqual({
      ticket: expect.any(String),
    });
    expect(whyNotSubmit(filing, { justification: 'Because.', ticket: 'T-1' })).toBeNull();
    expect(whyNotSubmit(filing, null)).toBeNull();
  });

  it('a second time for the same account is refused while the first is open, with its number', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['bob'] }] }).file('alice');
    const again = office.submit('alice', {}, 'r2');
    expectRefused(again, 'DUPLICATE_REQUEST');
    expect(again).toMatchObject({ refusal: { message: expect.stringContaining('#1') } });
    expectRefused(office.submit('alice', { filedBy: 'boss' }, 'r2'), 'DUPLICATE_REQUEST');
    expectFacts(office.submit('alice', { account: 'postgres' }, 'r2'), 'request.submitted');
    expectFacts(office.submit('carol', {}, 'r3'), 'request.submitted');
    office.reject('bob');
    expectFacts(office.submit('alice', {}, 'r4'), 'request.submitted');
  });

  it('that could never be completed is refused, with the step and the shortage', () => {
    const steps = [{ by: ['bob'] }, { name: 'Security Review', by: ['alice', 'carol'], required: 2 }];
    const outcome = new Office('alice bob carol', { steps }).submit('alice');
    expectRefused(outcome, 'QUORUM_IMPOSSIBLE');
    expect(outcome).toMatchObject({
      refusal: { message: expect.stringContaining('“Security Review” (step 2) needs 2 more approvals') },
    });
  });

  it('for another person does not count the filer among possible approvers', () => {
    const office = new Office('alice', { steps: [{ by: ['boss'] }] });
    expectRefused(office.submit('alice', { filedBy: 'boss' }), 'QUORUM_IMPOSSIBLE');
    expectFacts(office.submit('alice'), 'request.submitted');
  });

  it('is refused if a count would accept it but a matching does not', () => {
    const steps = [{ by: ['bob', 'carol'] }, { by: ['bob', 'carol'] }, { by: ['bob', 'carol', 'alice'] }];
    expectRefused(new Office('alice bob carol dan', { steps }).submit('alice'), 'QUORUM_IMPOSSIBLE');
    expectFacts(new Office('alice bob carol dan', { steps }).submit('dan'), 'request.submitted');
    expectFacts(new Office('alice bob carol', { steps, distinct: false }).submit('alice'), 'request.submitted');
  });

  it('counts the present members of a group', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'], required: 2 }] }).group(
      'managers',
      'bob',
    );
    expectRefused(office.submit('alice'), 'QUORUM_IMPOSSIBLE');
    expectFacts(office.members('managers', 'bob carol').submit('alice'), 'request.submitted');
  });

  it('is refused for one reason at a time: required texts, then duration, then quorum, then the duplicate', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    const all = { steps: [{ by: ['bob'], required: 2 }], rules: { requireTicket: true } };
    office.terms(all);
    expectRefused(office.submit('alice', { seconds: 1 }, 'r2'), 'INVALID_INPUT');
    office.terms({ ...all, rules: {} });
    expectRefused(office.submit('alice', { seconds: 1 }, 'r2'), 'DURATION_OUT_OF_RANGE');
    expectRefused(office.submit('alice', {}, 'r2'), 'QUORUM_IMPOSSIBLE');
    office.terms({ steps: [{ by: ['bob'] }] });
    expectRefused(office.submit('alice', {}, 'r2'), 'DUPLICATE_REQUEST');
  });
});

describe('a preview', () => {
  it('says how many people could approve each step, without the requester and the filer', () => {
    const steps = [{ by: ['alice', '@managers'] }, { by: ['boss', 'carol', '@managers'] }];
    const office = new Office('alice bob mei carol', { steps }).group('managers', 'bob mei');
    expect(eligiblePeople(office.filing('alice')).map(({ length }) => length)).toEqual([2, 4]);
    expect(eligiblePeople(office.filing('alice', { filedBy: 'boss' })).map(({ length }) => length)).toEqual([2, 3]);
    expect(eligiblePeople(office.filing('carol')).map(({ length }) => length)).toEqual([3, 3]);
  });

  it('is not refused without a duration', () => {
    const filing = new Office('alice bob', { steps: [{ by: ['bob'] }] }).filing('alice');
    const application = { ...filing.application, durationSeconds: null };
    expect(whyNotSubmit({ ...filing, application }, null)).toBeNull();
  });
});
