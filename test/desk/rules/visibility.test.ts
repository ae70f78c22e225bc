import { expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

async function sees(desk: TestDesk, username: string, id: string): Promise<boolean> {
  const given = await desk.answer(username, 'requests.get', { id });
  expect(given.ok ? 'seen' : given.error.code).toMatch(/^(?:seen|NOT_FOUND)$/);
  const { items } = await desk.as(username).requests.list({});
  const { viewer: _, ...answered } = given.ok ? await desk.as(username).requests.get({ id }) : { viewer: null };
  expect(
    items.filter((item) => item.id === id),
    `${username} in the list`,
  ).toMatchObject(given.ok ? [answered] : []);
  return given.ok;
}

async function whoSees(desk: TestDesk, usernames: string, id: string): Promise<string> {
  const seen: string[] = [];
  for (const username of usernames.split(' ')) if (await sees(desk, username, id)) seen.push(username);
  return seen.join(' ');
}

const EVERYBODY = 'admin ada erin alice bob carol dan mallory';

async function office(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan mallory');
  await desk.hire('ada', 'admin');
  await desk.hire('erin', 'auditor');
  await desk.group('managers', 'bob carol');
  return desk;
}

test('admins and auditors see every request; members their own and those of which they approve any step', async () => {
  const desk = await office();
  await desk.policy({ steps: [{ by: '@managers' }, { by: 'dan' }], bypassers: 'mallory' });
  const { id } = await desk.file('alice');
  // Being named as a bypasser is not being an approver.
  expect(await whoSees(desk, EVERYBODY, id)).toBe('admin ada erin alice bob carol dan');
});

test('the admin who filed it for another person sees it, even when no longer an admin; so does the requester', async () => {
  const desk = await office();
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('ada', 'db', { requesterId: desk.id('alice') });
  await desk.as('admin').people.update({ id: desk.id('ada'), role: 'member' });
  expect(await whoSees(desk, EVERYBODY, id)).toBe('admin ada erin alice bob');
});

test('a person who was an eligible approver still sees it; a person who joined later never does', async () => {
  const desk = await office();
  await desk.policy({ steps: [{ by: '@managers' }] });
  const { id } = await desk.file('alice');
  await desk.regroup('managers', 'bob mallory');
  expect(await whoSees(desk, EVERYBODY, id)).toBe('admin ada erin alice bob carol');
  await desk.approve(id, 'bob');
  await desk.regroup('managers', 'dan');
  expect(await whoSees(desk, EVERYBODY, id)).toBe('admin ada erin alice bob carol');
});

test('a member who becomes an admin or auditor sees everything, and no more than before when that is over', async () => {
  const desk = await office();
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice');
  for (const role of ['admin', 'auditor'] as const) {
    await desk.as('admin').people.update({ id: desk.id('mallory'), role });
    expect(await sees(desk, 'mallory', id)).toBe(true);
    await desk.as('admin').people.update({ id: desk.id('mallory'), role: 'member' });
    expect(await sees(desk, 'mallory', id)).toBe(false);
  }
});

test('a new version of the policy with other approvers does not show them open requests', async () => {
  const desk = await office();
  const policy = await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice');
  await desk.as('admin').policies.update({ id: policy.id, version: 1, steps: desk.steps([{ by: 'dan' }]) });
  expect(await whoSees(desk, EVERYBODY, id)).toBe('admin ada erin alice bob');
});

test('it does not depend on the state of the request', async () => {
  const desk = await office();
  await desk.policy({ steps: [{ by: '@managers' }, { by: 'dan' }], pendingTtlSeconds: 60, bypassers: 'alice' });
  const ids: string[] = [];
  for (const resource of ['a', 'b', 'c', 'd', 'e']) ids.push((await desk.file('alice', resource)).id);
  const [approved = '', rejected = '', cancelled = '', bypassed = ''] = ids;
  await desk.approve(approved, 'bob dan');
  await desk.as('bob').requests.reject({ id: rejected });
  await desk.as('alice').requests.cancel({ id: cancelled });
  await desk.as('alice').requests.bypass({ id: bypassed, reason: 'The pager is silent.' });
  await desk.advance(60);
  for (const id of ids) expect(await whoSees(desk, EVERYBODY, id)).toBe('admin ada erin alice bob carol dan');
});

test('grants: members see their own; the request shows its grant to everyone who sees the request', async () => {
  const desk = await office();
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice');
  const { grant } = await desk.approve(id, 'bob');
  for (const username of ['alice', 'admin', 'erin']) {
    expect(await desk.as(username).grants.get({ id: grant?.id ?? '' })).toEqual(grant);
    expect((await desk.as(username).grants.list({})).items).toEqual([grant]);
  }
  expect((await desk.as('bob').requests.get({ id })).grant).toEqual(grant);
  expect((await desk.as('bob').grants.list({})).items).toEqual([]);
  expect((await desk.as('bob').grants.list({ personId: desk.id('alice') })).items).toEqual([]);
});
