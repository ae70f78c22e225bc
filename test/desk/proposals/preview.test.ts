import { beforeEach, expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

let desk: TestDesk;

/** Four eyes is on; admin and ada are admins, bob is in a group. */
beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('bob carol');
  await desk.hire('ada', 'admin');
  await desk.group('managers', 'bob');
  await desk.as('admin').settings.update({ fourEyes: true });
});

test('a preview says what would be proposed, and proposes nothing', async () => {
  const call = {
    area: 'groups',
    verb: 'update',
    input: { id: desk.id('@managers'), memberIds: [desk.id('bob'), desk.id('carol')] },
  };
  const before = desk.length;
  const preview = await desk.as('admin').proposals.preview(call);
  expect(desk.length).toBe(before);
  expect((await desk.as('admin').proposals.list({})).items).toEqual([]);
  const made = await desk.as('admin').proposals.make(call);
  expect(preview).toEqual({ summary: made.summary, changes: made.changes });
  expect(made.number).toBe(1);
});

test('a proposed policy comes with its rules, so that another admin can preview it', async () => {
  const rules = {
    name: 'databases',
    conditions: [{ resource: '*-db' }],
    duration: { maxSeconds: 3_600 },
    steps: [{ approvers: desk.refs('bob'), required: 1 }],
  };
  const made = await desk.as('admin').proposals.make({ area: 'policies', verb: 'create', input: rules });
  const draft = made.changes[0]?.draft;
  expect(draft).toMatchObject({ rules: { name: 'databases', conditions: [{ resource: '*-db' }] }, replaces: null });
  expect((await desk.as('ada').policies.foresee({ draft: { ...rules, ...draft?.rules } })).fields).toEqual({});
  await desk.as('ada').proposals.approve({ id: made.id });

  const policy = made.changes[0]?.subject.id ?? '';
  const input = { id: policy, version: 1, precedence: 3 };
  const change = await desk.as('admin').proposals.make({ area: 'policies', verb: 'update', input });
  expect(change.changes[0]?.draft).toMatchObject({ rules: { name: 'databases', precedence: 3 }, replaces: policy });
  const other = await desk.as('admin').proposals.make({ area: 'policies', verb: 'archive', input: { id: policy } });
  expect(other.changes[0]?.draft).toBeNull();
});

test('a preview is refused as the proposal would be', async () => {
  const call = { area: 'groups', verb: 'update', input: { id: desk.id('@managers'), name: '' } };
  const refused = await desk.refused('admin', 'proposals.preview', call);
  expect(refused).toEqual(await desk.refused('admin', 'proposals.make', call));
  expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { 'input.name': expect.any(String) } });
});
