import { describe, expect, test } from 'vitest';
import { openDesk } from '../support.ts';

test('an open request expires at its time, not a second earlier, and can no longer be changed then', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob carol', required: 2 }], pendingTtlSeconds: 60, bypassers: 'alice' });
  const filed = await desk.file('alice');
  expect(filed).toMatchObject({ expiresAt: '2026-01-05T09:01:00.000Z' });
  await desk.advance(59);
  expect(await desk.approve(filed.id, 'bob')).toMatchObject({ status: 'open' });
  await desk.advance(1);
  const { id } = filed;
  for (const [username, verb, more] of [
    ['carol', 'requests.approve', {}],
    ['carol', 'requests.reject', {}],
    ['bob', 'requests.withdraw', {}],
    ['alice', 'requests.cancel', {}],
    ['alice', 'requests.bypass', { reason: 'The pager is silent.' }],
  ] as const)
    expect(await desk.refused(username, verb, { id, ...more })).toMatchObject({ code: 'NOT_OPEN' });
  expect(await desk.as('alice').requests.get({ id })).toMatchObject({
    status: 'expired',
    closedAt: filed.expiresAt,
    grant: null,
    steps: [{ status: 'skipped', approved: 1 }],
  });
  expect(await desk.file('alice')).toMatchObject({ status: 'open', number: 2 });
});

test('expiries during a jump of the clock are recorded in the order of their times, each at its own', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ name: 'quick', conditions: [{ resource: 'q*' }], steps: [{ by: 'bob' }], pendingTtlSeconds: 60 });
  await desk.policy({ name: 'slow', conditions: [{ resource: 's*' }], steps: [{ by: 'bob' }], pendingTtlSeconds: 120 });
  const slow = await desk.file('alice', 's1');
  const { grant } = await desk.approve((await desk.file('alice', 's2', { durationSeconds: 90 })).id, 'bob');
  const quick = await desk.file('alice', 'q1');
  const before = desk.length;
  await desk.advance(86_400);
  expect(desk.typesAfter(before)).toEqual(['clock.advanced', 'request.expired', 'grant.expired', 'request.expired']);
  const { items } = await desk.as('admin').ledger.list({ limit: 3 });
  expect(items.map(({ data }) => data.id ?? data.requestId)).toEqual([slow.id, grant?.id, quick.id]);
  expect(items.every(({ actor, at }) => actor === null && at === '2026-01-06T09:00:00.000Z')).toBe(true);
  expect(await desk.as('alice').requests.get({ id: quick.id })).toMatchObject({ closedAt: quick.expiresAt });
  expect(await desk.as('alice').grants.get({ id: grant?.id ?? '' })).toMatchObject({
    status: 'expired',
    endedAt: grant?.expiresAt,
    endedBy: null,
    reason: null,
  });
});

describe('after the clock moved, every read shows what is over', () => {
  test('requests: get, list and counts', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }], pendingTtlSeconds: 60 });
    const { id } = await desk.file('alice');
    const bob = desk.as('bob').requests;
    expect(await bob.counts({})).toMatchObject({ open: 1, expired: 0, waitingOnMe: 1, capped: false });
    await desk.advance(60);
    expect(await bob.counts({})).toMatchObject({ open: 0, expired: 1, waitingOnMe: 0 });
    expect((await bob.list({ status: 'open' })).items).toEqual([]);
    expect((await bob.list({ waitingOnMe: true })).items).toEqual([]);
    expect((await bob.list({ status: 'expired' })).items.map((item) => item.id)).toEqual([id]);
    expect(await desk.as('alice').requests.counts({ mine: true })).toMatchObject({ open: 0, expired: 1 });
  });

  test('grants: get, list and check', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }] });
    await desk.approve((await desk.file('alice', 'db', { durationSeconds: 10 })).id, 'bob');
    const alice = desk.as('alice').grants;
    const account = { personId: desk.id('alice'), resource: 'DB', account: 'ROOT' };
    await desk.advance(9);
    expect(await alice.check(account)).toMatchObject({ allowed: true, expiresAt: '2026-01-05T09:00:10.000Z' });
    await desk.advance(1);
    expect(await alice.check(account)).toEqual({ allowed: false, because: expect.any(String) });
    expect((await alice.list({ status: 'active' })).items).toEqual([]);
    expect((await alice.list({ status: 'expired' })).items).toHaveLength(1);
  });
});
