import { expect, test } from 'vitest';
import type { RequestAnswer } from '../shapes/answers.ts';
import { openDesk } from '../support.ts';

const eligible = ({ steps }: RequestAnswer): string[] =>
  steps.map((step) => step.eligible.map(({ username }) => username).join(' '));

test('while a request is open, eligible is who could decide now; when it closes, that is frozen', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan erik');
  await desk.group('managers', 'alice bob carol');
  await desk.policy({ steps: [{ by: '@managers' }, { by: 'dan erik' }] });
  const { id } = await desk.file('alice');
  const now = async () => eligible(await desk.as('admin').requests.get({ id }));
  // The requester is none of them.
  expect(await now()).toEqual(['bob carol', 'dan erik']);
  await desk.regroup('managers', 'alice bob');
  expect(await now()).toEqual(['bob', 'dan erik']);
  await desk.regroup('managers', 'bob carol erik');
  expect(await now()).toEqual(['bob carol', 'dan erik']);
  await desk.as('admin').people.disable({ id: desk.id('erik') });
  expect(await now()).toEqual(['bob carol', 'dan']);

  await desk.approve(id, 'bob dan');
  expect(await now()).toEqual(['bob carol', 'dan']);
  await desk.regroup('managers', '');
  await desk.as('admin').people.enable({ id: desk.id('erik') });
  await desk.as('admin').people.disable({ id: desk.id('bob') });
  await desk.as('admin').people.update({ id: desk.id('dan'), role: 'auditor' });
  expect(await now()).toEqual(['bob carol', 'dan']);
});

test.each(['reject', 'cancel', 'expire', 'bypass'])('it is frozen by every kind of closing: %s', async (end) => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.group('managers', 'bob carol');
  await desk.policy({ steps: [{ by: '@managers' }], bypassers: 'alice', pendingTtlSeconds: 60 });
  const { id } = await desk.file('alice');
  if (end === 'reject') await desk.as('bob').requests.reject({ id });
  if (end === 'cancel') await desk.as('alice').requests.cancel({ id });
  if (end === 'bypass') await desk.as('alice').requests.bypass({ id, reason: 'The pager is silent.' });
  if (end === 'expire') await desk.advance(60);
  await desk.regroup('managers', 'carol');
  const before = desk.length;
  await desk.as('admin').people.disable({ id: desk.id('carol') });
  expect(desk.typesAfter(before)).not.toContain('request.stuck');
  expect(eligible(await desk.as('admin').requests.get({ id }))).toEqual(['bob carol']);
});

test('a closed request still shows who could decide, even after the named group is gone', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.group('managers', 'bob carol');
  const policy = await desk.policy({ steps: [{ by: '@managers' }] });
  const { id } = await desk.file('alice');
  await desk.approve(id, 'bob');
  await desk.as('admin').policies.archive({ id: policy.id });
  await desk.as('admin').groups.remove({ id: desk.id('@managers') });
  for (const username of ['alice', 'carol', 'admin'])
    expect(eligible(await desk.as(username).requests.get({ id }))).toEqual(['bob carol']);
});
