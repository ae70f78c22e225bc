import { expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

const nothing = { stuckBecause: null, alone: [], aloneCount: 0, together: [], missing: null, keyReset: [] };

async function stuckReview(): Promise<{ desk: TestDesk; id: string }> {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.group('managers', 'bob carol');
  await desk.policy({ steps: [{ by: '@managers', required: 2, name: 'Review' }] });
  const { id } = await desk.file('alice');
  await desk.regroup('managers', 'bob');
  return { desk, id };
}

test('it names people to add to groups again, and doing so frees the request', async () => {
  const { desk, id } = await stuckReview();
  const remedies = await desk.as('admin').requests.remedies({ id });
  expect(remedies).toEqual({
    ...nothing,
    stuckBecause: (await desk.as('admin').requests.get({ id })).stuckBecause,
    aloneCount: 1,
    alone: [
      {
        person: { id: desk.id('carol'), username: 'carol', name: 'Carol' },
        actions: [{ kind: 'readd', group: { id: desk.id('@managers'), name: 'managers' } }],
        sentence: 'Add Carol to the group managers again.',
      },
    ],
  });
  await desk.regroup('managers', 'bob carol');
  expect(await desk.as('admin').requests.get({ id })).toMatchObject({ stuck: false });
  expect(await desk.as('admin').requests.remedies({ id })).toEqual(nothing);
});

test('a disabled person must be enabled, and put back into the group if they left it as well', async () => {
  const { desk, id } = await stuckReview();
  await desk.as('admin').people.disable({ id: desk.id('carol') });
  const { alone } = await desk.as('admin').requests.remedies({ id });
  expect(alone.map(({ sentence }) => sentence)).toEqual([
    'Enable Carol again, and add them to the group managers again.',
  ]);
});

test('if no single person frees it, the people who do together are named', async () => {
  const { desk, id } = await stuckReview();
  await desk.as('admin').people.disable({ id: desk.id('bob') });
  const { alone, together, missing } = await desk.as('admin').requests.remedies({ id });
  expect(alone).toEqual([]);
  expect(together.map(({ sentence }) => sentence)).toEqual([
    'Enable Bob again.',
    'Add Carol to the group managers again.',
  ]);
  expect(missing).toBeNull();
});

test('if nothing frees it, the remaining shortage is named', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.group('managers', 'bob');
  await desk.policy({ steps: [{ by: '@managers', name: 'Review' }], bypassers: 'bob' });
  // Bob may file although nobody else could approve.
  const { id } = await desk.file('bob');
  expect(await desk.as('admin').requests.remedies({ id })).toMatchObject({
    alone: [],
    together: [],
    missing: '“Review” (step 1) needs 1 more approval, and nobody who is free to give it is left.',
  });
});

test('a closed request has no remedies', async () => {
  const { desk, id } = await stuckReview();
  await desk.as('alice').requests.cancel({ id });
  expect(await desk.as('admin').requests.remedies({ id })).toEqual(nothing);
});

test('a person who comes too late is told who decided, and who cancelled', async () => {
  const { desk, id } = await stuckReview();
  await desk.as('admin').requests.cancel({ id, comment: 'too few people' });
  expect(await desk.refused('bob', 'requests.approve', { id })).toMatchObject({
    code: 'NOT_OPEN',
    message: 'Request #1 was cancelled by Admin. Nothing can be decided any more.',
  });
});
