import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replayPerson } from '../../../src-main/desk/authorization/people.ts';
import { ReadConnection } from '../../../src-main/store/connection.ts';
import { loadPerson } from '../../../src-main/store/queries/people.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { Liar } from '../authorization/liar.ts';
import { newFolder, openDesk, openSharedDesk, type TestDesk } from '../support.ts';

/** alice has access to `a` and asks for `c`; ada filed `d` for her; carol asks for `a`, and bob approves everything. */
async function office(desk: TestDesk) {
  await desk.hire('alice bob carol');
  await desk.hire('ada', 'admin');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const granted = await desk.approve((await desk.file('alice', 'a')).id, 'bob');
  const open = await desk.file('alice', 'c');
  const filedFor = await desk.file('ada', 'd', { requesterId: desk.id('alice') });
  const others = await desk.file('carol', 'a');
  return { grantId: granted.grant?.id ?? '', open, filedFor, others };
}

const makeAuditor = (desk: TestDesk, username: string) =>
  desk.as('admin').people.update({ id: desk.id(username), role: 'auditor' });

test('a person who becomes an auditor has open requests cancelled and grants revoked, as when disabled', async () => {
  const desk = await openDesk();
  const { grantId, open, filedFor, others } = await office(desk);
  const before = desk.length;
  await makeAuditor(desk, 'alice');
  expect(desk.typesAfter(before)).toEqual([
    'person.updated',
    'request.cancelled',
    'request.cancelled',
    'grant.revoked',
  ]);
  const admin = desk.as('admin');
  for (const { id } of [open, filedFor])
    expect(await admin.requests.get({ id })).toMatchObject({ status: 'cancelled', stuck: false });
  expect(await admin.requests.get({ id: others.id })).toMatchObject({ status: 'open' });
  expect(await admin.grants.get({ id: grantId })).toMatchObject({
    status: 'revoked',
    endedBy: { username: 'admin' },
    reason: expect.stringContaining('auditor'),
  });
  const account = { personId: desk.id('alice'), resource: 'a', account: 'root' };
  expect(await admin.grants.check(account)).toMatchObject({ allowed: false });
  expect(await desk.refused('bob', 'requests.approve', { id: open.id })).toMatchObject({ code: 'NOT_OPEN' });
  expect(await admin.ledger.verify({})).toMatchObject({ ok: true, problems: [] });
});

test('an auditor who gets another name, and an auditor who becomes a member, lose nothing', async () => {
  const desk = await openDesk();
  await office(desk);
  await makeAuditor(desk, 'alice');
  const before = desk.length;
  const id = desk.id('alice');
  await desk.as('admin').people.update({ id, role: 'auditor', name: 'Alice A.' });
  await desk.as('admin').people.update({ id, role: 'member' });
  expect(desk.typesAfter(before)).toEqual(['person.updated', 'person.updated']);
  expect(await desk.file('alice', 'c')).toMatchObject({ status: 'open' });
});

test('the preview of making a person an auditor is what then happens', async () => {
  const desk = await openDesk();
  const { open, filedFor } = await office(desk);
  await desk.group('managers', 'alice');
  await desk.policy({ name: 'x', conditions: [{ resource: 'x' }], steps: [{ by: '@managers' }] });
  const stuck = await desk.file('carol', 'x');
  const admin = desk.as('admin');
  const id = desk.id('alice');
  const before = desk.length;
  const impact = await admin.people.previewRole({ id, role: 'auditor' });
  expect(desk.length).toBe(before);
  expect(impact).toMatchObject({
    refusal: null,
    cancelled: [{ id: open.id }, { id: filedFor.id }],
    revoked: 1,
    stuck: [{ id: stuck.id, because: expect.stringContaining('nobody') }],
    policies: [{ name: 'x' }],
    groups: [{ name: 'managers' }],
  });
  await makeAuditor(desk, 'alice');
  expect(await admin.requests.get({ id: stuck.id })).toMatchObject({ stuckBecause: impact.stuck[0]?.because });
});

test('another role ends nothing, and the last admin can get none', async () => {
  const desk = await openDesk();
  await desk.hire('alice');
  const nothing = { cancelled: [], revoked: 0, stuck: [], policies: [], groups: [] };
  const { people } = desk.as('admin');
  expect(await people.previewRole({ id: desk.id('alice'), role: 'admin' })).toEqual({ refusal: null, ...nothing });
  expect(await people.previewRole({ id: desk.id('alice'), role: 'member' })).toEqual({ refusal: null, ...nothing });
  expect(await people.previewRole({ id: desk.id('admin'), role: 'auditor' })).toMatchObject({
    refusal: { code: 'LAST_ADMIN' },
    ...nothing,
  });
});

