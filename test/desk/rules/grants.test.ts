import { expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

test('a grant runs from the last approval, for the requested duration', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  const policy = await desk.policy({ steps: [{ by: 'bob' }, { by: 'carol' }], duration: { maxSeconds: 7_200 } });
  const { id } = await desk.file('alice', 'db', { durationSeconds: 7_200 });
  await desk.advance(1_800);
  await desk.approve(id, 'bob');
  await desk.as('admin').policies.update({ id: policy.id, version: 1, duration: { maxSeconds: 60 } });
  await desk.advance(1_800);
  expect(await desk.approve(id, 'carol')).toMatchObject({
    closedAt: '2026-01-05T10:00:00.000Z',
    grant: {
      startsAt: '2026-01-05T10:00:00.000Z',
      expiresAt: '2026-01-05T12:00:00.000Z',
      viaBypass: false,
      bypass: null,
    },
  });
});

test.each(['time', 'revocation', 'release'])(
  'of two grants for one account, the end of the first, by %s, does not end the other',
  async (end) => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }] });
    const grantFor = async (durationSeconds: number) =>
      (await desk.approve((await desk.file('alice', 'db', { durationSeconds })).id, 'bob')).grant;
    const long = await grantFor(7_200);
    const short = await grantFor(3_600);
    const check = () => desk.as('alice').grants.check({ personId: desk.id('alice'), resource: 'db', account: 'root' });
    // The answer names the one of them that ends last: until then there is access.
    expect(await check()).toMatchObject({ allowed: true, grantId: long?.id });
    const id = short?.id ?? '';
    if (end === 'time') await desk.advance(3_600);
    if (end === 'revocation') await desk.as('admin').grants.revoke({ id, reason: 'over' });
    if (end === 'release') await desk.as('alice').grants.release({ id });
    expect(await check()).toEqual({
      allowed: true,
      grantId: long?.id,
      expiresAt: long?.expiresAt,
      because: expect.any(String),
    });
    await desk.advance(7_200);
    expect(await check()).toMatchObject({ allowed: false });
  },
);

test('a revocation names its actor and reason, a release its actor', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const grantOn = async (resource: string) =>
    (await desk.approve((await desk.file('alice', resource)).id, 'bob')).grant?.id ?? '';
  const [first, second] = [await grantOn('a'), await grantOn('b')];
  await desk.advance(5);
  const endedAt = '2026-01-05T09:00:05.000Z';
  expect(await desk.as('admin').grants.revoke({ id: first, reason: ' not needed ' })).toMatchObject({
    status: 'revoked',
    endedAt,
    endedBy: { username: 'admin' },
    reason: 'not needed',
  });
  expect(await desk.as('alice').grants.release({ id: second })).toMatchObject({
    status: 'released',
    endedAt,
    endedBy: { username: 'alice' },
    reason: null,
  });
});

test('checking access answers the reason', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob' }, { by: 'carol' }], bypassers: 'alice' });
  const about = (resource: string) => ({ personId: desk.id('alice'), resource, account: 'root' });
  const why = async (resource: string) => (await desk.as('alice').grants.check(about(resource))).because;
  expect(await why('db')).toBe('Alice never had a grant for root on db.');
  const { grant } = await desk.approve((await desk.file('alice', 'db')).id, 'bob carol');
  expect(await why('db')).toBe('Alice has an active grant for root on db: request #1 was approved by Bob and Carol.');
  await desk
    .as('alice')
    .requests.bypass({ id: (await desk.file('alice', 'glass')).id, reason: 'The pager is silent.' });
  expect(await why('glass')).toBe(
    'Alice has an active grant for root on glass: it was opened by break-glass, without the approvals, by request #2.',
  );
  await desk.as('admin').grants.revoke({ id: grant?.id ?? '', reason: 'over' });
  expect(await why('db')).toBe('Alice has no active grant for root on db; the last one was revoked.');
});

test('grants that end soon are found, next to end first; members find their own', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob' }] });
  for (const [who, resource, durationSeconds] of [
    ['alice', 'long', 7_200],
    ['alice', 'short', 1_800],
    ['carol', 'other', 3_600],
  ] as const)
    await desk.approve((await desk.file(who, resource, { durationSeconds })).id, 'bob');
  const found = async (username: string, input: Parameters<ReturnType<TestDesk['as']>['grants']['list']>[0]) =>
    (await desk.as(username).grants.list(input)).items.map(({ resource }) => resource);
  expect(await found('admin', { sort: 'ending' })).toEqual(['short', 'other', 'long']);
  expect(await found('admin', { sort: 'ending', endsWithinSeconds: 3_600 })).toEqual(['short', 'other']);
  expect(await found('admin', { endsWithinSeconds: 3_600 })).toEqual(['other', 'short']);
  expect(await found('alice', { sort: 'ending' })).toEqual(['short', 'long']);
  expect(await found('admin', { sort: 'ending', status: 'expired' })).toEqual([]);
  await desk.advance(1_800);
  expect(await found('admin', { sort: 'ending', endsWithinSeconds: 1_800 })).toEqual(['other']);
  const { nextCursor } = await desk.as('admin').grants.list({ sort: 'ending', limit: 1 });
  const cursor = nextCursor ?? '';
  expect(await found('admin', { sort: 'ending', cursor })).toEqual(['long']);
  expect(await desk.refused('admin', 'grants.list', { cursor })).toMatchObject({ code: 'INVALID_INPUT' });
});

test('access is for the person and the account of the grant, in any spelling of the account', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { grant } = await desk.approve((await desk.file('alice', 'Prod/DB-Ä')).id, 'bob');
  const check = (username: string, resource: string, account = 'root') =>
    desk.as('admin').grants.check({ personId: desk.id(username), resource, account });
  expect(await check('alice', ' prod/db-a\u0308 ', 'ROOT')).toMatchObject({ allowed: true, grantId: grant?.id });
  expect(await check('bob', 'Prod/DB-Ä')).toMatchObject({ allowed: false });
  expect(await check('alice', 'Prod/DB')).toMatchObject({ allowed: false });
  // A pattern is a name here.
  expect(await check('alice', '*')).toMatchObject({ allowed: false });
});
