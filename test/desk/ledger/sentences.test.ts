import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventTypes } from '#contract/events.ts';
import type { LedgerEvent } from '#contract/ledger.ts';
import { eventViews } from '../../../src-main/desk/ledger/words.ts';
import { WriteConnection } from '../../../src-main/store/connection.ts';
import { migrate } from '../../../src-main/store/migrate.ts';
import { listEvents } from '../../../src-main/store/queries/ledgerList.ts';
import { listNames, loadPerson } from '../../../src-main/store/queries/people.ts';
import { openDesk } from '../support.ts';

const ledgers = join(import.meta.dirname, '..', '..', 'fixtures', 'ledgers');

/** Every event of a ledger of an earlier release, as shown. */
async function viewsOf(name: string): Promise<LedgerEvent[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-sentences-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'workspace.sqlite');
  writeFileSync(file, gunzipSync(readFileSync(join(ledgers, `${name}.sqlite.gz`))));
  const db = WriteConnection.open(file);
  onTestFinished(() => db.close());
  expect(await migrate(db.database)).toBeNull();
  const [viewer] = listNames(db)
    .flatMap(({ id }) => loadPerson(db, id) ?? [])
    .filter(({ role }) => role === 'admin');
  if (!viewer) throw new Error('There is an admin.');
  const found: LedgerEvent[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = listEvents(db, viewer, { limit: 200, cursor });
    if (!page) throw new Error('A cursor of this very list was refused.');
    found.push(...eventViews(db, page.items));
    cursor = page.nextCursor;
  }
  return found;
}

const frozen = ['training-31b0007', 'real-31b0007'];

// Tested in test/engine/record/sentences.test.ts: these ledgers are older.
const LATER = ['rules.adopted', 'clock.confirmed', 'deskKey.enrolled', 'question.asked', 'answer.given'];

describe('the sentences of real ledgers', () => {
  it('exist for every type of event', async () => {
    const told = new Set((await Promise.all(frozen.map(viewsOf))).flat().map(({ type }) => type));
    expect(eventTypes.filter((type) => !told.has(type)).sort()).toEqual([...LATER].sort());
  });

  it.each(frozen)('are whole, without ids and codes, and their links name something: %s', async (name) => {
    for (const { sequence, sentence, links } of await viewsOf(name)) {
      expect(sentence, `event ${sequence}`).toMatch(/^\S.*[.]$/s);
      expect(sentence, `event ${sequence}`).not.toMatch(/\{|\}|<|>|undefined|[0-9a-f]{8}-[0-9a-f]{4}/);
      let before = 0;
      for (const { start, end } of links) {
        expect(start, sentence).toBeGreaterThanOrEqual(before);
        expect(sentence.slice(start, end).trim(), sentence).not.toBe('');
        before = end;
      }
    }
  });
});

