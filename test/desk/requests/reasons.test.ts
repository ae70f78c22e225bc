import { expect, test } from 'vitest';
import { recordedReason } from '#contract/reasons.ts';
import { writeReason } from '../../../src-main/engine/reason/form.ts';
import { openDesk, type TestDesk } from '../support.ts';

/** The newest event of a type, as the ledger answers it. */
async function newest(desk: TestDesk, type: string) {
  const [event] = (await desk.as('admin').ledger.list({ type, limit: 1 })).items;
  if (!event) throw new Error(`Nothing of the type ${type} has happened.`);
  return event;
}

const rename = (desk: TestDesk, username: string, name: string) =>
  desk.as('admin').people.update({ id: desk.id(username), name });

async function steps(desk: TestDesk, id: string, username = 'admin'): Promise<string[]> {
  return (await desk.as(username).requests.timeline({ id })).items.map(({ sentence }) => sentence);
}

test('a request is filed with the code of why its policy won, and shown with the sentence, under the other policy’s name at that time', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  const by = [{ by: 'bob' }];
  const other = await desk.policy({ name: 'wide', conditions: [{ resource: '*' }], steps: by });
  await desk.policy({ name: 'narrow', conditions: [{ account: 'admin' }, { resource: 'prod-*' }], steps: by });
  const { id, policy } = await desk.file('alice', 'prod-db');
  const because =
    'Its condition (resource prod-*) matches; it goes before “wide” because their precedence is the same, and it spells out more characters (5 against 0).';
  expect(policy.because).toBe(because);
  const event = await newest(desk, 'request.submitted');
  expect(JSON.parse(String(event.data.because))).toEqual({
    code: 'BEST_MATCH',
    condition: 2,
    criterion: 'LITERALS',
    its: 5,
    other: 0,
    policy: other.id,
    version: 1,
  });
  expect(event.reason).toBe(because);
  await desk.as('admin').policies.update({ id: other.id, version: 1, name: 'everything else' });
  expect((await desk.as('alice').requests.get({ id })).policy.because).toBe(because);
  expect((await desk.as('admin').requests.policies({ id })).winner.because).toBe(because);
  const [listed] = (await desk.as('alice').requests.list({})).items;
  expect(listed?.policy.because).toBe(because);
});

test('a request is stuck for a code, and shown with the same sentence everywhere', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob' }, { by: 'carol', name: 'Security' }] });
  const { id } = await desk.file('alice');
  const impact = await desk.as('admin').people.previewDisable({ id: desk.id('carol') });
  await desk.as('admin').people.disable({ id: desk.id('carol') });
  const sentence = '“Security” (step 2) needs 1 more approval, and nobody who is free to give it is left.';
  const event = await newest(desk, 'request.stuck');
  expect(event.data.because).toBe('{"code":"QUORUM","lacking":1,"missing":1,"step":2}');
  const notices = (await desk.as('alice').notices.list({})).items.map((notice) => notice.sentence);
  expect(event.reason).toBe(sentence);
  expect(impact.stuck.map(({ because }) => because)).toEqual([sentence]);
  expect((await desk.as('alice').requests.get({ id })).stuckBecause).toBe(sentence);
  expect((await desk.as('admin').requests.list({ stuck: true })).items[0]?.stuckBecause).toBe(sentence);
  expect((await desk.as('admin').requests.remedies({ id })).stuckBecause).toBe(sentence);
  expect((await steps(desk, id)).at(-1)?.endsWith(`: ${sentence}`)).toBe(true);
  expect(notices[0]?.endsWith(`: ${sentence}`)).toBe(true);
});

test('requests and grants that end with a person name them by their present name', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const held = await desk.approve((await desk.file('alice', 'db-1')).id, 'bob');
  const open = await desk.file('alice', 'db-2');
  const grantId = held.grant?.id ?? '';
  await desk.as('admin').people.disable({ id: desk.id('alice') });
  const code = writeReason({ code: 'PERSON_DISABLED', person: desk.person('alice') });
  const cancelled = await newest(desk, 'request.cancelled');
  const revoked = await newest(desk, 'grant.revoked');
  expect([cancelled.data.comment, revoked.data.reason]).toEqual([code, code]);
  await rename(desk, 'alice', 'Alice Cooper');
  const sentence = 'Alice Cooper was disabled.';
  const admin = desk.as('admin');
  expect((await newest(desk, 'request.cancelled')).reason).toBe(sentence);
  expect((await newest(desk, 'grant.revoked')).reason).toBe(sentence);
  expect((await admin.requests.get({ id: open.id })).cancelled?.comment).toBe(sentence);
  expect((await admin.grants.get({ id: grantId })).reason).toBe(sentence);
  expect((await admin.grants.list({ status: 'revoked' })).items.map(({ reason }) => reason)).toEqual([sentence]);
  expect((await admin.requests.get({ id: held.id })).grant?.reason).toBe(sentence);
  expect((await steps(desk, held.id)).at(-1)).toBe(`The access was revoked. ${sentence}`);
});

test('a text that a person writes is shown as written, even if it is the text of a code', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const forged = writeReason({ code: 'PERSON_DISABLED', person: desk.person('bob') });
  const held = await desk.approve((await desk.file('alice', 'db-1')).id, 'bob');
  const open = await desk.file('alice', 'db-2');
  const grantId = held.grant?.id ?? '';
  const admin = desk.as('admin');
  const answered = await admin.grants.revoke({ id: grantId, reason: forged });
  await admin.requests.cancel({ id: open.id, comment: forged });
  expect(answered.reason).toBe(forged);
  expect((await admin.grants.get({ id: grantId })).reason).toBe(forged);
  expect((await admin.requests.get({ id: held.id })).grant?.reason).toBe(forged);
  expect((await admin.requests.get({ id: open.id })).cancelled?.comment).toBe(forged);
  expect('reason' in (await newest(desk, 'grant.revoked'))).toBe(false);
  expect('reason' in (await newest(desk, 'request.cancelled'))).toBe(false);
  expect((await admin.requests.timeline({ id: open.id })).items.at(-1)?.comment).toBe(forged);
});

test('every reason that the desk itself records is a code in canonical form', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.policy({ name: 'wide', steps: [{ by: 'carol' }] });
  await desk.policy({ name: 'narrow', conditions: [{ resource: 'db-*' }], steps: [{ by: 'bob' }] });
  await desk.approve((await desk.file('alice', 'db-1')).id, 'bob');
  await desk.file('alice', 'db-2');
  await desk.file('bob', 'web-1');
  for (const username of ['carol', 'alice', 'bob']) await desk.as('admin').people.disable({ id: desk.id(username) });
  const { items } = await desk.as('admin').ledger.list({ limit: 200 });
  const recorded = items.flatMap(({ type, data }) => {
    const text = { 'request.submitted': data.because, 'request.stuck': data.because }[type];
    const ended = { 'request.cancelled': data.comment, 'grant.revoked': data.reason }[type];
    return [text ?? ended ?? []].flat().map(String);
  });
  const codes = recorded.map((text) => recordedReason.parse(JSON.parse(text)));
  expect(codes.map(writeReason)).toEqual(recorded);
  expect([...new Set(codes.map(({ code }) => code))].sort()).toEqual([
    'BEST_MATCH',
    'ONLY_MATCH',
    'PERSON_DISABLED',
    'QUORUM',
  ]);
});