test('an import that makes an auditor previews what ends, and ends it', async () => {
  const desk = await openDesk();
  const { grantId, open } = await office(desk);
  const csv = 'username,name,email,role\nalice,Alice,alice@example.test,auditor\n';
  const { people, grants, requests, ledger } = desk.as('admin');
  expect((await people.checkImport({ csv })).rows).toMatchObject([
    { action: 'update', changes: expect.arrayContaining(['cancels 2 open requests', 'revokes 1 grant']) },
  ]);
  await people.import({ csv });
  expect(await grants.get({ id: grantId })).toMatchObject({ status: 'revoked' });
  expect(await requests.get({ id: open.id })).toMatchObject({ status: 'cancelled' });
  expect(await ledger.verify({})).toMatchObject({ ok: true });
});

test('an importer who makes themselves an auditor ends their own access last', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  await desk.hire('ada', 'admin');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('ada');
  const csv = 'username,name,email,role\nada,Ada,ada@example.test,auditor\nzoe,Zoe,zoe@example.test,member\n';
  await desk.as('ada').people.import({ csv });
  expect(await desk.as('admin').requests.get({ id })).toMatchObject({ status: 'cancelled' });
  expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
});

test('a proposal that makes an auditor previews what ends, and ends it when it is approved', async () => {
  const desk = await openDesk();
  const { grantId, open } = await office(desk);
  const input = { id: desk.id('alice'), role: 'auditor' };
  const { proposals } = desk.as('ada');
  const call = { area: 'people', verb: 'update', input };
  const sentences = [
    'The role changes from member to auditor.',
    'Open requests #2, #3 of Alice (alice) are cancelled.',
    '1 active grant of Alice (alice) is revoked.',
  ];
  const preview = await proposals.preview(call);
  expect(preview.changes[0]?.differences.map(({ sentence }) => sentence)).toEqual(sentences);
  const { id } = await proposals.make(call);
  expect(await desk.as('admin').requests.get({ id: open.id })).toMatchObject({ status: 'open' });
  await desk.as('admin').proposals.approve({ id });
  expect(await desk.as('admin').requests.get({ id: open.id })).toMatchObject({ status: 'cancelled' });
  expect(await desk.as('admin').grants.get({ id: grantId })).toMatchObject({ status: 'revoked' });
  expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
});

test('the requester is notified that the request was cancelled and the access revoked', async () => {
  const desk = await openDesk();
  await office(desk);
  await makeAuditor(desk, 'alice');
  const { items } = await desk.as('alice').notices.list({});
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['requestCancelled', 'accessRevoked']));
});

test('a request that an auditor kept open by earlier rules can no longer be approved, but can be rejected', async () => {
  const directory = newFolder();
  const first = await openSharedDesk({ directory });
  const { open } = await office(first.desk);
  const alice = first.desk.person('alice');
  await first.dispose();
  const liar = new Liar(join(directory, WORKSPACE_FILE));
  const data = { id: alice, name: 'Alice', email: 'alice@example.test', role: 'auditor' as const };
  liar.tell({ type: 'person.updated', data }, first.desk.person('admin'));
  liar.close();
  const { desk, dispose } = await openSharedDesk({ directory });
  desk.knowFrom(first.desk);
  expect(await desk.refused('bob', 'requests.approve', { id: open.id })).toMatchObject({
    code: 'NOT_ELIGIBLE',
    reason: 'REQUESTER_IS_AUDITOR',
  });
  expect(await desk.as('bob').requests.reject({ id: open.id })).toMatchObject({ status: 'rejected' });
  await dispose();
});

test('under earlier rules, an auditor kept requests and access: such a ledger is intact, but a new one must end them', async () => {
  const desk = await openDesk();
  await office(desk);
  const db = ReadConnection.open(join(desk.directory, WORKSPACE_FILE));
  onTestFinished(() => db.close());
  const actor = loadPerson(db, desk.person('admin'));
  if (!actor) throw new Error('The admin is there.');
  const data = { id: desk.person('alice'), name: 'Alice', email: 'alice@example.test', role: 'auditor' as const };
  const typesUnder = (rules: number) => {
    const expectation = replayPerson({ db, actor, rules }, { type: 'person.updated', data });
    return typeof expectation === 'string' || !expectation.ok ? [] : expectation.facts.map(({ type }) => type);
  };
  expect(typesUnder(1)).toEqual(['person.updated']);
  expect(typesUnder(2)).toEqual(['person.updated', 'request.cancelled', 'request.cancelled', 'grant.revoked']);
});
