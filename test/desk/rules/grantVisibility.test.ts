import { expect, test } from 'vitest';
import { openDesk } from '../support.ts';

test('approvers see the grant that they opened, and so do those who could have approved it or were asked later', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan zoe');
  await desk.policy({ steps: [{ by: 'bob carol' }, { by: 'dan' }] });
  const { id: requestId } = await desk.file('alice');
  const approved = await desk.approve(requestId, 'bob dan');
  const id = approved.grant?.id ?? '';
  for (const username of ['alice', 'bob', 'carol', 'dan', 'admin'])
    expect(await desk.as(username).grants.get({ id })).toEqual(approved.grant);
  expect(await desk.refused('zoe', 'grants.get', { id })).toMatchObject({ code: 'NOT_FOUND' });
});

test('the filer of a request for another person sees its grant', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id: requestId } = await desk.file('admin', 'db', { requesterId: desk.id('alice') });
  const { grant } = await desk.approve(requestId, 'bob');
  await desk.hire('ada', 'admin');
  await desk.as('ada').people.update({ id: desk.id('admin'), role: 'member' });
  expect(await desk.as('admin').grants.get({ id: grant?.id ?? '' })).toEqual(grant);
});

test('an approver who has left the group still sees the grant, but not in a list of their own', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.group('managers', 'bob carol');
  await desk.policy({ steps: [{ by: '@managers' }] });
  const { id: requestId } = await desk.file('alice');
  const { grant } = await desk.approve(requestId, 'bob');
  await desk.regroup('managers', 'carol');
  expect(await desk.as('bob').grants.get({ id: grant?.id ?? '' })).toEqual(grant);
  expect((await desk.as('bob').grants.list({})).items).toEqual([]);
});

test('an approver cannot give back or revoke a grant that they see', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id: requestId } = await desk.file('alice');
  const { grant } = await desk.approve(requestId, 'bob');
  const id = grant?.id ?? '';
  expect(await desk.refused('bob', 'grants.release', { id })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await desk.refused('bob', 'grants.revoke', { id, reason: 'over' })).toMatchObject({ code: 'FORBIDDEN' });
});
