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

test('a preview is refused as the proposal would be', async () => {
  const call = { area: 'groups', verb: 'update', input: { id: desk.id('@managers'), name: '' } };
  const refused = await desk.refused('admin', 'proposals.preview', call);
  expect(refused).toEqual(await desk.refused('admin', 'proposals.make', call));
  expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { 'input.name': expect.any(String) } });
});
