import { expect, test } from 'vitest';
import { eventTypes } from '#contract/events.ts';
import { openDesk, type TestDesk } from './support.ts';

const told = async (desk: TestDesk, username: string) =>
  (await desk.as(username).notices.list({})).items.map(({ sentence }) => sentence);

/** A desk on which alice and bob have one name, with a request of alice's that eve filed for her, and one that is open to her. */
async function namesakes(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.hire('eve', 'admin');
  await desk.as('admin').people.update({ id: desk.id('alice'), name: 'Sam' });
  await desk.as('admin').people.update({ id: desk.id('bob'), name: 'Sam' });
  await desk.policy({ steps: [{ by: 'bob' }] });
  return desk;
}

test('the desk’s own reason for an end is shown as such, not as an admin’s words, with the username beside a shared name', async () => {
  const desk = await namesakes();
  const waits = await desk.file('alice', 'db-1');
  const open = await desk.file('alice', 'db-2');
  await desk.approve(open.id, 'bob');
  await desk.as('eve').people.update({ id: desk.id('alice'), role: 'auditor' });
  expect(await told(desk, 'alice')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Eve cancelled your request for \S+ on db-1: Sam \(alice\) became an auditor\.$/),
      expect.stringMatching(/^Eve revoked your access to \S+ on db-2: Sam \(alice\) became an auditor\.$/),
    ]),
  );
  const { cancelled } = await desk.as('alice').requests.get({ id: waits.id });
  expect(cancelled?.comment).toBe('Sam (alice) became an auditor.');
});

test('the filer of a request for a disabled person is told why it was cancelled, without a quotation', async () => {
  const desk = await namesakes();
  await desk.as('eve').requests.submit({
    resource: 'db-1',
    account: 'root',
    durationSeconds: 60,
    requesterId: desk.id('alice'),
  });
  await desk.as('admin').people.disable({ id: desk.id('alice') });
  expect(await told(desk, 'eve')).toContain(
    'Admin cancelled the request for root on db-1 that you filed for Sam (alice): Sam (alice) was disabled.',
  );
});

test('a proposal that adds its own new person to a group is checked for that group, too: once it was removed, it is outdated', async () => {
  const desk = await openDesk();
  await desk.hire('eve', 'admin');
  await desk.group('ops', '');
  const csv = 'username,name,email,role,groups\nfrank,Frank,frank@example.test,member,ops\n';
  const { id } = await desk.as('admin').proposals.make({ area: 'people', verb: 'import', input: { csv } });
  const seen = async () => await desk.as('eve').proposals.get({ id });
  expect((await seen()).changes.map(({ outdated }) => outdated)).toEqual([null, null]);
  await desk.as('admin').groups.remove({ id: desk.id('@ops') });
  expect((await seen()).changes.map(({ outdated }) => outdated)).toEqual([null, 'The group was removed.']);
  expect((await seen()).viewer.canApprove).toBe(false);
  expect(await desk.refused('eve', 'proposals.approve', { id })).toMatchObject({ code: 'STALE' });
});

test('a value of another kind, or a missing one, is refused in words for a person, through every entry', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  const steps = [{ approvers: [desk.ref('bob')], required: 1 }];
  const calls: readonly [string, object][] = [
    ['policies.create', { name: 'x', conditions: [null], duration: { maxSeconds: 60 }, steps: [null] }],
    ['policies.create', { name: 'x', conditions: [1], duration: null, steps, bypass: [] }],
    ['policies.create', { name: 'x', conditions: [{ resource: 'a' }], steps }],
    ['policies.foresee', { draft: null }],
    ['accounts.import', { rows: [null] }],
  ];
  for (const [verb, input] of calls) {
    const refused = await desk.refused('admin', verb, input);
    const sentences = refused.code === 'INVALID_INPUT' ? Object.values(refused.fields) : [];
    expect(sentences).not.toEqual([]);
    for (const sentence of sentences) expect(sentence).toMatch(/^This must be an object/);
  }
  const yaml =
    'apiVersion: countersign/v1\nkind: PolicySet\npolicies:\n  - name: x\n    conditions:\n      -\n    steps: []\n';
  const { problems } = await desk.as('admin').policies.plan({ yaml });
  expect(problems.map(({ message }) => message).join(' ')).toContain('duration: This must be an object');
  expect(problems.map(({ message }) => message).join(' ')).not.toContain('Invalid input');
});

test('events are found by their type, for every type of event', async () => {
  const desk = await openDesk();
  for (const type of eventTypes) {
    const { items } = await desk.as('admin').ledger.list({ type });
    expect(items.map((event) => event.type).filter((found) => found !== type)).toEqual([]);
  }
  expect((await desk.as('admin').ledger.list({ type: 'deskKey.enrolled' })).items).toEqual([]);
  expect((await desk.as('admin').ledger.list({ type: 'desk.founded' })).items).toHaveLength(1);
  expect(await desk.refused('admin', 'ledger.list', { type: 'Desk founded' })).toMatchObject({ code: 'INVALID_INPUT' });
});
