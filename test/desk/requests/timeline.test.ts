import { expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

async function told(desk: TestDesk, username: string, id: string): Promise<string[]> {
  const { items, nextCursor } = await desk.as(username).requests.timeline({ id });
  expect(nextCursor).toBeNull();
  return items.map(({ actor, sentence, comment }) =>
    [actor?.username ?? 'time', sentence, ...(comment === null ? [] : [`“${comment}”`])].join(' | '),
  );
}

async function twoSteps(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.group('managers', 'bob carol');
  await desk.policy({
    name: 'production',
    steps: [{ by: '@managers', name: 'Review' }, { by: 'dan' }],
    bypassers: 'alice carol',
  });
  return desk;
}

test('a timeline has all events in order, those of its grant too', async () => {
  const desk = await twoSteps();
  const { id } = await desk.file('alice', 'prod-db');
  await desk.as('bob').requests.approve({ id, comment: 'fine' });
  const { grant } = await desk.approve(id, 'dan');
  await desk.as('alice').grants.release({ id: grant?.id ?? '' });
  expect(await told(desk, 'alice', id)).toEqual([
    'alice | Alice asked for root on prod-db for 1 h, under the policy “production”, version 1.',
    'bob | Bob approved “Review” (step 1). | “fine”',
    'bob | “Review” (step 1) was complete; step 2 was opened.',
    'dan | Dan approved step 2.',
    'dan | Step 2 was complete, and with it the request was approved.',
    'dan | Access started, for 1 h.',
    'alice | Alice gave the access back early.',
  ]);
});

test('it names what made it stuck, what freed it, and new versions of its policy', async () => {
  const desk = await twoSteps();
  const { id } = await desk.file('alice');
  const { policy } = await desk.as('admin').requests.get({ id });
  // Disabling Carol will cancel this one, between the cause and the request that it makes stuck.
  await desk.file('carol', 'other');
  await desk.as('admin').policies.update({ id: policy.id, version: 1, description: 'Other words.' });
  await desk.regroup('managers', '');
  await desk.as('admin').policies.archive({ id: policy.id });
  await desk.regroup('managers', 'carol');
  await desk.as('admin').people.disable({ id: desk.id('carol') });
  await desk.as('admin').requests.cancel({ id, comment: 'Nobody is left.' });
  // Later events of the policy do not belong to it.
  await desk.as('admin').people.enable({ id: desk.id('carol') });
  await desk.as('admin').policies.restore({ id: policy.id });
  expect((await told(desk, 'bob', id)).slice(1)).toEqual([
    'admin | Admin changed the policy, to version 2. This request stayed under version 1.',
    expect.stringMatching(
      /^admin \| It could no longer be completed after Admin removed Bob and Carol from the group managers: “Review”/,
    ),
    'admin | Admin archived the policy. This request stayed under version 1 of it.',
    'admin | It could be completed again after Admin added Carol to the group managers.',
    expect.stringMatching(/^admin \| It could no longer be completed after Admin disabled Carol: “Review”/),
    'admin | Admin cancelled it. No access was given. | “Nobody is left.”',
  ]);
});

test('a change unrelated to its approvers is not given as a cause', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob carol', required: 2 }], distinctApprovers: true });
  const { id } = await desk.file('alice');
  await desk.as('admin').people.disable({ id: desk.id('carol') });
  await desk.as('bob').requests.approve({ id });
  await desk.as('bob').requests.withdraw({ id, comment: 'too early' });
  const sentences = await told(desk, 'admin', id);
  expect(sentences.filter((sentence) => sentence.includes('could no longer'))).toHaveLength(3);
  expect(sentences.at(-2)).toBe('bob | Bob took the approval of step 1 back. | “too early”');
  expect(sentences.at(-1)).toContain('after Bob took an approval back: Step 1 needs 2 more approvals');
});

test('an expiry has the time at which it was due, and no actor', async () => {
  const desk = await twoSteps();
  const { id, expiresAt } = await desk.file('alice');
  await desk.advance(200_000);
  const { items } = await desk.as('alice').requests.timeline({ id });
  expect(items.at(-1)).toEqual({
    sequence: expect.any(Number),
    at: expiresAt,
    type: 'request.expired',
    actor: null,
    sentence: 'It expired: too few people had approved it in time. No access was given.',
    comment: null,
  });
});

test('a break-glass, its reason and its review are in it', async () => {
  const desk = await twoSteps();
  const { id } = await desk.file('alice');
  const { grant } = await desk.as('alice').requests.bypass({ id, reason: 'The pager is silent.' });
  await desk.as('admin').grants.reviewBypass({ id: grant?.id ?? '', comment: 'understood' });
  expect((await told(desk, 'dan', id)).slice(1)).toEqual([
    'alice | Alice broke the glass: access was opened without the approvals. | “The pager is silent.”',
    'alice | Access started, for 1 h.',
    'admin | Admin reviewed the break-glass. | “understood”',
  ]);
});

test('it comes in pages, the oldest first, with each entry once', async () => {
  const desk = await twoSteps();
  const { id } = await desk.file('alice');
  await desk.approve(id, 'bob dan');
  const whole = (await desk.as('alice').requests.timeline({ id })).items;
  const walked: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await desk.as('alice').requests.timeline({ id, limit: 1, ...(cursor ? { cursor } : {}) });
    walked.push(...page.items.map(({ sequence }) => sequence));
    cursor = page.nextCursor;
  }
  expect(walked).toEqual(whole.map(({ sequence }) => sequence));
  expect([...walked].sort((a, b) => a - b)).toEqual(walked);
});

test('a person who may not see a request sees nothing of its timeline', async () => {
  const desk = await twoSteps();
  await desk.hire('mallory');
  const { id } = await desk.file('alice');
  expect(await desk.refused('mallory', 'requests.timeline', { id })).toMatchObject({ code: 'NOT_FOUND' });
});
