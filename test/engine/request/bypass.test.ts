import { describe, expect, it } from 'vitest';
import { START, secondsAfter } from '../support/clock.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

const steps = [{ by: ['bob'] }, { by: ['carol'] }];

describe('break-glass', () => {
  it('opens the requester’s own request at once, for the requested duration', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['alice'] })
      .file('alice', { seconds: 900 })
      .wait(30);
    expectFacts(office.bypass('alice', 'r1', 'Customers cannot pay.'), 'request.bypassed', 'grant.started');
    expect(office.request()).toMatchObject({ status: 'approved', closedAt: secondsAfter(START, 30) });
    expect(office.grant()).toMatchObject({
      person: { username: 'alice' },
      startsAt: secondsAfter(START, 30),
      expiresAt: secondsAfter(START, 930),
      viaBypass: true,
      bypass: { reason: 'Customers cannot pay.', reviewedBy: null },
    });
  });

  it('is recorded as a bypass, never as an approval, in the step that was open', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['alice'] }).file('alice');
    office.approve('bob');
    expect(office.bypass('alice')).toMatchObject({
      facts: [{ type: 'request.bypassed', data: { position: 2 } }, { data: { viaBypass: true } }],
    });
    expect(office.request().decisions.map(({ decision }) => decision)).toEqual(['approved', 'bypassed']);
    expect(office.stepStatuses()).toEqual(['complete', 'skipped']);
  });

  it('is off unless the policy names bypassers', () => {
    const office = new Office('alice bob carol', { steps }).file('alice');
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
  });

  it('is refused to everybody if the list of bypassers is empty', () => {
    const office = new Office('alice bob carol', { steps, bypassers: [] }).file('alice');
    for (const name of ['alice', 'bob', 'boss']) expectRefused(office.bypass(name), 'BYPASS_NOT_ALLOWED');
  });

  it('is refused to people whom the policy does not name', () => {
    const office = new Office('alice bob carol dan', { steps, bypassers: ['dan', '@oncall'] })
      .group('oncall', 'bob')
      .file('alice');
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
  });

  it('is refused on requests of others', () => {
    const office = new Office('alice bob carol dan', { steps, bypassers: ['dan', 'boss', 'alice'] }).file('alice');
    expectRefused(office.bypass('dan'), 'BYPASS_NOT_ALLOWED');
    expectRefused(office.bypass('boss'), 'BYPASS_NOT_ALLOWED');
  });

  it('is refused if another person filed the request', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['alice', 'boss'] }).file('alice', {
      filedBy: 'boss',
    });
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
    expectRefused(office.bypass('boss'), 'BYPASS_NOT_ALLOWED');
  });

  it('is open to members of a named group who are in it now and were at filing', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['@oncall'] })
      .group('oncall', 'alice')
      .file('alice');
    office.members('oncall', '');
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
    office.members('oncall', 'alice');
    expectFacts(office.bypass('alice'), 'request.bypassed', 'grant.started');
  });

  it('is refused to people who joined the group after filing', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['@oncall'] }).group('oncall', '').file('alice');
    office.members('oncall', 'alice');
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
  });

  it('is refused to a bypasser who has become an auditor', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['alice'] }).file('alice');
    office.setRole('alice', 'auditor');
    expectRefused(office.bypass('alice'), 'BYPASS_NOT_ALLOWED');
  });

  it('follows the policy version under which the request was filed', () => {
    const office = new Office('alice bob carol', { steps, bypassers: ['alice'] }).file('alice').terms({ steps });
    expectFacts(office.bypass('alice'), 'request.bypassed', 'grant.started');
    const later = new Office('alice bob carol', { steps }).file('alice').terms({ steps, bypassers: ['alice'] });
    expectRefused(later.bypass('alice'), 'BYPASS_NOT_ALLOWED');
  });

  it('is refused once the request is closed or has expired', () => {
    for (const close of [(office: Office) => office.reject('bob'), (office: Office) => office.wait(86_400)]) {
      const office = new Office('alice bob carol', { steps, bypassers: ['alice'] }).file('alice');
      close(office);
      expectRefused(office.bypass('alice'), 'NOT_OPEN');
    }
  });
});

describe('a named bypasser', () => {
  const impossible = [{ by: ['bob'], required: 2 }];

  it('may file although the quorum is impossible; the request starts stuck and can be opened', () => {
    const office = new Office('alice bob', { steps: impossible, bypassers: ['@oncall'] })
      .group('oncall', 'alice')
      .file('alice');
    expect(office.stuck()).toContain('needs 2 more approvals');
    expectFacts(office.bypass('alice'), 'request.bypassed', 'grant.started');
  });

  it('is the only one who may', () => {
    const office = new Office('alice bob carol', { steps: impossible, bypassers: ['alice'] });
    expectRefused(office.submit('carol'), 'QUORUM_IMPOSSIBLE');
    expectRefused(office.submit('alice', { filedBy: 'boss' }), 'QUORUM_IMPOSSIBLE');
  });

  it('who files for another person may not', () => {
    const office = new Office('alice bob', { steps: impossible, bypassers: ['boss'] });
    expectRefused(office.submit('alice', { filedBy: 'boss' }), 'QUORUM_IMPOSSIBLE');
  });

  it('gains nothing else: duration, required texts and duplicates are checked as always', () => {
    const rules = { requireTicket: true };
    expectRefused(
      new Office('alice bob', { steps: impossible, bypassers: ['alice'], rules }).submit('alice'),
      'INVALID_INPUT',
    );
    const office = new Office('alice bob', { steps: impossible, bypassers: ['alice'] });
    expectRefused(office.submit('alice', { seconds: 1 }), 'DURATION_OUT_OF_RANGE');
    expectRefused(office.file('alice').submit('alice', {}, 'r2'), 'DUPLICATE_REQUEST');
  });
});

describe('the review of a break-glass', () => {
  function opened(): Office {
    const office = new Office('bob carol', { steps, bypassers: ['alice', 'boss'] })
      .hire('alice', 'admin')
      .file('alice');
    office.bypass('alice');
    return office;
  }

  it('is open to an admin other than the bypasser', () => {
    const office = opened();
    expectFacts(office.review('boss'), 'bypass.reviewed');
    expect(office.grant().bypass).toMatchObject({ reviewedBy: { username: 'boss' }, comment: 'Looked at it.' });
  });

  it('is refused to the bypasser', () => {
    expectRefused(opened().review('alice'), 'FORBIDDEN');
  });

  it('is done once', () => {
    const office = opened();
    office.review('boss');
    office.hire('ruth', 'admin');
    const again = office.review('ruth');
    expectRefused(again, 'NOT_OPEN');
    expect(again).toMatchObject({ refusal: { message: expect.stringContaining('BOSS') } });
  });

  it('is still due after the grant has ended', () => {
    const office = opened().wait(100_000);
    expect(office.grant()).toMatchObject({ status: 'expired', bypass: { reviewedBy: null } });
    expectFacts(office.review('boss'), 'bypass.reviewed');
  });

  it('is refused for approved grants', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    office.approve('bob');
    expectRefused(office.review('boss'), 'NOT_FOUND');
  });
});
