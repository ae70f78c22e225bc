import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk, type TestDesk } from '../support.ts';

const DECISIONS = ['requests.approve', 'requests.reject', 'requests.withdraw', 'requests.cancel', 'requests.bypass'];

const inputOf = (verb: string, id: string) =>
  verb === 'requests.bypass' ? { id, reason: 'The pager is silent.' } : { id, comment: 'because' };

async function notEligible(desk: TestDesk, username: string, id: string, verb = 'requests.approve') {
  const before = desk.length;
  const refused = await desk.refused(username, verb, { id });
  expect(refused.code).toBe('NOT_ELIGIBLE');
  expect(desk.length).toBe(before);
  const action = verb.split('.')[1];
  const { viewer } = await desk.as(username).requests.get({ id });
  const { message, code, ...rest } = { reason: null, ...refused };
  expect(viewer.why).toContainEqual({ action, code, message, ...rest });
  return rest.reason;
}

describe('NOT_ELIGIBLE, with its reason, in the refusal and in the request', () => {
  test('REQUESTER: nobody decides their own request, even as approver or admin', async () => {
    const desk = await openDesk();
    await desk.hire('bob carol');
    await desk.policy({ steps: [{ by: 'bob carol admin' }] });
    for (const username of ['bob', 'admin']) {
      const { id } = await desk.file(username);
      expect(await notEligible(desk, username, id)).toBe('REQUESTER');
      expect(await notEligible(desk, username, id, 'requests.reject')).toBe('REQUESTER');
    }
  });

  test('FILED_IT: the filer decides no request that they filed for another person', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'admin bob' }] });
    const { id } = await desk.file('admin', 'db', { requesterId: desk.id('alice') });
    expect(await notEligible(desk, 'admin', id)).toBe('FILED_IT');
    expect(await notEligible(desk, 'admin', id, 'requests.reject')).toBe('FILED_IT');
    expect(await notEligible(desk, 'alice', id)).toBe('REQUESTER');
  });

  test('NOT_AN_APPROVER: admins and auditors who are not named, people who left the group or joined later', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol dan');
    await desk.hire('erin', 'auditor');
    await desk.group('managers', 'bob carol');
    await desk.policy({ steps: [{ by: '@managers erin dan' }] });
    const { id } = await desk.file('alice');
    for (const username of ['admin', 'erin']) {
      expect(await notEligible(desk, username, id)).toBe('NOT_AN_APPROVER');
      expect(await notEligible(desk, username, id, 'requests.reject')).toBe('NOT_AN_APPROVER');
    }
    await desk.regroup('managers', 'bob admin');
    expect(await notEligible(desk, 'carol', id)).toBe('NOT_AN_APPROVER');
    expect(await notEligible(desk, 'admin', id)).toBe('NOT_AN_APPROVER');
    await desk.as('admin').people.update({ id: desk.id('dan'), role: 'auditor' });
    expect(await notEligible(desk, 'dan', id)).toBe('NOT_AN_APPROVER');
    await desk.regroup('managers', 'carol');
    expect(await desk.approve(id, 'carol')).toMatchObject({ status: 'approved' });
  });

  test('LATER_STEP: before their step, and EARLIER_STEP: after it', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol dan');
    await desk.policy({ steps: [{ by: 'bob dan' }, { by: 'carol', name: 'Security' }] });
    const { id } = await desk.file('alice');
    for (const verb of ['requests.approve', 'requests.reject'])
      expect(await notEligible(desk, 'carol', id, verb)).toBe('LATER_STEP');
    await desk.approve(id, 'bob');
    for (const verb of ['requests.approve', 'requests.reject'])
      for (const username of ['bob', 'dan']) expect(await notEligible(desk, username, id, verb)).toBe('EARLIER_STEP');
  });

  test('ALREADY_APPROVED: one person counts once in a step', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
    const { id } = await desk.file('alice');
    await desk.approve(id, 'bob');
    expect(await notEligible(desk, 'bob', id)).toBe('ALREADY_APPROVED');
    // A person who approved may still reject.
    expect(await desk.as('bob').requests.reject({ id })).toMatchObject({ status: 'rejected' });
  });

  test('COUNTED_IN_EARLIER_STEP: one person counts once in a request, but may still reject', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    const steps = [{ by: 'bob carol' }, { by: 'bob carol' }];
    const policy = await desk.policy({ steps });
    const { id } = await desk.file('alice');
    await desk.approve(id, 'bob');
    expect(await notEligible(desk, 'bob', id)).toBe('COUNTED_IN_EARLIER_STEP');
    expect(await desk.as('bob').requests.reject({ id })).toMatchObject({ status: 'rejected' });

    await desk.as('admin').policies.update({ id: policy.id, version: 1, distinctApprovers: false });
    const second = await desk.file('alice');
    expect(await desk.approve(second.id, 'bob bob')).toMatchObject({ status: 'approved' });
  });

  test('NEEDED_IN_LATER_STEP: an approval that would make the request impossible to complete', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob carol' }, { by: 'carol' }] });
    const { id } = await desk.file('alice');
    expect(await notEligible(desk, 'carol', id)).toBe('NEEDED_IN_LATER_STEP');
    expect(await desk.approve(id, 'bob carol')).toMatchObject({ status: 'approved' });
    const second = await desk.file('alice');
    expect(await desk.as('carol').requests.reject({ id: second.id })).toMatchObject({ status: 'rejected' });
  });

  test('a request that is stuck anyway accepts approvals that make nothing worse', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob carol' }, { by: 'carol bob' }] });
    const { id } = await desk.file('alice');
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    expect(await desk.as('carol').requests.get({ id })).toMatchObject({ stuck: true, viewer: { canApprove: true } });
    expect(await desk.approve(id, 'carol')).toMatchObject({ status: 'open', stuck: true });
  });
});

