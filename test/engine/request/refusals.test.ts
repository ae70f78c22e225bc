import { describe, expect, it } from 'vitest';
import type { EventType } from '#contract/events.ts';
import type { Outcome } from '../../../src-main/engine/outcome.ts';
import { canSee, whyNot, whyNotSeen } from '../../../src-main/engine/request/permission.ts';
import { eligiblePeople, whyNotFile, whyNotSubmit } from '../../../src-main/engine/request/submit.ts';
import { personOf } from '../support/ids.ts';
import { Office } from '../support/office.ts';

const sentence = (outcome: Outcome): string => (outcome.ok ? 'done' : outcome.refusal.message);

describe('a decision based on a seen event', () => {
  const seen = (office: Office, event: number, newest: number, ...since: EventType[]) =>
    whyNotSeen({ event, newest, since: new Set(since) }, office.progress());
  const office = () =>
    new Office('alice bob carol dan', { steps: [{ by: ['bob', 'dan'] }, { by: ['carol'], name: 'Review' }] }).file(
      'alice',
    );
  const stale = (message: string) => ({ code: 'STALE', message: expect.stringContaining(message) });

  it('is current while only approvals of the same step came after it', () => {
    expect(seen(office(), 5, 5)).toBeNull();
    expect(seen(office(), 5, 7, 'request.approved', 'approval.withdrawn')).toBeNull();
  });

  it('is invalid if it names an event that has not happened yet', () => {
    expect(seen(office(), 6, 5)).toEqual({
      code: 'INVALID_INPUT',
      message: 'The newest event of request #1 is 5. Hand in its newestEvent.',
      fields: { seen: 'The newest event of request #1 is 5. Hand in its newestEvent.' },
    });
  });

  it('is stale after a step was completed, and the refusal names the step that is open now', () => {
    const there = office();
    there.approve('bob');
    expect(seen(there, 5, 8, 'request.approved', 'step.completed')).toEqual(
      stale('#1 has changed since you saw it: “Review” (step 2) is open now'),
    );
  });

  it('is stale after the request became stuck, was freed, or changed in another way', () => {
    const stuck = office();
    stuck.disable('carol');
    stuck.stuck();
    expect(seen(stuck, 5, 7, 'request.stuck')).toEqual(stale('it can no longer be completed'));
    expect(seen(stuck, 5, 7, 'request.unstuck', 'request.stuck')).toEqual(stale('it can no longer be completed'));
    expect(seen(office(), 5, 7, 'request.stuck', 'request.unstuck')).toEqual(stale('it can be completed again'));
    expect(seen(office(), 5, 7, 'policy.updated')).toEqual({
      code: 'STALE',
      message: 'Request #1 has changed since you saw it. Look at it again, then decide.',
    });
    expect(seen(stuck, 5, 7, 'policy.updated')).toEqual(stale('#1 has changed since you saw it. Look'));
  });

  it('is not stale if the request is closed, which has a refusal of its own', () => {
    const closed = office();
    closed.cancel('alice');
    expect(seen(closed, 5, 7, 'request.cancelled')).toBeNull();
  });
});

describe('a decision on a closed request is refused with its outcome and the person who decided:', () => {
  const office = () =>
    new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'] }], bypassers: ['alice'] }).file('alice');
  const end = 'Nothing can be decided any more.';

  it('approved', () => {
    const there = office();
    there.approve('bob');
    expect(sentence(there.approve('carol'))).toBe(
      `Request #1 is approved already; the last approval was given by BOB. ${end}`,
    );
  });

  it('opened by break-glass', () => {
    const there = office();
    there.bypass('alice');
    expect(sentence(there.approve('bob'))).toBe(`Request #1 was opened by break-glass by ALICE. ${end}`);
  });

  it('rejected', () => {
    const there = office();
    there.reject('bob');
    expect(sentence(there.approve('carol'))).toBe(`Request #1 was rejected by BOB. ${end}`);
  });

  it('cancelled by a person, or by the desk without one', () => {
    const there = office();
    there.cancel('alice');
    expect(sentence(there.approve('bob'))).toBe(`Request #1 was cancelled by ALICE. ${end}`);
    const half = new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'], required: 2 }] }).file('alice');
    half.approve('carol');
    const progress = half.progress();
    const request = { ...progress.request, status: 'cancelled' as const, cancelledById: null };
    expect(whyNot('approve', half.person('bob'), { ...progress, request })?.message).toBe(
      `Request #1 was cancelled. ${end}`,
    );
  });

  it('expired', () => {
    const there = office().wait(86_400);
    expect(sentence(there.approve('bob'))).toBe(`Request #1 expired before it was approved. ${end}`);
  });
});

