import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk } from '../support.ts';

describe('NAME_TAKEN', () => {
  test.each(['managers', 'MANAGERS', ' managers ', 'manage\u0072s'])(
    'a group’s name is compared folded: “%s” is taken',
    async (name) => {
      const desk = await openDesk();
      await desk.group('Managers', '');
      await desk.group('others', '');
      const before = desk.length;
      expect(await desk.refused('admin', 'groups.create', { name, memberIds: [] })).toMatchObject({
        code: 'NAME_TAKEN',
      });
      expect(await desk.refused('admin', 'groups.update', { id: desk.id('@others'), name })).toMatchObject({
        code: 'NAME_TAKEN',
      });
      expect(desk.length).toBe(before);
      // Another spelling of its own name is free for the group itself.
      const renamed = await desk.as('admin').groups.update({ id: desk.id('@Managers'), name });
      expect(renamed.name).toBe(name.trim());
    },
  );

  test('a group and a policy may have the same name, and a removed group’s name is free', async () => {
    const desk = await openDesk();
    await desk.hire('alice');
    await desk.group('everything', 'alice');
    await desk.policy({ name: 'everything', steps: [{ by: 'alice' }] });
    await desk.as('admin').groups.remove({ id: desk.id('@everything') });
    expect(await desk.as('admin').groups.create({ name: 'everything', memberIds: [] })).toMatchObject({ members: [] });
  });
});

describe('IN_USE', () => {
  test('a group that an active policy names as approver stays until the policy no longer names it', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    const id = await desk.group('managers', 'bob');
    const policy = await desk.policy({ steps: [{ by: 'bob' }, { by: 'alice @managers' }] });
    const before = desk.length;
    expect(await desk.refused('admin', 'groups.remove', { id })).toMatchObject({
      code: 'IN_USE',
      message: expect.stringContaining('everything'),
    });
    expect(desk.length).toBe(before);
    const steps = desk.steps([{ by: 'bob' }]);
    await desk.as('admin').policies.update({ id: policy.id, version: 1, steps });
    expect(await desk.as('admin').groups.remove({ id })).toEqual({});
  });

  test('a group that an active policy names as bypasser stays', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    const id = await desk.group('oncall', 'alice');
    await desk.policy({ steps: [{ by: 'bob' }], bypassers: '@oncall' });
    expect(await desk.refused('admin', 'groups.remove', { id })).toMatchObject({ code: 'IN_USE' });
  });

  test.each([{ by: '@team' }, { by: 'bob', bypassers: '@team' }])(
    'a group that an open request still names stays, although the policy is archived: %j',
    async ({ by, bypassers }) => {
      const desk = await openDesk();
      await desk.hire('alice bob');
      const id = await desk.group('team', 'bob');
      const policy = await desk.policy({ steps: [{ by }], ...(bypassers === undefined ? {} : { bypassers }) });
      const request = await desk.file('alice');
      await desk.as('admin').policies.archive({ id: policy.id });
      expect(await desk.refused('admin', 'groups.remove', { id })).toMatchObject({
        code: 'IN_USE',
        message: expect.stringContaining('#1'),
      });
      await desk.as('alice').requests.cancel({ id: request.id });
      expect(await desk.as('admin').groups.remove({ id })).toEqual({});
    },
  );
});

test('NOT_FOUND: there is no such group, or it was removed; the same for members', async () => {
  const desk = await openDesk();
  const id = await desk.group('gone', '');
  await desk.as('admin').groups.remove({ id });
  for (const missing of [id, NOBODY]) {
    expect(await desk.refused('admin', 'groups.update', { id: missing, name: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await desk.refused('admin', 'groups.remove', { id: missing })).toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await desk.refused('admin', 'groups.create', { name: 'new', memberIds: [NOBODY] })).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('members named twice count once, and are answered by username', async () => {
  const desk = await openDesk();
  await desk.hire('carol bob');
  const memberIds = [desk.id('carol'), desk.id('bob'), desk.id('carol')];
  const group = await desk.as('admin').groups.create({ name: 'twice', memberIds });
  expect(group.members.map(({ username }) => username)).toEqual(['bob', 'carol']);
  const before = desk.length;
  expect(await desk.as('admin').groups.update({ id: group.id, memberIds })).toEqual(group);
  expect(await desk.as('admin').groups.update({ id: group.id })).toEqual(group);
  expect(desk.length).toBe(before);
});
