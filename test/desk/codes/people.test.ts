import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk } from '../support.ts';

const zoe = { username: 'Zoë.H', name: 'Zoë Hart', email: 'zoe@example.test', role: 'member' };

describe('NAME_TAKEN', () => {
  test.each([
    ['the same letters', 'Zoë.H'],
    ['another case', 'zOË.h'],
    ['letter and accent apart', 'Zoe\u0308.H'],
    ['blanks around it', '  Zoë.H\t'],
  ])('a username is taken in folded form: %s', async (_, username) => {
    const desk = await openDesk();
    await desk.answer('admin', 'people.create', zoe);
    const before = desk.length;
    expect(await desk.refused('admin', 'people.create', { ...zoe, username })).toMatchObject({ code: 'NAME_TAKEN' });
    expect(desk.length).toBe(before);
  });

  test('the username of a disabled person stays taken', async () => {
    const desk = await openDesk();
    await desk.hire('alice');
    await desk.as('admin').people.disable({ id: desk.id('alice') });
    expect(await desk.refused('admin', 'people.create', { ...zoe, username: 'ALICE' })).toMatchObject({
      code: 'NAME_TAKEN',
    });
  });

  test('two people may have the same name and e-mail address', async () => {
    const desk = await openDesk();
    const same = { name: 'Alice Moreau', email: 'alice@example.test', role: 'member' } as const;
    await desk.as('admin').people.create({ ...same, username: 'alice' });
    expect(await desk.as('admin').people.create({ ...same, username: 'alice2' })).toMatchObject(same);
  });
});

describe('LAST_ADMIN', () => {
  test('nobody can disable or demote the last enabled admin', async () => {
    const desk = await openDesk();
    await desk.hire('ada', 'admin');
    const id = desk.id('ada');
    await desk.as('ada').people.disable({ id: desk.id('admin') });
    const before = desk.length;
    expect(await desk.refused('ada', 'people.disable', { id })).toMatchObject({ code: 'LAST_ADMIN' });
    for (const role of ['member', 'auditor'])
      expect(await desk.refused('ada', 'people.update', { id, role })).toMatchObject({ code: 'LAST_ADMIN' });
    expect(await desk.refused('ada', 'people.update', { id, role: 'member', name: 'Ada' })).toMatchObject({
      code: 'LAST_ADMIN',
    });
    expect(desk.length).toBe(before);
    expect(await desk.as('ada').people.update({ id, role: 'admin', name: 'Ada L.' })).toMatchObject({ role: 'admin' });
  });

  test('with a second one, an admin can go; a disabled admin does not count', async () => {
    const desk = await openDesk();
    await desk.hire('ada eve', 'admin');
    const admin = desk.as('admin');
    expect(await admin.people.disable({ id: desk.id('ada') })).toMatchObject({ status: 'disabled', role: 'admin' });
    expect(await admin.people.update({ id: desk.id('eve'), role: 'member' })).toMatchObject({ role: 'member' });
    expect(await desk.refused('admin', 'people.disable', { id: desk.id('admin') })).toMatchObject({
      code: 'LAST_ADMIN',
    });
    // A disabled admin can be demoted: that leaves as many enabled ones.
    expect(await admin.people.update({ id: desk.id('ada'), role: 'member' })).toMatchObject({ role: 'member' });
    await admin.people.enable({ id: desk.id('ada') });
    await admin.people.update({ id: desk.id('ada'), role: 'admin' });
    expect(await admin.people.disable({ id: desk.id('admin') })).toMatchObject({ status: 'disabled' });
    expect(await desk.refused('admin', 'people.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

test('NOT_FOUND: no person has that id', async () => {
  const desk = await openDesk();
  for (const verb of ['people.update', 'people.disable', 'people.enable'])
    expect(await desk.refused('admin', verb, { id: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
});

test('FORBIDDEN comes before NOT_FOUND: without the right, nothing is learned about ids', async () => {
  const desk = await openDesk();
  await desk.hire('alice');
  for (const verb of ['people.update', 'people.disable', 'people.enable'])
    expect(await desk.refused('alice', verb, { id: NOBODY })).toMatchObject({ code: 'FORBIDDEN' });
});

test('a change without effect is answered, and writes nothing', async () => {
  const desk = await openDesk();
  await desk.hire('alice');
  const id = desk.id('alice');
  const before = desk.length;
  const admin = desk.as('admin');
  expect(await admin.people.enable({ id })).toMatchObject({ status: 'enabled' });
  expect(await admin.people.update({ id })).toMatchObject({ name: 'Alice', email: 'alice@example.test' });
  expect(await admin.people.update({ id, name: ' Alice ', role: 'member' })).toMatchObject({ name: 'Alice' });
  expect(desk.length).toBe(before);
  await admin.people.disable({ id });
  expect(await admin.people.disable({ id })).toMatchObject({ status: 'disabled' });
  expect(desk.length).toBe(before + 1);
});
