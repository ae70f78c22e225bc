import { expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

const policy = (desk: TestDesk, name: string, group: string) => ({
  name,
  conditions: [{ resource: name }],
  duration: { maxSeconds: 60 },
  steps: [{ approvers: [desk.ref(group)], required: 1 }],
});
const bob = { username: 'frank', name: 'Frank', email: 'frank@example.test', role: 'member' };

async function office(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.hire('eve', 'admin');
  await desk.group('t', 'bob');
  return desk;
}

/** Proposes a call, changes the desk, and answers how eve sees the proposal then and how its approval is refused. */
async function overtaken(
  desk: TestDesk,
  call: { area: string; verb: string; input: unknown },
  change: () => Promise<unknown>,
) {
  const { id } = await desk.as('admin').proposals.make(call);
  expect((await desk.as('eve').proposals.get({ id })).changes.map(({ outdated }) => outdated)).toEqual([null]);
  await change();
  const [seen, before] = [await desk.as('eve').proposals.get({ id }), desk.length];
  const refused = await desk.refused('eve', 'proposals.approve', { id });
  expect(desk.length).toBe(before);
  expect(refused.code).toBe('STALE');
  expect(refused.message).toContain(seen.changes[0]?.sentence.replace(/\.$/, ''));
  expect(seen.viewer).toMatchObject({ canApprove: false, canReject: true });
  expect(seen.viewer.why).toContainEqual(expect.objectContaining({ action: 'approve', code: 'STALE' }));
  expect((await desk.as('admin').proposals.get({ id })).changes[0]?.outdated).toBe(seen.changes[0]?.outdated);
  return seen.changes[0]?.outdated;
}

test('a new person whose username was taken meanwhile is outdated', async () => {
  const desk = await office();
  const hire = (username: string) => desk.as('admin').people.create({ ...bob, username, role: 'member' });
  expect(await overtaken(desk, { area: 'people', verb: 'create', input: bob }, () => hire('FRANK'))).toMatch(
    /username/,
  );
});

test('a policy that names a removed group is outdated, even if a new group has its name', async () => {
  const desk = await office();
  const input = policy(desk, 'x', '@t');
  const outdated = await overtaken(desk, { area: 'policies', verb: 'create', input }, async () => {
    await desk.as('admin').groups.remove({ id: desk.id('@t') });
    await desk.group('t', 'alice');
  });
  expect(outdated).toBe('It names the group “t”, which was removed; a new group of that name is another one.');
});

test('a group to be removed that a policy names now, and one to be changed that is gone, are outdated', async () => {
  const desk = await office();
  const id = desk.id('@t');
  const removal = { area: 'groups', verb: 'remove', input: { id } };
  expect(await overtaken(desk, removal, () => desk.policy({ name: 'x', steps: [{ by: '@t' }] }))).toMatch(/“x”/);
  const other = await openDesk();
  await other.hire('eve', 'admin');
  await other.group('t', '');
  const renaming = { area: 'groups', verb: 'update', input: { id: other.id('@t'), name: 'u' } };
  expect(await overtaken(other, renaming, () => other.as('admin').groups.remove({ id: other.id('@t') }))).toMatch(
    /removed/,
  );
});

test('a group and a policy whose names were taken meanwhile are outdated', async () => {
  const desk = await office();
  const making = { area: 'groups', verb: 'create', input: { name: 'night', memberIds: [] } };
  expect(await overtaken(desk, making, () => desk.group('NIGHT', 'bob'))).toMatch(/named/);
  const input = policy(desk, 'x', '@t');
  const creating = { area: 'policies', verb: 'create', input };
  expect(await overtaken(desk, creating, () => desk.policy({ name: 'X', steps: [{ by: 'bob' }] }))).toMatch(/named/);
});

test('a demotion that would leave no admin, and a group change that was made already, are outdated', async () => {
  const desk = await office();
  await desk.hire('ada', 'admin');
  const demotion = { area: 'people', verb: 'update', input: { id: desk.id('ada'), role: 'member' } };
  const made = await desk.as('admin').people.update({ id: desk.id('ada'), role: 'admin' });
  expect(made.role).toBe('admin');
  expect(
    await overtaken(desk, demotion, () => desk.as('admin').people.update({ id: desk.id('ada'), role: 'auditor' })),
  ).toMatch(/role/);
  const joining = {
    area: 'groups',
    verb: 'update',
    input: { id: desk.id('@t'), memberIds: [desk.id('bob'), desk.id('alice')] },
  };
  expect(await overtaken(desk, joining, () => desk.regroup('t', 'bob alice'))).toMatch(
    /already|otherwise|something else/,
  );
});

test('a proposal with changes that depend on each other is not outdated, and is approved', async () => {
  const desk = await office();
  const csv = 'username,name,email,role,groups\nzoe,Zoe,zoe@example.test,member,t\nmax,Max,max@example.test,admin,t\n';
  const { id } = await desk.as('admin').proposals.make({ area: 'people', verb: 'import', input: { csv } });
  const seen = await desk.as('eve').proposals.get({ id });
  expect(seen.changes.map(({ outdated }) => outdated)).toEqual([null, null, null]);
  expect(seen.viewer.canApprove).toBe(true);
  expect(await desk.as('eve').proposals.approve({ id })).toMatchObject({ status: 'approved' });
  expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
});
