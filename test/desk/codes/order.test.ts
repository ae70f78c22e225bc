import { expect, test } from 'vitest';
import { setFixture } from '../fixture.ts';
import { NOBODY, openDesk } from '../support.ts';

// docs/rules.md#explaining: signed in, input, role, exists and visible, open, the rest.
test('of several mistakes at once, the first in this order is answered', async () => {
  const desk = await openDesk();
  const { open, granted, policy } = await setFixture(desk);
  const code = async (username: string | null, verb: string, input: unknown) =>
    (await desk.refused(username, verb, input)).code;

  expect(await code(null, 'people.disable', { id: 5 })).toBe('NOT_SIGNED_IN');
  expect(await code('dave', 'people.disable', { id: 5 })).toBe('NOT_SIGNED_IN');
  expect(await code('mallory', 'people.disable', { id: 5 })).toBe('INVALID_INPUT');
  expect(await code('mallory', 'people.disable', { id: NOBODY })).toBe('FORBIDDEN');
  expect(await code('admin', 'people.disable', { id: NOBODY })).toBe('NOT_FOUND');

  const stale = { id: policy, version: 7, name: 'retired', steps: desk.steps([{ by: 'erin' }]) };
  expect(await code('mallory', 'policies.update', { ...stale, version: 0 })).toBe('INVALID_INPUT');
  expect(await code('mallory', 'policies.update', stale)).toBe('FORBIDDEN');
  expect(await code('admin', 'policies.update', { ...stale, id: NOBODY })).toBe('NOT_FOUND');
  expect(await code('admin', 'policies.update', stale)).toBe('STALE');

  const account = { resource: 'prod-open', account: 'root' };
  expect(await code('erin', 'requests.submit', { ...account, durationSeconds: 0 })).toBe('INVALID_INPUT');
  expect(await code('erin', 'requests.submit', { ...account, durationSeconds: 31_536_000 })).toBe('FORBIDDEN');

  const short = { id: open, reason: 'short' };
  expect(await code('mallory', 'requests.bypass', short)).toBe('INVALID_INPUT');
  expect(await code('mallory', 'requests.bypass', { ...short, reason: 'long enough for this' })).toBe('NOT_FOUND');
  await desk.as('carol').requests.reject({ id: open });
  expect(await code('mallory', 'requests.approve', { id: open })).toBe('NOT_FOUND');
  expect(await code('alice', 'requests.approve', { id: open })).toBe('NOT_OPEN');
  expect(await code('bob', 'requests.withdraw', { id: open })).toBe('NOT_OPEN');
  expect(await code('bob', 'requests.bypass', { id: open, reason: 'long enough for this' })).toBe('NOT_OPEN');
  expect(await code('bob', 'requests.cancel', { id: open, comment: 'x' })).toBe('FORBIDDEN');
  expect(await code('admin', 'requests.cancel', { id: open })).toBe('INVALID_INPUT');

  await desk.as('alice').grants.release({ id: granted });
  expect(await code('alice', 'grants.revoke', { id: granted })).toBe('INVALID_INPUT');
  expect(await code('alice', 'grants.revoke', { id: granted, reason: 'x' })).toBe('FORBIDDEN');
  expect(await code('ada', 'grants.release', { id: granted })).toBe('FORBIDDEN');
  expect(await code('admin', 'grants.revoke', { id: granted, reason: 'x' })).toBe('NOT_ACTIVE');
});

const UNKNOWN = [
  'requests.destroy',
  'nothing.at',
  'people',
  'people.',
  '.list',
  '',
  'constructor.name',
  '__proto__.x',
  'people.__proto__',
  'people.toString',
  'people.list.x',
  `${'x'.repeat(1_000_000)}.y`,
];

test.each(UNKNOWN)('a verb that does not exist is wrong input, for people who are signed in: %.20s', async (verb) => {
  const desk = await openDesk();
  expect(await desk.refused('admin', verb)).toMatchObject({
    code: 'INVALID_INPUT',
    fields: { do: expect.any(String) },
  });
  expect(await desk.refused(null, verb)).toMatchObject({ code: 'NOT_SIGNED_IN' });
});
