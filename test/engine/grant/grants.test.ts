import { describe, expect, it } from 'vitest';
import { expireGrant } from '../../../src-main/engine/grant/commands.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

function granted(): Office {
  const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice', { seconds: 600 });
  office.approve('bob');
  return office;
}

describe('a grant', () => {
  it('ends by time, exactly at its instant', () => {
    const due = secondsAfter(START, 600);
    expect(expireGrant(granted().grant(), nowAt(secondsAfter(START, 599.999)))).toBeNull();
    expect(expireGrant(granted().grant(), nowAt(due))).toMatchObject({
      type: 'grant.expired',
      data: { expiredAt: due },
    });
    expect(granted().wait(5_000).grant()).toMatchObject({ status: 'expired', endedAt: due, endedBy: null });
  });

  it('is revoked with a reason', () => {
    const office = granted();
    expect(office.revoke('boss')).toMatchObject({
      facts: [{ type: 'grant.revoked', data: { reason: 'No longer needed.', cause: 'admin' } }],
    });
    expect(office.grant()).toMatchObject({ status: 'revoked', endedBy: { username: 'boss' } });
  });

  it('is given back by its holder only', () => {
    const office = granted();
    for (const name of ['bob', 'boss']) expectRefused(office.release(name), 'FORBIDDEN');
    expectFacts(office.release('alice'), 'grant.released');
  });

  it('that has ended stays as it ended', () => {
    for (const end of [
      (office: Office) => office.wait(600),
      (office: Office) => office.revoke('boss'),
      (office: Office) => office.release('alice'),
      (office: Office) => office.disable('alice'),
    ]) {
      const office = granted();
      end(office);
      const before = structuredClone(office.grant());
      expectRefused(office.revoke('boss'), 'NOT_ACTIVE');
      expectRefused(office.release('alice'), 'NOT_ACTIVE');
      expect(office.wait(100_000).grant()).toEqual(before);
    }
  });

  it('is not given back by others even after it has ended', () => {
    expectRefused(granted().wait(600).release('boss'), 'FORBIDDEN');
  });

  it('does not end another grant of the same person and account by its own end', () => {
    const office = granted().file('alice', { seconds: 6_000 }, 'r2');
    office.approve('bob', 'r2');
    office.wait(600);
    expect([office.grant('r1').status, office.grant('r2').status]).toEqual(['expired', 'active']);
    office.file('alice', {}, 'r3').approve('bob', 'r3');
    office.revoke('boss', 'r3');
    expect([office.grant('r2').status, office.grant('r3').status]).toEqual(['active', 'revoked']);
  });
});
