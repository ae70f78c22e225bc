import { expect, test } from 'vitest';
import { repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { openDesk, START } from '../support.ts';

test('INTERNAL: an unexpected error is answered with a log id and no stack, and writes nothing', async () => {
  const environment = repeatableEnvironment('breaks', START);
  let broken = false;
  const logged: { readonly id: string; readonly error: unknown }[] = [];
  const desk = await openDesk({
    environment: {
      ...environment,
      id(at) {
        if (broken) throw new RangeError('the secret inside');
        return environment.id(at);
      },
    },
    log: (id, error) => logged.push({ id, error }),
  });
  const before = desk.length;
  broken = true;
  const refused = await desk.refused('admin', 'groups.create', { name: 'team', memberIds: [] });
  broken = false;
  expect(refused.code).toBe('INTERNAL');
  expect(logged).toEqual([
    { id: expect.stringMatching(/^[0-9a-f-]{36}$/), error: new RangeError('the secret inside') },
  ]);
  expect(refused.message).toContain(logged[0]?.id);
  expect(JSON.stringify(refused)).not.toMatch(/secret|\.ts|\bat /);
  expect(desk.length).toBe(before);
  expect(await desk.as('admin').groups.create({ name: 'team', memberIds: [] })).toMatchObject({ name: 'team' });
});

test('an error in a listener does not undo a change', async () => {
  const logged: unknown[] = [];
  const desk = await openDesk({ log: (_, error) => logged.push(error) });
  desk.desk.onChanged(() => {
    throw new Error('a window is gone');
  });
  let heard = 0;
  desk.desk.onChanged(() => {
    heard += 1;
  });
  expect(await desk.as('admin').groups.create({ name: 'team', memberIds: [] })).toMatchObject({ name: 'team' });
  expect(heard).toBe(1);
  expect(logged).toEqual([new Error('a window is gone')]);
  expect((await desk.as('admin').groups.list({})).items).toHaveLength(1);
});
