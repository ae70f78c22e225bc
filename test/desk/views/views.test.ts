import { beforeEach, describe, expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

const old = { place: 'inbox', name: 'Old ones', filter: 'is:open older:2d' } as const;

describe('saved views', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.hire('alice bob');
  });

  test('are answered by name, exactly as they were saved, whatever the filter says', async () => {
    const { views } = desk.as('alice');
    await views.save({ place: 'mine', name: 'zebra', filter: 'nonsense:"x' });
    await views.save({ ...old, name: ' Ärger ' });
    await views.save({ ...old, name: 'apple', filter: '' });
    expect((await views.list({})).views).toMatchObject([
      { name: 'apple', filter: '' },
      { name: 'zebra', filter: 'nonsense:"x', place: 'mine' },
      { name: 'Ärger', filter: old.filter },
    ]);
  });

  test('are private: others do not see, change or remove them, and may use the same names', async () => {
    const { id } = await desk.as('alice').views.save(old);
    expect(await desk.as('bob').views.list({})).toEqual({ views: [] });
    await desk.as('bob').views.save(old);
    for (const other of ['bob', 'admin']) {
      expect(await desk.refused(other, 'views.update', { id, name: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await desk.refused(other, 'views.remove', { id })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await desk.as('alice').views.list({})).views).toHaveLength(1);
  });

  test('have names of their own: a taken name is refused, except for the view that has it', async () => {
    const { views } = desk.as('alice');
    const { id } = await views.save(old);
    expect(await desk.refused('alice', 'views.save', { ...old, name: 'OLD ones' })).toMatchObject({
      code: 'NAME_TAKEN',
    });
    const other = await views.save({ ...old, name: 'Others' });
    expect(await desk.refused('alice', 'views.update', { id: other.id, name: 'old ones' })).toMatchObject({
      code: 'NAME_TAKEN',
    });
    expect(await views.update({ id, name: 'OLD ONES' })).toMatchObject({ name: 'OLD ONES', filter: old.filter });
    expect(await views.update({ id, filter: 'is:open' })).toMatchObject({ name: 'OLD ONES', filter: 'is:open' });
  });

  test('are gone once they are removed, and their names are free again', async () => {
    const { views } = desk.as('alice');
    const { id } = await views.save(old);
    expect(await views.remove({ id })).toEqual({});
    expect(await views.list({})).toEqual({ views: [] });
    expect(await desk.refused('alice', 'views.remove', { id })).toMatchObject({ code: 'NOT_FOUND' });
    await views.save(old);
  });

  test('are at most 100', async () => {
    const { views } = desk.as('alice');
    for (let index = 0; index < 100; index += 1) await views.save({ ...old, name: `view ${index}` });
    expect(await desk.refused('alice', 'views.save', old)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { name: expect.stringContaining('100') },
    });
  });

  test('are no facts: the ledger does not have them, but other windows are told of changes', async () => {
    const before = desk.length;
    const heard = desk.nextChange();
    await desk.as('alice').views.save(old);
    expect(await heard).toEqual(['views']);
    expect(desk.length).toBe(before);
  });
});

test('requests.list finds the one request with a number, for those who may see it', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ name: 'all', conditions: [{ resource: '*' }], steps: [{ by: 'bob' }] });
  for (const resource of ['one', 'two', 'three']) await desk.file('alice', resource);
  const found = async (username: string, filters: object) =>
    (await desk.as(username).requests.list(filters)).items.map(({ resource }) => resource);
  expect(await found('alice', { number: 2 })).toEqual(['two']);
  expect(await found('bob', { number: 2, sort: 'oldest', limit: 1 })).toEqual(['two']);
  expect(await found('bob', { number: 2, sort: 'expiring' })).toEqual(['two']);
  expect(await found('carol', { number: 2 })).toEqual([]);
  expect(await found('alice', { number: 2, resource: 'one' })).toEqual([]);
  expect(await found('alice', { number: 4 })).toEqual([]);
  expect(await desk.as('alice').requests.counts({ number: 3 })).toMatchObject({ open: 1, approved: 0 });
});
