import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { openDesk } from '../support.ts';

test('disabling a person cancels their open requests and revokes their grants, all or nothing', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const granted = await desk.approve((await desk.file('alice', 'a')).id, 'bob');
  const over = await desk.approve((await desk.file('alice', 'b')).id, 'bob');
  await desk.as('alice').grants.release({ id: over.grant?.id ?? '' });
  const open = await desk.file('alice', 'c');
  const filedFor = await desk.file('admin', 'd', { requesterId: desk.id('alice') });
  const others = await desk.file('carol', 'a');
  const before = desk.length;

  // Another connection sees none of it or all of it.
  const watcher = new Database(join(desk.directory, WORKSPACE_FILE), { readonly: true });
  const version = watcher.pragma('data_version', { simple: true });
  const counts =
    "SELECT (SELECT count(*) FROM fact_request WHERE status = 'open') || ' ' || (SELECT count(*) FROM fact_grant WHERE status = 'active')";
  expect(watcher.prepare(counts).pluck().get()).toBe('3 1');
  await desk.as('admin').people.disable({ id: desk.id('alice') });
  expect(watcher.prepare(counts).pluck().get()).toBe('1 0');
  expect(watcher.pragma('data_version', { simple: true })).not.toBe(version);
  watcher.close();

  expect(desk.typesAfter(before)).toEqual([
    'person.disabled',
    'request.cancelled',
    'request.cancelled',
    'grant.revoked',
  ]);
  const admin = desk.as('admin');
  for (const { id } of [open, filedFor])
    expect(await admin.requests.get({ id })).toMatchObject({ status: 'cancelled', stuck: false });
  expect(await admin.requests.get({ id: others.id })).toMatchObject({ status: 'open' });
  expect(await admin.grants.get({ id: granted.grant?.id ?? '' })).toMatchObject({
    status: 'revoked',
    endedBy: { username: 'admin' },
    reason: expect.stringContaining('disabled'),
  });
  expect(await admin.grants.get({ id: over.grant?.id ?? '' })).toMatchObject({ status: 'released' });
  const account = { personId: desk.id('alice'), resource: 'a', account: 'root' };
  expect(await admin.grants.check(account)).toMatchObject({ allowed: false });
});

test('a person who is enabled again finds their requests cancelled, and may file new ones', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice');
  await desk.as('admin').people.disable({ id: desk.id('alice') });
  expect(await desk.refused('alice', 'requests.get', { id })).toMatchObject({ code: 'NOT_SIGNED_IN' });
  await desk.as('admin').people.enable({ id: desk.id('alice') });
  expect(await desk.as('alice').requests.get({ id })).toMatchObject({ status: 'cancelled' });
  expect(await desk.file('alice')).toMatchObject({ number: 2, status: 'open' });
});

test('an admin may disable an admin who is about to act', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  await desk.hire('ada', 'admin');
  await desk.policy({ steps: [{ by: 'bob' }] });
  await desk.file('ada');
  // Both at once: the second finds that they are disabled, or that they would be the last.
  const given = await Promise.all([
    desk.answer('ada', 'people.disable', { id: desk.id('admin') }),
    desk.answer('admin', 'people.disable', { id: desk.id('ada') }),
  ]);
  expect(given.filter(({ ok }) => ok)).toHaveLength(1);
  expect(given).toContainEqual({ ok: false, error: expect.objectContaining({ code: 'NOT_SIGNED_IN' }) });
});