describe('NOT_OPEN, with the outcome of the request', () => {
  async function closedRequests(): Promise<{ desk: TestDesk; closed: Readonly<Record<string, string>> }> {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob carol' }], bypassers: 'alice', pendingTtlSeconds: 60 });
    const file = async (resource: string) => (await desk.file('alice', resource)).id;
    const closed = {
      approved: await file('a'),
      'break-glass': await file('b'),
      rejected: await file('c'),
      cancelled: await file('d'),
      expired: await file('e'),
    };
    await desk.approve(closed.approved, 'bob');
    await desk.as('alice').requests.bypass({ id: closed['break-glass'], reason: 'The pager is silent.' });
    await desk.as('bob').requests.reject({ id: closed.rejected });
    await desk.as('alice').requests.cancel({ id: closed.cancelled });
    await desk.advance(60);
    return { desk, closed };
  }

  test('a closed request takes no decision, even of people who could have made it', async () => {
    const { desk, closed } = await closedRequests();
    for (const [became, id] of Object.entries(closed))
      for (const verb of DECISIONS) {
        const callers =
          verb === 'requests.cancel' || verb === 'requests.bypass' ? ['alice', 'admin'] : ['bob', 'carol'];
        for (const username of callers) {
          if (verb === 'requests.bypass' && username === 'admin') continue;
          const before = desk.length;
          expect(await desk.refused(username, verb, inputOf(verb, id))).toMatchObject({
            code: 'NOT_OPEN',
            message: expect.stringContaining(became),
          });
          expect(desk.length).toBe(before);
        }
      }
  });

  test('it comes before other refusals: requester, admin and auditor are told that it is closed', async () => {
    const { desk, closed } = await closedRequests();
    await desk.hire('erin', 'auditor');
    for (const id of Object.values(closed))
      for (const username of ['alice', 'admin', 'erin'])
        for (const verb of ['requests.approve', 'requests.reject', 'requests.withdraw'])
          expect(await desk.refused(username, verb, { id })).toMatchObject({ code: 'NOT_OPEN' });
  });

  test('of two decisions at the same time, the second is told that it is closed', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob carol' }] });
    const { id } = await desk.file('alice');
    const given = await Promise.all([
      desk.answer('bob', 'requests.approve', { id }),
      desk.answer('carol', 'requests.reject', { id }),
    ]);
    expect(given).toContainEqual({ ok: false, error: expect.objectContaining({ code: 'NOT_OPEN' }) });
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('NOT_FOUND', () => {
  test('a person who may not see a request cannot tell it from one that does not exist', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob mallory');
    await desk.policy({ steps: [{ by: 'bob' }] });
    const { id } = await desk.file('alice');
    for (const verb of ['requests.get', ...DECISIONS]) {
      const input = (of: string) => (verb === 'requests.get' ? { id: of } : inputOf(verb, of));
      const hidden = await desk.refused('mallory', verb, input(id));
      expect(hidden).toMatchObject({ code: 'NOT_FOUND' });
      expect(await desk.refused('mallory', verb, input(NOBODY))).toEqual(hidden);
      expect(await desk.refused('admin', verb, input(NOBODY))).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('NOTHING_TO_WITHDRAW', () => {
  test('the caller has no approval in the open step', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol dan');
    await desk.hire('erin', 'auditor');
    await desk.policy({ steps: [{ by: 'bob carol' }, { by: 'dan carol', required: 2 }] });
    const { id } = await desk.file('alice');
    const refused = async (username: string) => {
      const before = desk.length;
      expect(await desk.refused(username, 'requests.withdraw', { id })).toMatchObject({ code: 'NOTHING_TO_WITHDRAW' });
      expect(desk.length).toBe(before);
    };
    for (const username of ['alice', 'bob', 'carol', 'dan', 'admin', 'erin']) await refused(username);
    await desk.approve(id, 'bob');
    // His step is complete, and complete steps stay.
    await refused('bob');
    await desk.approve(id, 'dan');
    await desk.as('dan').requests.withdraw({ id });
    await refused('dan');
  });
});

describe('INVALID_INPUT', () => {
  test('an admin must comment to cancel the request of another person', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }] });
    const { id } = await desk.file('alice');
    for (const comment of [undefined, null, '', ' \n'])
      expect(await desk.refused('admin', 'requests.cancel', { id, comment })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { comment: expect.any(String) },
      });
    expect(await desk.as('admin').requests.cancel({ id, comment: 'moved' })).toMatchObject({ status: 'cancelled' });
    const own = await desk.file('admin');
    expect(await desk.as('admin').requests.cancel({ id: own.id })).toMatchObject({ status: 'cancelled' });
  });

  test('the reason of a break-glass has 10 characters or more, without the blanks around it', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }], bypassers: 'alice' });
    const { id } = await desk.file('alice');
    for (const reason of [undefined, null, '', 'ninechars', ' ninechars ', '🔥🔥🔥🔥🔥'])
      expect(await desk.refused('alice', 'requests.bypass', { id, reason })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { reason: expect.any(String) },
      });
    expect(await desk.as('alice').requests.bypass({ id, reason: 'tencharact' })).toMatchObject({ status: 'approved' });
  });
});

