import { describe, expect, it } from 'vitest';
import { expireRequest } from '../../../src-main/engine/request/decide.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

/** Three steps, the second one open, with one of two approvals. */
function halfway(): Office {
  const steps = [{ by: ['bob'] }, { by: ['carol', 'dan', 'eve'], required: 2 }, { by: ['mei'] }];
  const office = new Office('alice bob carol dan eve mei', { steps, bypassers: ['alice'] }).file('alice');
  office.approve('bob');
  office.approve('carol');
  return office;
}

describe('a rejection', () => {
  it('ends the request, however many have approved', () => {
    const office = halfway();
    expectFacts(office.reject('dan', 'r1', 'Not this week.'), 'request.rejected');
    expect(office.request()).toMatchObject({ status: 'rejected', closedAt: START });
    expect(office.state.grants.size).toBe(0);
    expect(office.request().decisions.at(-1)).toMatchObject({
      position: 2,
      decision: 'rejected',
      comment: 'Not this week.',
    });
  });

  it('is open to an approver of the open step who has approved it', () => {
    expectFacts(halfway().reject('carol'), 'request.rejected');
  });

  it('is open to an approver of the open step who counts in an earlier one', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['bob'] }, { by: ['bob', 'carol'] }] }).file('alice');
    office.approve('bob');
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'COUNTED_IN_EARLIER_STEP');
    expectFacts(office.reject('bob'), 'request.rejected');
  });

  it('is refused to people whose approval counts but who left since', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'], required: 2 }] });
    office.group('managers', 'bob carol').file('alice');
    office.approve('bob');
    office.members('managers', 'carol');
    expectRefused(office.reject('bob'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });
});

describe('a cancellation', () => {
  it('is open to the requester, without a comment', () => {
    expect(halfway().cancel('alice')).toMatchObject({ facts: [{ data: { cause: 'requester', comment: null } }] });
  });

  it('is open to an admin who gives a reason', () => {
    expect(halfway().cancel('boss', 'r1', 'Duplicate of a change.')).toMatchObject({
      facts: [{ data: { cause: 'admin', comment: 'Duplicate of a change.' } }],
    });
  });

  it('requires a comment from an admin, by the field’s name', () => {
    const outcome = halfway().cancel('boss');
    expectRefused(outcome, 'INVALID_INPUT');
    expect(outcome).toMatchObject({ refusal: { fields: { comment: expect.any(String) } } });
  });

  it('requires no comment from an admin on their own request', () => {
    const office = new Office('bob', { steps: [{ by: ['bob'] }] }).file('boss');
    expect(office.cancel('boss')).toMatchObject({ facts: [{ data: { cause: 'requester' } }] });
  });

  it('is refused to everybody else', () => {
    const office = halfway();
    office.hire('audrey', 'auditor');
    for (const name of ['bob', 'carol', 'mei', 'audrey'])
      expectRefused(office.cancel(name, 'r1', 'Because.'), 'FORBIDDEN');
  });

  it('is open to the filer who filed it for another person while an admin, and not after', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).hire('ruth', 'admin');
    office.file('alice', { filedBy: 'ruth' });
    expectRefused(office.cancel('ruth'), 'INVALID_INPUT');
    office.setRole('ruth', 'member');
    expectRefused(office.cancel('ruth', 'r1', 'Mistake.'), 'FORBIDDEN');
  });

  it('is refused once the request has expired or closed otherwise', () => {
    for (const close of [
      (office: Office) => office.wait(86_400),
      (office: Office) => office.reject('dan'),
      (office: Office) => office.cancel('alice'),
      (office: Office) => office.bypass('alice'),
    ]) {
      const office = halfway();
      close(office);
      expectRefused(office.cancel('alice'), 'NOT_OPEN');
      expectRefused(office.cancel('boss', 'r1', 'Too late.'), 'NOT_OPEN');
    }
  });

  it('is refused to others as FORBIDDEN even after the request has closed', () => {
    const office = halfway();
    office.cancel('alice');
    expectRefused(office.cancel('bob', 'r1', 'x'), 'FORBIDDEN');
  });
});

