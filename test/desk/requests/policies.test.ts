import { expect, test } from 'vitest';
import { NOBODY, openDesk } from '../support.ts';

const brief = ({ name, version }: { readonly name: string; readonly version: number }) => `${name} v${version}`;

test('the policies that matched a request are those at its filing, whatever changed since', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  const steps = [{ by: 'bob' }];
  const admin = desk.as('admin').policies;
  const exact = await desk.policy({ name: 'exact', conditions: [{ resource: 'prod-db', account: 'root' }], steps });
  const wide = await desk.policy({ name: 'wide', conditions: [{ resource: '*' }], steps });
  const gone = await desk.policy({ name: 'gone', conditions: [{ resource: 'prod-db*' }], steps });
  const asleep = await desk.policy({ name: 'asleep', conditions: [{ resource: 'prod-*' }], steps });
  const untouched = await desk.policy({ name: 'untouched', conditions: [{ account: 'root' }], steps });
  await admin.archive({ id: asleep.id });
  await admin.update({ id: wide.id, version: 1, description: 'Everything.' });

  const { id, policy } = await desk.file('alice', 'prod-db');
  const then = await desk.as('admin').requests.policies({ id });
  expect(brief(then.winner)).toBe('exact v1');
  expect(then.winner.because).toBe(policy.because);
  expect(then.shadowed.map(brief)).toEqual(['untouched v1', 'gone v1', 'wide v2']);
  expect(then.shadowedCount).toBe(3);
  expect(untouched.version).toBe(1);

  await admin.update({ id: exact.id, version: 1, conditions: [{ resource: 'elsewhere' }], name: 'other' });
  await admin.archive({ id: gone.id });
  await admin.restore({ id: asleep.id });
  await admin.update({ id: wide.id, version: 2, precedence: 9 });
  await desk.policy({ name: 'new', conditions: [{ resource: 'prod-db', account: 'root' }], precedence: 99, steps });
  expect(await desk.as('admin').requests.policies({ id })).toEqual(then);
});

test('auditors may ask for them, too, and members may not', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.hire('erin', 'auditor');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice');
  expect(await desk.as('erin').requests.policies({ id })).toMatchObject({
    winner: { name: 'everything' },
    shadowed: [],
    shadowedCount: 0,
  });
  expect(await desk.refused('alice', 'requests.policies', { id })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await desk.refused('erin', 'requests.policies', { id: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
});