describe('an auditor’s request, filed under rules 1,', () => {
  const office = () => {
    const there = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    const [progress, bob, alice] = [there.progress(), there.person('bob'), there.person('alice')];
    const people = new Map(progress.directory.people).set(alice.id, { ...alice, role: 'auditor' as const });
    return { bob, progress: { ...progress, directory: { ...progress.directory, people } } };
  };

  it('is approved under rules 1 only, and can be rejected under all', () => {
    const { bob, progress } = office();
    expect(whyNot('approve', bob, progress, 1)).toBeNull();
    for (const refused of [whyNot('approve', bob, progress, 2), whyNot('approve', bob, progress)])
      expect(refused).toEqual({
        code: 'NOT_ELIGIBLE',
        reason: 'REQUESTER_IS_AUDITOR',
        message: 'ALICE is an auditor, and auditors have no access. Reject this request, or let it expire.',
      });
    expect(whyNot('reject', bob, progress)).toBeNull();
  });
});

describe('a request', () => {
  it('is seen by a member of a group that it names, and by no other member', () => {
    const there = new Office('alice bob carol dan', { steps: [{ by: ['@managers', 'dan'] }] })
      .group('managers', 'bob')
      .file('alice', { filedBy: 'boss' });
    const sees = (name: string) => canSee(there.person(name), there.progress());
    expect(['alice', 'bob', 'carol', 'dan', 'boss'].map(sees)).toEqual([true, true, false, true, true]);
  });
});

describe('a filing', () => {
  const office = () =>
    new Office('alice bob carol zoe', { steps: [{ by: ['@managers', 'zoe'] }, { by: ['carol', 'alice'] }] }).group(
      'managers',
      'carol bob',
    );

  it('is possible for one’s own access, and for others by an admin', () => {
    const actor = (name: string, role: 'member' | 'admin' | 'auditor') => ({ id: personOf(name), role });
    expect(whyNotFile(actor('alice', 'member'), personOf('alice'))).toBeNull();
    expect(whyNotFile(actor('boss', 'admin'), personOf('alice'))).toBeNull();
    const [others, auditor] = [
      whyNotFile(actor('bob', 'member'), personOf('alice')),
      whyNotFile(actor('ida', 'auditor'), personOf('ida')),
    ];
    expect([others?.code, auditor?.code]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(others?.message).toMatch(/^[A-Z].*\.$/);
    expect(auditor?.message).toMatch(/^[A-Z].*\.$/);
    expect(others?.message).not.toBe(auditor?.message);
  });

  it('shows who could approve each step, by username, without the requester', () => {
    const filing = office().filing('alice');
    expect(eligiblePeople(filing).map((step) => step.map(({ username }) => username))).toEqual([
      ['bob', 'carol', 'zoe'],
      ['carol'],
    ]);
    expect(eligiblePeople({ ...filing, policy: null })).toEqual([]);
  });

  it('for a disabled person, or for an auditor, is refused with their name', () => {
    const there = office().hire('ida', 'auditor');
    there.disable('bob');
    for (const [name, shown] of [
      ['bob', 'BOB'],
      ['ida', 'IDA'],
    ] as const) {
      const refused = whyNotSubmit(there.filing(name, { filedBy: 'boss' }), null);
      expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { requesterId: expect.stringContaining(shown) } });
    }
  });

  it('that no policy matches names the account', () => {
    const refused = whyNotSubmit({ ...office().filing('alice'), policy: null }, null);
    expect(refused?.code).toBe('NO_MATCHING_POLICY');
    expect(refused?.message).toMatch(/root.*prod-db|prod-db.*root/);
  });

  it('needs the texts that the policy requires, each by its field, but not in a preview', () => {
    const there = new Office('alice bob', {
      steps: [{ by: ['bob'] }],
      rules: { requireJustification: true, requireTicket: true },
    });
    const filing = there.filing('alice');
    expect(whyNotSubmit(filing, null)).toBeNull();
    expect(whyNotSubmit(filing, { justification: 'why', ticket: 'OPS-1' })).toBeNull();
    const both = whyNotSubmit(filing, { justification: null, ticket: null });
    expect(both).toMatchObject({
      code: 'INVALID_INPUT',
      fields: {
        justification: expect.stringContaining('the policy'),
        ticket: expect.stringContaining('the policy'),
      },
    });
    const one = whyNotSubmit(filing, { justification: null, ticket: 'OPS-1' });
    expect(Object.keys(one?.fields ?? {})).toEqual(['justification']);
  });

  it('is refused while the same access is requested already, in words for the requester or for the filer', () => {
    const there = office().file('alice');
    expect(whyNotSubmit(there.filing('alice'), null)).toMatchObject({
      code: 'DUPLICATE_REQUEST',
      message: expect.stringMatching(/^You/),
    });
    const filed = whyNotSubmit(there.filing('alice', { filedBy: 'boss' }), null);
    expect(filed).toMatchObject({ code: 'DUPLICATE_REQUEST', message: expect.stringMatching(/^ALICE/) });
    for (const text of ['root', 'prod-db', '#1']) expect(filed?.message).toContain(text);
  });
});
