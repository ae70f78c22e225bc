import { expect, test } from 'vitest';
import type { RequestAnswer } from '../shapes/answers.ts';
import { openDesk } from '../support.ts';

const waitedFor = ({ steps }: RequestAnswer): string[] =>
  steps.map(({ waitingFor }) => waitingFor.map(({ username }) => username).join(' '));

test('an open step waits for those who could approve it now; other steps, and closed requests, for nobody', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.policy({ steps: [{ by: 'alice bob carol dan', required: 2 }, { by: 'carol dan' }] });
  const { id } = await desk.file('alice');
  const now = async () => waitedFor(await desk.as('alice').requests.get({ id }));
  expect(await now()).toEqual(['bob carol dan', '']);
  expect(waitedFor(await desk.approve(id, 'bob'))).toEqual(['carol dan', '']);
  await desk.as('admin').people.disable({ id: desk.id('dan') });
  expect(await now()).toEqual(['carol', '']);
  await desk.as('admin').people.enable({ id: desk.id('dan') });
  expect(waitedFor(await desk.approve(id, 'carol'))).toEqual(['', 'dan']);
  expect(waitedFor(await desk.approve(id, 'dan'))).toEqual(['', '']);
});

test('a cancelled request names the person who cancelled it and their comment', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const own = await desk.file('alice');
  expect(await desk.as('alice').requests.cancel({ id: own.id })).toMatchObject({
    cancelled: { by: { username: 'alice' }, comment: null },
  });
  const other = await desk.file('alice');
  expect(await desk.as('admin').requests.cancel({ id: other.id, comment: 'The window moved.' })).toMatchObject({
    cancelled: { by: { username: 'admin' }, comment: 'The window moved.' },
  });
  const third = await desk.file('alice');
  await desk.as('admin').people.disable({ id: desk.id('alice') });
  expect(await desk.as('bob').requests.get({ id: third.id })).toMatchObject({
    status: 'cancelled',
    cancelled: { by: { username: 'admin' }, comment: expect.stringContaining('disabled') },
  });
});