describe('a sentence', () => {
  it('says who did what to which request, and leads to each of them', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ name: 'databases', steps: [{ by: 'bob' }, { by: 'admin', name: 'Security' }] });
    const request = await desk.file('alice', 'prod-db');
    await desk.as('bob').requests.approve({ id: request.id, comment: 'for the index' });
    const { ledger } = desk.as('admin');
    const [approval] = (await ledger.list({ type: 'request.approved' })).items;
    expect(approval).toMatchObject({
      sentence: 'Bob approved step 1 of request #1: root on prod-db.',
      comment: 'for the index',
    });
    expect(approval?.links.map(({ start, end, ...target }) => [approval.sentence.slice(start, end), target])).toEqual([
      ['Bob', { kind: 'person', id: desk.id('bob') }],
      ['request #1', { kind: 'request', id: request.id }],
      ['root on prod-db', { kind: 'account', resource: 'prod-db', account: 'root' }],
    ]);
    const { items } = await ledger.list({ requestId: request.id });
    expect(items.map(({ sentence }) => sentence)).toEqual([
      'Step 1 of request #1 was complete; “Security” (step 2) was opened: root on prod-db.',
      'Bob approved step 1 of request #1: root on prod-db.',
      expect.stringMatching(
        /^Alice made request #1: root on prod-db for .+, under the policy “databases”, version 1\.$/,
      ),
    ]);
  });

  it('of a question and its answer name the request, and carry the words', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ name: 'databases', steps: [{ by: 'bob' }] });
    const { id } = await desk
      .as('alice')
      .requests.submit({ resource: 'prod-db', account: 'root', durationSeconds: 3_600 });
    await desk.as('bob').requests.ask({ id, text: 'Which ticket?' });
    await desk.as('alice').requests.answer({ id, text: 'OPS-7' });
    const { items } = await desk.as('admin').ledger.list({ types: ['question.asked', 'answer.given'] });
    expect(items.map(({ sentence, comment }) => [sentence, comment])).toEqual([
      ['Alice wrote an answer about request #1: root on prod-db.', 'OPS-7'],
      ['Bob asked about request #1: root on prod-db.', 'Which ticket?'],
    ]);
  });

  it('of a changed person says what changed', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    const admin = desk.as('admin');
    await admin.people.update({ id: desk.id('bob'), role: 'auditor', name: 'Bob Stone' });
    await desk.as('alice').people.update({ id: desk.id('alice'), email: 'alice@example.org' });
    await admin.people.update({ id: desk.id('bob'), role: 'member' });
    const { items } = await admin.ledger.list({ type: 'person.updated' });
    expect(items.map(({ sentence }) => sentence)).toEqual([
      'Admin changed the details of Bob Stone: the role from auditor to member.',
      'Alice changed their own details: the e-mail address from alice@example.test to alice@example.org.',
      'Admin changed the details of Bob Stone: the role from member to auditor and the name from Bob to Bob Stone.',
    ]);
  });

  it('of a renamed group has both names', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    const { groups, ledger } = desk.as('admin');
    const { id } = await groups.create({ name: 'Night team', memberIds: [desk.id('alice')] });
    await groups.update({ id, version: 1, name: 'Day team', memberIds: [desk.id('bob')] });
    await groups.update({ id, version: 2, name: 'Team' });
    const { items } = await ledger.list({ subjectId: id });
    expect(items.map(({ sentence }) => sentence)).toEqual([
      'Admin renamed the group “Day team” to “Team”.',
      'Admin renamed the group “Night team” to “Day team” and changed its members: Bob added and Alice removed.',
      'Admin made the group “Night team” with Alice.',
    ]);
  });

  it('are found by names of before, and of groups that are gone', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { groups, policies, ledger } = desk.as('admin');
    const { id } = await groups.create({ name: 'Night team', memberIds: [] });
    await groups.update({ id, version: 1, name: 'Day team' });
    await groups.remove({ id });
    const policy = await desk.policy({ name: 'alpha', steps: [{ by: 'bob' }] });
    await policies.update({ id: policy.id, version: 1, name: 'beta' });
    const typesFor = async (text: string) => (await ledger.list({ text })).items.map(({ type }) => type);
    for (const text of ['night', 'day team'])
      expect(await typesFor(text), text).toEqual(['group.removed', 'group.updated', 'group.created']);
    for (const text of ['alpha', 'beta'])
      expect(await typesFor(text), text).toEqual(['policy.updated', 'policy.created']);
  });

  it('of a policy has the name that it had then', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const policy = await desk.policy({ name: 'databases', steps: [{ by: 'bob' }] });
    const { policies, ledger } = desk.as('admin');
    await policies.archive({ id: policy.id });
    await policies.restore({ id: policy.id });
    await policies.update({ id: policy.id, version: 1, name: 'all databases' });
    const { items } = await ledger.list({ subjectId: policy.id });
    expect(items.map(({ sentence }) => sentence)).toEqual([
      'Admin changed the policy “all databases”, to version 2.',
      'Admin restored the policy “databases”.',
      'Admin archived the policy “databases”.',
      'Admin made the policy “databases”.',
    ]);
  });

  it('is not shown to members, whatever they filter by', async () => {
    const desk = await openDesk();
    await desk.hire('alice');
    for (const filter of [
      {},
      { text: 'alice' },
      { requestNumber: 1 },
      { resource: '*' },
      { types: ['person.created'] },
    ])
      expect(await desk.refused('alice', 'ledger.list', filter)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
