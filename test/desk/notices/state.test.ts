import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import type { NoticeAnswer } from '../shapes/answers.ts';
import { openDesk, type TestDesk } from '../support.ts';

const list = async (desk: TestDesk, username: string): Promise<NoticeAnswer[]> =>
  (await desk.as(username).notices.list({})).items;
const unread = async (desk: TestDesk, username: string) => (await desk.as(username).notices.counts({})).unread;
const kinds = async (desk: TestDesk, username: string) => (await list(desk, username)).map(({ kind }) => kind);

async function office(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.hire('eve', 'admin');
  await desk.group('managers', 'bob carol');
  await desk.policy({ steps: [{ by: '@managers' }, { by: 'dan' }], bypassers: 'alice' });
  return desk;
}

test('a request that waits for the next step is no longer unread for the approvers of the step before', async () => {
  const desk = await office();
  const { id } = await desk.file('alice');
  expect(await unread(desk, 'bob')).toBe(1);
  await desk.approve(id, 'carol');
  expect(await unread(desk, 'bob')).toBe(0);
  expect(await list(desk, 'bob')).toMatchObject([{ kind: 'requestWaits', read: true }]);
  expect(await unread(desk, 'dan')).toBe(1);
});

test('a waiting request is read while its approver is an auditor, disabled or out of the group, and unread when they come back', async () => {
  const desk = await office();
  const { people } = desk.as('admin');
  await desk.file('alice');
  const id = desk.id('bob');
  expect(await unread(desk, 'bob')).toBe(1);
  await people.update({ id, role: 'auditor' });
  expect(await unread(desk, 'bob')).toBe(0);
  await people.update({ id, role: 'member' });
  expect(await unread(desk, 'bob')).toBe(1);
  await people.disable({ id });
  await people.enable({ id });
  expect(await unread(desk, 'bob')).toBe(1);
  await desk.regroup('managers', 'carol');
  expect(await unread(desk, 'bob')).toBe(0);
  await desk.regroup('managers', 'carol bob');
  expect(await unread(desk, 'bob')).toBe(1);
  expect(await kinds(desk, 'bob')).toEqual(['requestWaits']);
});

test('an approver who was away at filing is notified when they come back, with the time of their return', async () => {
  const desk = await office();
  const { people } = desk.as('admin');
  const id = desk.id('bob');
  const filed = await desk.file('alice');
  await people.update({ id, role: 'auditor' });
  expect(await list(desk, 'bob')).toEqual([]);
  await desk.advance(60);
  await people.update({ id, role: 'member' });
  expect(await list(desk, 'bob')).toMatchObject([
    { kind: 'requestWaits', about: { id: filed.id }, at: '2026-01-05T09:01:00.000Z', read: false },
  ]);
  expect(await kinds(desk, 'bob')).toHaveLength(1);
});

test('a person who joins a group later is not notified of earlier requests', async () => {
  const desk = await office();
  await desk.file('alice');
  await desk.regroup('managers', 'bob carol dan');
  expect(await list(desk, 'dan')).toEqual([]);
});

test('a break-glass waits for the review of present admins only', async () => {
  const desk = await office();
  const { id } = await desk.file('alice');
  await desk.as('alice').requests.bypass({ id, reason: 'The pager is silent.' });
  expect(await unread(desk, 'eve')).toBe(1);
  await desk.as('admin').people.update({ id: desk.id('eve'), role: 'member' });
  expect(await unread(desk, 'eve')).toBe(0);
  await desk.as('admin').people.update({ id: desk.id('eve'), role: 'admin' });
  expect(await unread(desk, 'eve')).toBe(1);
});

test('a stuck request is unread until it is freed', async () => {
  const desk = await office();
  await desk.file('alice');
  await desk.regroup('managers', '');
  expect(await unread(desk, 'alice')).toBe(1);
  await desk.regroup('managers', 'bob carol');
  expect(await list(desk, 'alice')).toMatchObject([{ kind: 'requestStuck', read: true }]);
});

test('a person is notified of a request that is filed for them', async () => {
  const desk = await office();
  const { id } = await desk.file('eve', 'prod-db', { requesterId: desk.id('alice') });
  expect(await list(desk, 'alice')).toMatchObject([
    {
      kind: 'requestFiledForYou',
      about: { kind: 'request', id },
      title: 'A request was filed for you',
      sentence: 'Eve filed a request for you: root on prod-db for 1 h.',
      discreet: 'Eve filed request #1 for you.',
      read: false,
    },
  ]);
  expect(await list(desk, 'eve')).toEqual([]);
});