describe('BYPASS_NOT_ALLOWED', () => {
  test.each([
    ['the policy names no bypassers', { bypassers: undefined, by: 'alice', filedBy: 'alice' }],
    ['the caller is not among them', { bypassers: 'carol', by: 'alice', filedBy: 'alice' }],
    ['it is not the caller’s own request', { bypassers: 'carol admin', by: 'admin', filedBy: 'alice' }],
    ['an approver among them is no requester', { bypassers: 'bob', by: 'bob', filedBy: 'alice' }],
    ['another person filed it', { bypassers: 'alice', by: 'alice', filedBy: 'admin' }],
  ])('%s', async (_, { bypassers, by, filedBy }) => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob' }], ...(bypassers === undefined ? {} : { bypassers }) });
    const { id } = await desk.file(filedBy, 'db', { requesterId: desk.id('alice') });
    const before = desk.length;
    expect(await desk.refused(by, 'requests.bypass', { id, reason: 'The pager is silent.' })).toMatchObject({
      code: 'BYPASS_NOT_ALLOWED',
    });
    expect(desk.length).toBe(before);
  });

  test('the caller joined the bypassers after the request was filed, or left them', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.group('oncall', 'carol');
    await desk.policy({ steps: [{ by: 'bob' }], bypassers: '@oncall' });
    const { id } = await desk.file('alice');
    const second = await desk.file('carol');
    await desk.regroup('oncall', 'alice');
    for (const [username, of] of [
      ['alice', id],
      ['carol', second.id],
    ] as const)
      expect(await desk.refused(username, 'requests.bypass', { id: of, reason: 'The pager is silent.' })).toMatchObject(
        {
          code: 'BYPASS_NOT_ALLOWED',
        },
      );
    await desk.regroup('oncall', 'carol');
    expect(await desk.as('carol').requests.bypass({ id: second.id, reason: 'The pager is silent.' })).toMatchObject({
      status: 'approved',
    });
  });
});