describe('expiry', () => {
  it('comes exactly at its instant, not a millisecond before or after', () => {
    const { request } = { request: halfway().request() };
    const due = secondsAfter(START, 86_400);
    expect(request.expiresAt).toBe(due);
    expect(expireRequest(request, nowAt(secondsAfter(START, 86_399.999)))).toBeNull();
    expect(expireRequest(request, nowAt(due))).toEqual({
      type: 'request.expired',
      data: { requestId: request.id, expiredAt: due },
    });
  });

  it('has the time at which it was due, however late it is recorded', () => {
    const office = halfway().wait(1_000_000);
    expect(office.request()).toMatchObject({ status: 'expired', closedAt: secondsAfter(START, 86_400) });
  });

  it('keeps the record of every decision', () => {
    const office = halfway().wait(86_400);
    expect(office.request().decisions.map(({ personId }) => personId)).toEqual([
      office.person('bob').id,
      office.person('carol').id,
    ]);
    expect(office.stepStatuses()).toEqual(['complete', 'skipped', 'skipped']);
  });

  it('comes after the pending time of the policy version of the request', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }], rules: { pendingTtlSeconds: 60 } }).file(
      'alice',
    );
    office.terms({ steps: [{ by: ['bob'] }], rules: { pendingTtlSeconds: 6_000 } });
    expect(office.wait(59).request().status).toBe('open');
    expect(office.wait(1).request().status).toBe('expired');
  });
});

describe('the steps of a request', () => {
  it('are waiting, except the open one, while it is open', () => {
    expect(halfway().stepStatuses()).toEqual(['complete', 'open', 'waiting']);
  });

  it('are rejected at the open one and skipped after it when it was rejected', () => {
    const office = halfway();
    office.reject('dan');
    expect(office.stepStatuses()).toEqual(['complete', 'rejected', 'skipped']);
  });

  it('are skipped from the open one on when it was cancelled', () => {
    const office = halfway();
    office.cancel('alice');
    expect(office.stepStatuses()).toEqual(['complete', 'skipped', 'skipped']);
  });

  it('are skipped from the open one on when it expired', () => {
    expect(halfway().wait(86_400).stepStatuses()).toEqual(['complete', 'skipped', 'skipped']);
  });

  it('are skipped from the open one on when it was opened by break-glass', () => {
    const office = halfway();
    office.bypass('alice');
    expect(office.stepStatuses()).toEqual(['complete', 'skipped', 'skipped']);
  });

  it('are all complete when it was approved', () => {
    const office = halfway();
    office.approve('dan');
    office.approve('mei');
    expect(office.request().status).toBe('approved');
    expect(office.stepStatuses()).toEqual(['complete', 'complete', 'complete']);
  });
});

describe('a closed request', () => {
  it('stays as it is, whatever is tried', () => {
    for (const close of [
      (office: Office) => office.reject('dan'),
      (office: Office) => office.cancel('alice'),
      (office: Office) => office.wait(86_400),
      (office: Office) => office.bypass('alice'),
      (office: Office) => [office.approve('dan'), office.approve('mei')],
    ]) {
      const office = halfway();
      close(office);
      const before = structuredClone(office.request());
      for (const name of ['carol', 'dan', 'mei']) {
        expectRefused(office.approve(name), 'NOT_OPEN');
        expectRefused(office.reject(name), 'NOT_OPEN');
        expectRefused(office.withdraw(name), 'NOT_OPEN');
      }
      expectRefused(office.bypass('alice'), 'NOT_OPEN');
      expectRefused(office.cancel('alice'), 'NOT_OPEN');
      expect(office.stuck()).toBeNull();
      expect(office.request()).toEqual(before);
    }
  });
});
