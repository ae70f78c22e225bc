import { expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

async function becomes(desk: TestDesk, id: string, change: () => Promise<unknown>, events: readonly string[]) {
  const before = desk.length;
  await change();
  expect(desk.typesAfter(before)).toEqual(events);
  return desk.as('admin').requests.get({ id });
}

test('a group that loses its people makes a request stuck, and getting them back frees it', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.group('managers', 'bob carol');
  await desk.policy({ steps: [{ by: '@managers', required: 2, name: 'Review' }] });
  const { id } = await desk.file('alice');

  const without = () => desk.regroup('managers', 'bob');
  expect(await becomes(desk, id, without, ['group.updated', 'request.stuck'])).toMatchObject({
    status: 'open',
    stuck: true,
    stuckBecause: expect.stringContaining('Review'),
  });
  // A new member does not count for earlier requests.
  const replaced = () => desk.regroup('managers', 'bob dan');
  expect(await becomes(desk, id, replaced, ['group.updated'])).toMatchObject({ stuck: true });
  const again = () => desk.regroup('managers', 'bob carol');
  expect(await becomes(desk, id, again, ['group.updated', 'request.unstuck'])).toMatchObject({
    stuck: false,
    stuckBecause: null,
  });
});

test('so do disabling, enabling, and the change to and from auditor', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice');
  const bob = desk.id('bob');
  const admin = desk.as('admin');
  const disable = () => admin.people.disable({ id: bob });
  const enable = () => admin.people.enable({ id: bob });
  const role = (next: 'auditor' | 'member' | 'admin') => () => admin.people.update({ id: bob, role: next });
  expect(await becomes(desk, id, disable, ['person.disabled', 'request.stuck'])).toMatchObject({ stuck: true });
  expect(await becomes(desk, id, enable, ['person.enabled', 'request.unstuck'])).toMatchObject({ stuck: false });
  expect(await becomes(desk, id, role('auditor'), ['person.updated', 'request.stuck'])).toMatchObject({ stuck: true });
  expect(await becomes(desk, id, role('admin'), ['person.updated', 'request.unstuck'])).toMatchObject({ stuck: false });
  expect(await becomes(desk, id, role('member'), ['person.updated'])).toMatchObject({ stuck: false });
  const rename = () => admin.people.update({ id: bob, name: 'Robert' });
  expect(await becomes(desk, id, rename, ['person.updated'])).toMatchObject({ stuck: false });
});

test('a stuck request can be rejected, cancelled, withdrawn from, and approved as far as possible', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
  const { id } = await desk.file('alice');
  await desk.as('admin').people.disable({ id: desk.id('carol') });
  expect(await desk.approve(id, 'bob')).toMatchObject({ status: 'open', stuck: true, steps: [{ approved: 1 }] });
  await desk.as('bob').requests.withdraw({ id });
  const rejected = await desk.as('bob').requests.reject({ id });
  expect(rejected).toMatchObject({ status: 'rejected', stuck: false, stuckBecause: null });
});

test('an approval stays valid when its giver leaves, is disabled or becomes an auditor', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.group('managers', 'bob carol dan');
  await desk.policy({ steps: [{ by: '@managers', required: 2 }] });
  const first = await desk.file('alice', 'a');
  await desk.approve(first.id, 'bob');
  await desk.regroup('managers', 'carol dan');
  expect(await desk.approve(first.id, 'carol')).toMatchObject({ status: 'approved' });
  await desk.regroup('managers', 'bob carol dan');
  const second = await desk.file('alice', 'b');
  await desk.approve(second.id, 'bob');
  await desk.as('admin').people.disable({ id: desk.id('bob') });
  const done = await desk.approve(second.id, 'carol');
  expect(done).toMatchObject({ status: 'approved', steps: [{ approved: 2 }] });
  // The people who can decide when it closes are eligible; earlier approvers are in the record.
  expect(done.steps[0]?.eligible.map(({ username }) => username)).toEqual(['carol', 'dan']);
  expect(done.steps[0]?.decisions.map(({ person }) => person.username)).toEqual(['bob', 'carol']);
});

test('the filter finds stuck requests', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ name: 'a', conditions: [{ resource: 'a' }], steps: [{ by: 'bob' }] });
  await desk.policy({ name: 'b', conditions: [{ resource: 'b' }], steps: [{ by: 'carol' }] });
  const stuck = await desk.file('alice', 'a');
  const free = await desk.file('alice', 'b');
  await desk.as('admin').people.disable({ id: desk.id('bob') });
  const ids = async (filter: { stuck?: boolean }) =>
    (await desk.as('alice').requests.list(filter)).items.map(({ id }) => id);
  expect(await ids({ stuck: true })).toEqual([stuck.id]);
  expect(await ids({ stuck: false })).toEqual([free.id]);
  expect(await ids({})).toEqual([free.id, stuck.id]);
  expect(await desk.as('alice').requests.counts({ stuck: true })).toMatchObject({ open: 1 });
});
