import { expect, test } from 'vitest';
import { openDesk } from '../support.ts';

test('a request on behalf belongs to the requester in every way, and names its filer', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.hire('ada', 'admin');
  await desk.policy({ steps: [{ by: 'bob ada carol' }], bypassers: 'alice' });
  const filed = await desk.file('ada', 'db', { requesterId: desk.id('alice') });
  const contact = (username: string) => ({ username, email: `${username}@example.test` });
  expect(filed).toMatchObject({ requester: contact('alice'), filedBy: contact('ada') });
  expect(filed.steps[0]?.eligible.map(({ username }) => username)).toEqual(['bob', 'carol']);
  const { viewer } = await desk.as('alice').requests.get({ id: filed.id });
  expect(viewer).toMatchObject({ canCancel: true, canBypass: false, canApprove: false });
  expect(viewer.why).toContainEqual(expect.objectContaining({ action: 'bypass', code: 'BYPASS_NOT_ALLOWED' }));

  const mine = async (username: string) => (await desk.as(username).requests.list({ mine: true })).items.length;
  expect([await mine('alice'), await mine('ada')]).toEqual([1, 0]);
  const byRequester = async (username: string) =>
    (await desk.as('admin').requests.list({ requesterId: desk.id(username) })).items.length;
  expect([await byRequester('alice'), await byRequester('ada')]).toEqual([1, 0]);

  const { grant } = await desk.approve(filed.id, 'bob');
  expect(grant).toMatchObject({ person: { username: 'alice' } });
  expect(
    await desk.as('alice').grants.check({ personId: desk.id('alice'), resource: 'db', account: 'root' }),
  ).toMatchObject({
    allowed: true,
    grantId: grant?.id,
  });
  expect(await desk.as('alice').grants.release({ id: grant?.id ?? '' })).toMatchObject({ status: 'released' });
});

test('the requester may cancel it without a comment, but the admin who filed it must comment', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const first = await desk.file('admin', 'db', { requesterId: desk.id('alice') });
  expect(await desk.refused('admin', 'requests.cancel', { id: first.id })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await desk.as('alice').requests.cancel({ id: first.id })).toMatchObject({ status: 'cancelled' });
});
