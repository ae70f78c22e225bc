import { expect, test } from 'vitest';
import { topics } from '#contract/names.ts';
import type { NoticeAnswer } from '../shapes/answers.ts';
import { newFolder, openDesk, openSharedDesk, type TestDesk } from '../support.ts';

const list = async (desk: TestDesk, username: string, unread?: boolean): Promise<NoticeAnswer[]> =>
  (await desk.as(username).notices.list(unread === undefined ? {} : { unread })).items;
const kinds = async (desk: TestDesk, username: string) => (await list(desk, username)).map(({ kind }) => kind);
const unread = async (desk: TestDesk, username: string) => (await desk.as(username).notices.counts({})).unread;

async function office(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.hire('ada', 'admin');
  await desk.group('managers', 'bob carol');
  await desk.policy({ steps: [{ by: '@managers' }], bypassers: 'alice' });
  return desk;
}

test('a request notifies the people for whom it waits, in words, and discreetly where others may read along', async () => {
  const desk = await office();
  const { id } = await desk.file('alice', 'prod-db');
  for (const username of ['bob', 'carol'])
    expect(await list(desk, username)).toMatchObject([
      {
        kind: 'requestWaits',
        at: '2026-01-05T09:00:00.000Z',
        read: false,
        about: { kind: 'request', id },
        title: 'A request waits for you',
        sentence: 'Alice asks for root on prod-db for 1 h.',
        discreet: 'Alice asks for access for 1 h, request #1.',
      },
    ]);
  for (const username of ['alice', 'ada', 'admin']) expect(await list(desk, username)).toEqual([]);
});

test('a notification is made once, and kept', async () => {
  const desk = await office();
  await desk.file('alice');
  const [first] = await list(desk, 'bob');
  await desk.file('alice', 'other');
  const both = await list(desk, 'bob');
  expect(both).toHaveLength(2);
  expect(both[1]).toEqual(first);
  expect(both[0]?.number).toBeGreaterThan(first?.number ?? 0);
  expect(await list(desk, 'bob')).toEqual(both);
});

test('the requester is notified of each outcome: approved, about to end, ended; rejected; cancelled; expired', async () => {
  const desk = await office();
  const approved = await desk.approve((await desk.file('alice', 'a')).id, 'bob');
  const rejected = await desk.file('alice', 'b');
  await desk.as('carol').requests.reject({ id: rejected.id, comment: 'Not during\nthe freeze.' });
  const cancelled = await desk.file('alice', 'c');
  await desk.as('admin').requests.cancel({ id: cancelled.id, comment: 'Duplicate of OPS-3' });
  await desk.file('alice', 'd');
  expect(await list(desk, 'alice')).toMatchObject([
    {
      kind: 'requestCancelled',
      sentence: 'Admin cancelled your request for root on c, and said: “Duplicate of OPS-3”.',
    },
    {
      kind: 'requestRejected',
      sentence: 'Carol rejected your request for root on b, and said: “Not during the freeze”.',
      discreet: 'Carol rejected your request #2.',
    },
    { kind: 'requestApproved', sentence: 'Your request for root on a was approved; access was opened for 1 h.' },
  ]);
  await desk.advance(2_699);
  expect(await kinds(desk, 'alice')).toHaveLength(3);
  await desk.advance(1);
  expect((await list(desk, 'alice'))[0]).toMatchObject({
    kind: 'accessEnding',
    at: '2026-01-05T09:45:00.000Z',
    about: { kind: 'grant', id: approved.grant?.id },
    read: false,
  });
  await desk.advance(900);
  expect((await list(desk, 'alice')).slice(0, 2)).toMatchObject([
    { kind: 'accessEnded', sentence: 'Your access to root on a ended, because its time was up.', read: false },
    { kind: 'accessEnding', read: true },
  ]);
  await desk.advance(86_400);
  expect((await list(desk, 'alice'))[0]).toMatchObject({
    kind: 'requestExpired',
    sentence: 'Your request for root on d expired before it was approved.',
  });
});

test('a revocation notifies the holder with its reason, and a stuck request its requester', async () => {
  const desk = await office();
  const { grant } = await desk.approve((await desk.file('alice', 'a')).id, 'bob');
  await desk.as('admin').grants.revoke({ id: grant?.id ?? '', reason: 'Incident over.' });
  await desk.as('admin').requests.submit({
    resource: 'b',
    account: 'root',
    durationSeconds: 60,
    requesterId: desk.id('alice'),
  });
  await desk.regroup('managers', '');
  expect(await list(desk, 'alice')).toMatchObject([
    { kind: 'requestStuck', title: 'Your request is stuck' },
    { kind: 'requestFiledForYou' },
    { kind: 'accessRevoked', sentence: 'Admin revoked your access to root on a, and said: “Incident over”.' },
    { kind: 'requestApproved' },
  ]);
  // Nobody is notified of their own action.
  expect(await kinds(desk, 'admin')).toEqual([]);
});

