import { expect, test } from 'vitest';
import { openDesk } from '../support.ts';

const reason = 'The pager is silent.';

test('break-glass opens the requester’s own request at once, is no approval, and stays flagged until it is reviewed', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob' }, { by: 'carol', required: 1 }], bypassers: 'alice' });
  const { id } = await desk.file('alice');
  await desk.approve(id, 'bob');
  await desk.advance(30);
  const opened = await desk.as('alice').requests.bypass({ id, reason });
  const at = '2026-01-05T09:00:30.000Z';
  expect(opened).toMatchObject({ status: 'approved', closedAt: at, stuck: false });
  expect(opened.steps).toMatchObject([
    { status: 'complete', approved: 1, decisions: [{ decision: 'approved', person: { username: 'bob' } }] },
    {
      status: 'skipped',
      approved: 0,
      decisions: [{ decision: 'bypassed', person: { username: 'alice' }, comment: reason, at }],
    },
  ]);
  expect(opened.grant).toMatchObject({
    status: 'active',
    viaBypass: true,
    startsAt: at,
    expiresAt: '2026-01-05T10:00:30.000Z',
    bypass: { reason, reviewedBy: null, reviewedAt: null, comment: null },
  });

  const list = async (bypass: 'unreviewed' | 'reviewed') => (await desk.as('admin').grants.list({ bypass })).items;
  expect(await list('unreviewed')).toEqual([opened.grant]);
  expect(await list('reviewed')).toEqual([]);
  await desk.advance(3_600);
  expect(await list('unreviewed')).toMatchObject([{ status: 'expired' }]);
  const grantId = opened.grant?.id ?? '';
  const reviewed = await desk.as('admin').grants.reviewBypass({ id: grantId, comment: 'understood' });
  expect(reviewed.bypass).toEqual({
    reason,
    reviewedBy: { id: desk.id('admin'), username: 'admin', name: 'Admin' },
    reviewedAt: '2026-01-05T10:00:30.000Z',
    comment: 'understood',
  });
  expect(await list('unreviewed')).toEqual([]);
  expect(await list('reviewed')).toEqual([reviewed]);
  expect((await desk.as('alice').requests.get({ id })).grant).toEqual(reviewed);
});

test('a named bypasser may file although nobody could approve; the request starts stuck', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'alice' }], bypassers: 'alice' });
  const wanted = { resource: 'db', account: 'root', durationSeconds: 60 };
  expect(await desk.as('alice').requests.preview(wanted)).toMatchObject({ refusal: null, steps: [{ eligible: 0 }] });
  const before = desk.length;
  const filed = await desk.as('alice').requests.submit(wanted);
  expect(desk.typesAfter(before)).toEqual(['request.submitted', 'request.stuck']);
  expect(filed).toMatchObject({ stuck: true, viewer: { canBypass: true } });
  expect(
    await desk.refused('admin', 'requests.submit', { ...wanted, account: 'x', requesterId: desk.id('alice') }),
  ).toMatchObject({
    code: 'QUORUM_IMPOSSIBLE',
  });
  expect(await desk.as('alice').requests.bypass({ id: filed.id, reason })).toMatchObject({ status: 'approved' });
});

test('a named auditor cannot break the glass, and a policy with an empty list of bypassers is wrong input', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }], bypassers: 'alice' });
  const { id } = await desk.file('alice');
  await desk.as('admin').people.update({ id: desk.id('alice'), role: 'auditor' });
  // The request of a person who becomes an auditor is cancelled.
  expect(await desk.refused('alice', 'requests.bypass', { id, reason })).toMatchObject({ code: 'NOT_OPEN' });
  const empty = { ...desk.terms({ name: 'new', steps: [{ by: 'bob' }] }), bypass: { bypassers: [] } };
  expect(await desk.refused('admin', 'policies.create', empty)).toMatchObject({
    code: 'INVALID_INPUT',
    fields: { 'bypass.bypassers': expect.any(String) },
  });
});
