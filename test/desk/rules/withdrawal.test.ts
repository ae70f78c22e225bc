import { expect, test } from 'vitest';
import { openDesk } from '../support.ts';

test('an approval is withdrawn while its step is open, and given again; the record keeps all of it', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
  const { id } = await desk.file('alice');
  const bob = desk.as('bob').requests;
  expect(await bob.approve({ id, comment: 'yes' })).toMatchObject({
    steps: [{ approved: 1 }],
    viewer: { canApprove: false, canReject: true, canWithdraw: true },
  });
  expect(await desk.as('bob').requests.counts({})).toMatchObject({ waitingOnMe: 0 });
  expect(await bob.withdraw({ id, comment: 'wait' })).toMatchObject({
    status: 'open',
    steps: [{ approved: 0, status: 'open' }],
    viewer: { canApprove: true, canWithdraw: false },
  });
  expect(await desk.as('bob').requests.counts({})).toMatchObject({ waitingOnMe: 1 });
  await desk.approve(id, 'carol');
  const done = await bob.approve({ id });
  expect(done).toMatchObject({ status: 'approved', steps: [{ approved: 2 }] });
  expect(done.steps[0]?.decisions.map(({ person, decision, comment }) => [person.username, decision, comment])).toEqual(
    [
      ['bob', 'approved', 'yes'],
      ['bob', 'withdrawn', 'wait'],
      ['carol', 'approved', null],
      ['bob', 'approved', null],
    ],
  );
});

test('withdrawing an approval may free the giver for a later step', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.policy({ steps: [{ by: 'bob carol dan', required: 2 }, { by: 'bob dan' }] });
  const { id } = await desk.file('alice');
  await desk.approve(id, 'bob');
  expect(await desk.refused('dan', 'requests.approve', { id })).toMatchObject({ reason: 'NEEDED_IN_LATER_STEP' });
  await desk.as('bob').requests.withdraw({ id });
  expect(await desk.approve(id, 'dan carol bob')).toMatchObject({ status: 'approved' });
});