test('a break-glass notifies its approvers, and admins until one has reviewed it', async () => {
  const desk = await office();
  const { id } = await desk.file('alice', 'prod-db');
  expect(await unread(desk, 'bob')).toBe(1);
  const { grant } = await desk.as('alice').requests.bypass({ id, reason: 'The pager is silent.' });
  expect(await list(desk, 'bob')).toMatchObject([
    {
      kind: 'glassBroken',
      about: { kind: 'request', id },
      sentence: 'Alice opened root on prod-db for 1 h without the approvals, and said: “The pager is silent”.',
      read: false,
    },
    { kind: 'requestWaits', read: true },
  ]);
  expect(await kinds(desk, 'alice')).toEqual([]);
  for (const username of ['admin', 'ada'])
    expect(await list(desk, username)).toMatchObject([
      { kind: 'reviewWaits', about: { kind: 'grant', id: grant?.id }, read: false },
    ]);
  await desk.as('ada').grants.reviewBypass({ id: grant?.id ?? '', comment: 'Fine.' });
  expect(await unread(desk, 'admin')).toBe(0);
  expect(await list(desk, 'admin')).toMatchObject([{ kind: 'reviewWaits', read: true }]);
});

test('a break-glass that was reviewed before an admin first looks appears as read', async () => {
  const desk = await office();
  const { id } = await desk.file('alice');
  const { grant } = await desk.as('alice').requests.bypass({ id, reason: 'The pager is silent.' });
  await desk.as('ada').grants.reviewBypass({ id: grant?.id ?? '', comment: 'Fine.' });
  expect(await unread(desk, 'admin')).toBe(0);
  expect(await list(desk, 'admin')).toMatchObject([{ kind: 'reviewWaits', read: true }]);
});

test('a proposal notifies the other admins, until it is closed', async () => {
  const desk = await office();
  const input = { id: desk.id('@managers'), memberIds: [desk.id('bob')] };
  const { id } = await desk.as('ada').proposals.make({ area: 'groups', verb: 'update', input });
  expect(await kinds(desk, 'ada')).toEqual([]);
  expect(await list(desk, 'admin')).toMatchObject([
    { kind: 'proposalWaits', about: { kind: 'proposal', id }, sentence: expect.stringMatching(/^Ada proposes: /) },
  ]);
  await desk.as('ada').proposals.withdraw({ id });
  expect(await unread(desk, 'admin')).toBe(0);
});

test('each is marked as read, alone or with all older ones; those of other people are not found', async () => {
  const desk = await office();
  for (const resource of ['a', 'b', 'c']) await desk.file('alice', resource);
  const [newest, middle, oldest] = await list(desk, 'bob');
  const number = middle?.number ?? 0;
  expect(await desk.refused('carol', 'notices.markRead', { number })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await desk.as('bob').notices.markRead({ number })).toEqual({ unread: 2 });
  expect(await list(desk, 'bob', true)).toEqual([newest, oldest]);
  const heard = desk.nextChange();
  expect(await desk.as('bob').notices.markRead({ number: newest?.number ?? 0, andOlder: true })).toEqual({ unread: 0 });
  expect(await heard).toEqual(['notices']);
  expect(await list(desk, 'bob', true)).toEqual([]);
  expect(await unread(desk, 'carol')).toBe(3);
  expect(topics).toContain('notices');
});

test('a request that a person approved no longer waits for them', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
  const { id } = await desk.file('alice');
  expect(await unread(desk, 'bob')).toBe(1);
  await desk.approve(id, 'bob');
  expect(await unread(desk, 'bob')).toBe(0);
  expect(await unread(desk, 'carol')).toBe(1);
});

test('a person who looks for the first time gets the last seven days', async () => {
  const desk = await office();
  const days = async (count: number) => desk.advance(count * 86_400);
  await desk.as('admin').requests.cancel({ id: (await desk.file('alice', 'old')).id, comment: 'x' });
  await days(7);
  await desk.as('admin').requests.cancel({ id: (await desk.file('alice', 'new')).id, comment: 'x' });
  await desk.advance(1);
  expect(await list(desk, 'alice')).toMatchObject([{ sentence: expect.stringContaining('root on new') }]);
  expect(await kinds(desk, 'alice')).toHaveLength(1);
});

test('notifications are no facts: no event is written or needed for them, and they survive closing the desk', async () => {
  const directory = newFolder();
  const first = await openSharedDesk({ directory });
  const { desk } = first;
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  await desk.file('alice');
  const before = desk.length;
  const told = await list(desk, 'bob');
  expect(told).toHaveLength(1);
  expect(desk.length).toBe(before);
  expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  await first.dispose();
  const second = await openSharedDesk({ directory });
  second.desk.knowFrom(desk);
  expect(await list(second.desk, 'bob')).toEqual(told);
  await second.dispose();
});

test('the setting that lets the system’s notifications name accounts is off at first, and belongs to this workstation', async () => {
  const desk = await office();
  expect(await desk.as('bob').settings.get({})).toMatchObject({ namesInNotifications: false });
  const before = desk.length;
  expect(await desk.as('admin').settings.update({ namesInNotifications: true })).toMatchObject({
    namesInNotifications: true,
  });
  expect(await desk.as('bob').settings.get({})).toMatchObject({ namesInNotifications: true });
  expect(desk.length).toBe(before);
});