/** alice has access to root on prod-db twice: until 10:00 by request #1, and until 11:30 by request #2. */
async function twice() {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const open = async (durationSeconds: number) => {
    const { id } = await desk.file('alice', 'prod-db', { durationSeconds });
    return (await desk.approve(id, 'bob')).grant?.id ?? '';
  };
  const [short, long] = [await open(3_600), await open(9_000)];
  return { desk, short, long };
}

test('the end of access is notified only if no other grant keeps it open', async () => {
  const { desk } = await twice();
  await desk.advance(2_700);
  expect(await kinds(desk, 'alice')).toEqual(['requestApproved', 'requestApproved']);
  await desk.advance(900);
  expect(await kinds(desk, 'alice')).toEqual(['requestApproved', 'requestApproved']);
  await desk.advance(4_500);
  expect((await kinds(desk, 'alice'))[0]).toBe('accessEnding');
  await desk.advance(900);
  expect((await kinds(desk, 'alice')).slice(0, 2)).toEqual(['accessEnded', 'accessEnding']);
  expect(await kinds(desk, 'alice')).toHaveLength(4);
});

test('access that is about to end is notified once the grant that lasted longer is revoked', async () => {
  const { desk, long } = await twice();
  await desk.advance(3_000);
  expect(await kinds(desk, 'alice')).not.toContain('accessEnding');
  await desk.as('admin').grants.revoke({ id: long, reason: 'Done.' });
  expect((await kinds(desk, 'alice')).slice(0, 2)).toEqual(['accessEnding', 'accessRevoked']);
});

test('access that is about to end is no longer urgent once another grant keeps it open', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  await desk.approve((await desk.file('alice')).id, 'bob');
  await desk.advance(3_000);
  expect(await list(desk, 'alice')).toMatchObject([{ kind: 'accessEnding', read: false }, {}]);
  await desk.approve((await desk.file('alice')).id, 'bob');
  expect(await list(desk, 'alice')).toMatchObject([{}, { kind: 'accessEnding', read: true }, {}]);
});

test('a revocation says until when the access goes on, to the holder and to the admin', async () => {
  const { desk, short, long } = await twice();
  const { grants } = desk.as('admin');
  expect((await grants.revoke({ id: short, reason: 'Left the project.' })).stillOpen).toEqual({
    grantId: long,
    requestNumber: 2,
    until: '2026-01-05T11:30:00.000Z',
    sentence: 'Access goes on until 2026-01-05 11:30 UTC by request #2.',
  });
  expect((await list(desk, 'alice'))[0]).toMatchObject({
    kind: 'accessRevoked',
    title: 'One of your grants was revoked',
    sentence:
      'Admin revoked your grant #1 for root on prod-db, and said: “Left the project”. Access goes on until 2026-01-05 11:30 UTC by request #2.',
    discreet: 'Admin revoked the access of your request #1. Access goes on until 2026-01-05 11:30 UTC by request #2.',
  });
  expect((await grants.revoke({ id: long, reason: 'Left the project.' })).stillOpen).toBeNull();
  expect((await list(desk, 'alice'))[0]).toMatchObject({ title: 'Your access was revoked' });
});

test('giving one of two grants back answers what keeps the access open', async () => {
  const { desk, short } = await twice();
  expect((await desk.as('alice').grants.release({ id: short })).stillOpen).toMatchObject({ requestNumber: 2 });
});

test('notifications are listed and counted while another process holds the lock, and are the same afterwards', async () => {
  const desk = await office();
  const { id } = await desk.file('alice');
  const other = new Database(join(desk.directory, WORKSPACE_FILE));
  onTestFinished(() => {
    other.close();
  });
  other.exec('BEGIN IMMEDIATE');
  const locked = await list(desk, 'bob');
  expect(locked).toMatchObject([{ kind: 'requestWaits', about: { id }, read: false }]);
  expect(await unread(desk, 'bob')).toBe(1);
  other.exec('ROLLBACK');
  expect(await list(desk, 'bob')).toEqual(locked);
  expect(await desk.as('bob').notices.markRead({ number: locked[0]?.number ?? 0 })).toEqual({ unread: 0 });
  expect(await unread(desk, 'bob')).toBe(0);
});
