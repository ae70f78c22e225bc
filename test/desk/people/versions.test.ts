import { describe, expect, test } from 'vitest';
import { openDesk } from '../support.ts';

describe('an edit based on an old version', () => {
  test('of a group is refused, so that a removed member does not come back', async () => {
    const desk = await openDesk();
    await desk.hire('bob carol');
    const [bob, carol] = [desk.id('bob'), desk.id('carol')];
    const group = await desk.as('admin').groups.create({ name: 'operators', memberIds: [bob, carol] });
    expect(group.version).toBe(1);
    const { id } = group;
    const without = await desk.as('admin').groups.update({ id, version: 1, remove: [carol] });
    expect(without).toMatchObject({ version: 2, members: [{ id: bob }] });
    const stale = { id, version: 1, name: 'Operators', memberIds: [bob, carol] };
    expect(await desk.refused('admin', 'groups.update', stale)).toMatchObject({ code: 'STALE' });
    expect((await desk.as('admin').groups.list({})).items).toEqual([without]);
  });

  test('of a person is refused, and one without a version is not', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const id = desk.id('bob');
    expect(await desk.as('admin').people.update({ id, version: 1, email: 'b@x.test' })).toMatchObject({ version: 2 });
    expect(await desk.refused('bob', 'people.update', { id, version: 1, email: 'c@x.test' })).toMatchObject({
      code: 'STALE',
    });
    expect(await desk.as('bob').people.update({ id, email: 'c@x.test' })).toMatchObject({ version: 3 });
  });

  test('of a view is refused', async () => {
    const desk = await openDesk();
    const view = await desk.as('admin').views.save({ place: 'inbox', name: 'mine', filter: 'is:open' });
    expect(view.version).toBe(1);
    const { id } = view;
    expect(await desk.as('admin').views.update({ id, version: 1, filter: 'stuck:yes' })).toMatchObject({ version: 2 });
    expect(await desk.refused('admin', 'views.update', { id, version: 1, name: 'yours' })).toMatchObject({
      code: 'STALE',
    });
  });

  test('of the settings is refused, whether this workstation or the desk itself was changed meanwhile', async () => {
    const desk = await openDesk();
    const { version } = await desk.as('admin').settings.get({});
    const next = await desk.as('admin').settings.update({ version, lockAfterMinutes: 7 });
    expect(next.version).toBe(version + 1);
    expect(await desk.refused('admin', 'settings.update', { version, lockAfterMinutes: 9 })).toMatchObject({
      code: 'STALE',
    });
    await desk.hire('ada', 'admin');
    const guarded = await desk.as('admin').settings.update({ version: next.version, fourEyes: true });
    expect(guarded.version).toBe(next.version + 1);
  });
});

describe('an edit without a change', () => {
  test('answers the present version of a policy, a group, a person and a view, and writes no event', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const admin = desk.as('admin');
    const group = await admin.groups.create({ name: 'operators', memberIds: [desk.id('bob')] });
    const policy = await admin.policies.create({
      name: 'p',
      conditions: [{ resource: 'db-*' }],
      duration: { maxSeconds: 3600 },
      steps: [{ approvers: desk.refs('bob'), required: 1 }],
    });
    const view = await admin.views.save({ place: 'inbox', name: 'mine', filter: '' });
    const before = desk.length;
    expect(await admin.policies.update({ id: policy.id, version: 1, name: 'p' })).toEqual(policy);
    expect(await admin.groups.update({ id: group.id, version: 1, add: [desk.id('bob')], remove: [] })).toEqual(group);
    expect(await admin.people.update({ id: desk.id('bob'), version: 1, role: 'member' })).toMatchObject({ version: 1 });
    expect(await admin.views.update({ id: view.id, version: 1, name: 'mine' })).toEqual(view);
    expect(desk.length).toBe(before);
  });
});

describe('added and removed members of a group', () => {
  test('exclude a list of all members, and nobody is added and removed at once', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const bob = desk.id('bob');
    const { id } = await desk.as('admin').groups.create({ name: 'operators', memberIds: [] });
    expect(await desk.refused('admin', 'groups.update', { id, memberIds: [bob], add: [bob] })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { add: expect.any(String) },
    });
    expect(await desk.refused('admin', 'groups.update', { id, add: [bob], remove: [bob] })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { 'remove.0': expect.any(String) },
    });
  });

  test('are applied to the present group when a proposal is approved, and are stale if they no longer fit', async () => {
    const desk = await openDesk();
    await desk.hire('ada', 'admin');
    await desk.hire('bob carol');
    const [bob, carol] = [desk.id('bob'), desk.id('carol')];
    const { id } = await desk.as('admin').groups.create({ name: 'operators', memberIds: [bob] });
    const propose = (input: object) =>
      desk.as('admin').proposals.make({ area: 'groups', verb: 'update', input: { id, ...input } });
    const [joins, leaves] = [await propose({ version: 1, add: [carol] }), await propose({ version: 1, remove: [bob] })];
    await desk.as('admin').groups.update({ id, add: [carol], name: 'Operators' });
    const stale = await desk.refused('ada', 'proposals.approve', { id: joins.id });
    expect(stale).toMatchObject({
      code: 'STALE',
      message: expect.stringContaining('Carol is in the group “Operators”'),
    });
    expect(await desk.as('ada').proposals.approve({ id: leaves.id })).toMatchObject({ status: 'approved' });
    expect((await desk.as('admin').groups.list({})).items).toMatchObject([
      { name: 'Operators', version: 3, members: [{ id: carol }] },
    ]);
    const late = { area: 'groups', verb: 'update', input: { id, version: 1, add: [bob] } };
    expect(await desk.refused('admin', 'proposals.make', late)).toMatchObject({ code: 'STALE' });
  });
});

describe('an import', () => {
  const header = 'username,name,email,role';

  test('of people is refused if people or groups were changed after its plan was made', async () => {
    const desk = await openDesk();
    const csv = `${header}\nzoe,Zoe,zoe@example.test,member`;
    const { sequence } = await desk.as('admin').people.checkImport({ csv });
    await desk.hire('bob');
    expect(await desk.refused('admin', 'people.import', { csv, sequence })).toMatchObject({ code: 'STALE' });
    const again = await desk.as('admin').people.checkImport({ csv });
    expect(await desk.as('admin').people.import({ csv, sequence: again.sequence })).toEqual(again);
  });

  test('of accounts is refused if the inventory was changed after its plan was made', async () => {
    const desk = await openDesk();
    const file = { text: 'resource,account\ndb,root', format: 'csv' as const };
    const { sequence } = await desk.as('admin').accounts.checkImport(file);
    await desk.as('admin').accounts.import({ rows: [{ resource: 'db', account: 'root', owner: 'dba' }] });
    expect(await desk.refused('admin', 'accounts.importFile', { ...file, sequence })).toMatchObject({ code: 'STALE' });
    expect(await desk.as('admin').accounts.importFile(file)).toMatchObject({ unchanged: 1 });
  });
});
