import { beforeEach, describe, expect, test } from 'vitest';
import { repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { openDesk, START, type TestDesk } from '../support.ts';

let desk: TestDesk;
let policy: string;

/** Four eyes is on; admin and ada are admins, bob and carol are in a group that approves everything in production. */
beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('bob carol dan');
  await desk.hire('ada', 'admin');
  await desk.hire('erin', 'auditor');
  await desk.group('managers', 'bob carol');
  policy = (await desk.policy({ name: 'production', steps: [{ by: '@managers' }] })).id;
  await desk.as('admin').settings.update({ fourEyes: true });
});

const propose = (by: string, call: string, input: unknown, comment?: string) => {
  const [area = '', verb = ''] = call.split('.');
  return desk.as(by).proposals.make({ area, verb, input, comment });
};
const yaml = `apiVersion: countersign/v1
kind: PolicySet
policies:
  - name: staging
    conditions: [{ resource: stage-* }]
    duration: { maxSeconds: 3600 }
    steps: [{ approvers: [{ group: managers }], required: 1 }]
`;
const csv =
  'username,name,email,role,groups\nyves,Yves Hart,yves@example.test,member,managers\ndan,Dan,dan@example.test,admin,\n';

/** Every call that needs a second admin, and its events. */
const ruleChanges = (): readonly (readonly [call: string, input: object, types: readonly string[]])[] => [
  [
    'people.create',
    { username: 'zoe', name: 'Zoë', email: 'zoe@example.test', role: 'member' },
    ['person.created', 'key.enrolled'],
  ],
  ['people.update', { id: desk.id('dan'), role: 'admin', name: 'Daniel' }, ['person.updated']],
  ['people.import', { csv }, ['person.created', 'key.enrolled', 'person.updated', 'group.updated']],
  ['groups.create', { name: 'night shift', memberIds: [desk.id('dan')] }, ['group.created']],
  ['groups.update', { id: desk.id('@managers'), memberIds: [desk.id('carol'), desk.id('dan')] }, ['group.updated']],
  ['policies.create', desk.terms({ name: 'more', steps: [{ by: 'bob' }] }), ['policy.created']],
  ['policies.update', { id: policy, version: 1, precedence: 5 }, ['policy.updated']],
  ['policies.archive', { id: policy }, ['policy.archived']],
  ['policies.apply', { yaml }, ['policy.created']],
  ['settings.update', { fourEyes: false }, ['desk.updated']],
];

describe('while four eyes is on', () => {
  test('no admin alone changes who decides, and a refused attempt leaves no trace', async () => {
    const before = desk.length;
    for (const [call, input] of ruleChanges()) {
      const refused = await desk.refused('admin', call, input);
      expect(refused, call).toMatchObject({ code: 'FOUR_EYES_NEEDED' });
    }
    expect(desk.length).toBe(before);
  });

  test('each of these is done once another admin has approved it, in their name and all at once', async () => {
    for (const index of ruleChanges().keys()) {
      const [call = '', input, types = []] = ruleChanges()[index] ?? [];
      const { id, status } = await propose('ada', call, input, 'please');
      expect(status, call).toBe('open');
      const before = desk.length;
      expect(await desk.as('admin').proposals.approve({ id, comment: 'looks right' }), call).toMatchObject({
        status: 'approved',
        closedBy: { username: 'admin' },
        closedComment: 'looks right',
      });
      expect(desk.typesAfter(before), call).toEqual(['proposal.approved', ...types]);
      const { items } = await desk.as('erin').ledger.list({ limit: types.length + 1 });
      for (const event of items) expect(event.actor, call).toMatchObject({ username: 'admin' });
    }
    expect(await desk.as('admin').settings.get({})).toMatchObject({ fourEyes: false });
    expect(await desk.as('erin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });

  test('enabling a person, restoring a policy and removing a group are proposals, too', async () => {
    await desk.as('admin').people.disable({ id: desk.id('dan') });
    const archive = await propose('ada', 'policies.archive', { id: policy });
    await desk.as('admin').proposals.approve({ id: archive.id });
    for (const [call, input] of [
      ['people.enable', { id: desk.id('dan') }],
      ['groups.remove', { id: desk.id('@managers') }],
      ['policies.restore', { id: policy }],
    ] as const) {
      expect(await desk.refused('admin', call, input), call).toMatchObject({ code: 'FOUR_EYES_NEEDED' });
      const { id } = await propose('admin', call, input);
      await desk.as('admin').proposals.withdraw({ id });
    }
  });

  test('disabling a person, names and e-mail addresses, accounts and requests need no proposal', async () => {
    const admin = desk.as('admin');
    await admin.people.update({ id: desk.id('bob'), name: 'Robert', email: 'robert@example.test' });
    await admin.people.update({ id: desk.id('bob'), name: 'Bob', role: 'member' });
    await admin.people.disable({ id: desk.id('dan') });
    await admin.accounts.import({ rows: [{ resource: 'db', account: 'root' }] });
    await admin.settings.update({ lockAfterMinutes: 5 });
    expect(await admin.settings.update({ fourEyes: true })).toMatchObject({ fourEyes: true, lockAfterMinutes: 5 });
    const { id } = await desk.file('carol');
    expect(await desk.approve(id, 'bob')).toMatchObject({ status: 'approved' });
  });

  test('the refusal of the call itself comes first', async () => {
    for (const [call, input, code] of [
      ['people.create', { username: 'bob', name: 'Bob', email: 'b@example.test', role: 'member' }, 'NAME_TAKEN'],
      ['policies.update', { id: policy, version: 7, precedence: 5 }, 'STALE'],
      ['groups.remove', { id: desk.id('@managers') }, 'IN_USE'],
    ] as const) {
      expect(await desk.refused('admin', call, input), call).toMatchObject({ code });
      const [area, verb] = call.split('.');
      expect(await desk.refused('admin', 'proposals.make', { area, verb, input }), call).toMatchObject({ code });
    }
    const wrong = { area: 'policies', verb: 'update', input: { id: policy, version: 1, precedence: 'high' } };
    expect(await desk.refused('admin', 'proposals.make', wrong)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { 'input.precedence': expect.any(String) },
    });
  });
});

describe('a proposal', () => {
  test('is decided neither by its proposer nor by anyone who is no admin', async () => {
    const { id, viewer } = await propose('ada', 'policies.archive', { id: policy });
    expect(viewer).toMatchObject({ canApprove: false, canReject: false, canWithdraw: true });
    for (const verb of ['approve', 'reject'])
      expect(await desk.refused('ada', `proposals.${verb}`, { id })).toMatchObject({
        code: 'NOT_ELIGIBLE',
        reason: 'PROPOSED_IT',
      });
    for (const username of ['erin', 'bob'])
      expect(await desk.refused(username, 'proposals.approve', { id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.refused('admin', 'proposals.withdraw', { id })).toMatchObject({ reason: 'NOT_THE_PROPOSER' });
    expect(await desk.as('erin').proposals.get({ id })).toMatchObject({
      viewer: { canApprove: false, canReject: false, canWithdraw: false, why: [{ code: 'FORBIDDEN' }, {}, {}] },
    });
    expect((await desk.as('admin').policies.get({ id: policy })).status).toBe('active');
  });

  test('is not approved by an admin who got their key after it was made', async () => {
    const mine = await propose('ada', 'policies.archive', { id: policy });
    const zoe = { username: 'zoe', name: 'Zoë', email: 'zoe@example.test', role: 'admin' };
    const hiring = await propose('admin', 'people.create', zoe);
    await desk.as('ada').proposals.approve({ id: hiring.id });
    const found = (await desk.as('admin').people.list({ text: 'zoe' })).items[0];
    const approve = (id: string) => desk.desk.call(desk.desk.findPerson('zoe'), 'proposals', 'approve', { id });
    expect(found).toMatchObject({ role: 'admin' });
    expect(await approve(mine.id)).toMatchObject({
      ok: false,
      error: { code: 'NOT_ELIGIBLE', reason: 'ENROLLED_LATER' },
    });
    const later = await propose('ada', 'policies.update', { id: policy, version: 1, precedence: 3 });
    expect(await approve(later.id)).toMatchObject({ ok: true });
  });

  test('is not approved once its proposer is no longer an enabled admin', async () => {
    const hire = await propose('admin', 'people.update', { id: desk.id('dan'), role: 'admin' });
    await desk.as('ada').proposals.approve({ id: hire.id });
    const { id } = await propose('dan', 'policies.archive', { id: policy });
    await desk.as('admin').people.disable({ id: desk.id('dan') });
    expect(await desk.refused('ada', 'proposals.approve', { id })).toMatchObject({ reason: 'PROPOSER_LEFT' });
    expect(await desk.as('ada').proposals.reject({ id, comment: 'he left' })).toMatchObject({ status: 'rejected' });
  });

  test('ends once: rejected, withdrawn or approved, and then says which', async () => {
    for (const [by, verb, status] of [
      ['admin', 'reject', 'rejected'],
      ['ada', 'withdraw', 'withdrawn'],
      ['admin', 'approve', 'approved'],
    ] as const) {
      const { id, number } = await propose('ada', 'policies.update', { id: policy, version: 1, precedence: 4 });
      expect(await desk.as(by).proposals[verb]({ id })).toMatchObject({ status, viewer: { canApprove: false } });
      for (const again of ['approve', 'reject'])
        expect(await desk.refused('admin', `proposals.${again}`, { id })).toMatchObject({
          code: 'NOT_OPEN',
          message: expect.stringMatching(new RegExp(`^Proposal ${number} was ${status} by (?:Ada|.*admin.*)`, 'i')),
        });
    }
    const open = await desk.as('erin').proposals.list({ status: 'open' });
    const all = await desk.as('erin').proposals.list({});
    expect([open.items.length, all.items.map(({ number }) => number)]).toEqual([0, [3, 2, 1]]);
  });

  test('shows the differences to the admin who must approve it', async () => {
    const memberIds = [desk.id('carol'), desk.id('dan')];
    const group = await propose('ada', 'groups.update', { id: desk.id('@managers'), name: 'leads', memberIds });
    expect(group).toMatchObject({
      summary: 'Change who is in the group “managers”.',
      changes: [{ subject: { kind: 'group', id: desk.id('@managers'), name: 'managers' }, outdated: null }],
    });
    expect(group.changes[0]?.differences.map(({ sentence }) => sentence)).toEqual([
      'The name changes from “managers” to “leads”.',
      'Dan (dan) joins the group.',
      'Bob (bob) leaves the group.',
    ]);
    const rules = await propose('ada', 'policies.update', { id: policy, version: 1, requireTicket: true });
    expect(rules.changes[0]).toMatchObject({
      sentence: 'Change the policy “production” (to version 2).',
      differences: [{ field: 'requireTicket', sentence: 'A ticket is now required.' }],
    });
    const file = await propose('ada', 'people.import', { csv });
    expect(file).toMatchObject({ changeCount: 3, summary: 'Add Yves Hart (yves) as a member, and 2 more changes.' });
    expect(file.changes[2]?.differences[0]?.sentence).toBe('Yves Hart (yves) joins the group.');
  });

  test('that no longer fits the desk changes nothing, and says why', async () => {
    const stale = [
      await propose('ada', 'policies.update', { id: policy, version: 1, precedence: 4 }),
      await propose('ada', 'groups.update', { id: desk.id('@managers'), name: 'leads' }),
      await propose('ada', 'groups.update', { id: desk.id('@managers'), memberIds: [desk.id('bob')] }),
      await propose('ada', 'people.update', { id: desk.id('dan'), role: 'auditor' }),
      await propose('ada', 'people.create', { username: 'zoe', name: 'Z', email: 'z@example.test', role: 'member' }),
    ];
    for (const [call, input] of [
      ['policies.update', { id: policy, version: 1, precedence: 9 }],
      ['groups.update', { id: desk.id('@managers'), name: 'others', memberIds: [desk.id('bob'), desk.id('dan')] }],
      ['people.update', { id: desk.id('dan'), role: 'admin' }],
      ['people.create', { username: 'ZOE', name: 'Z', email: 'z@example.test', role: 'member' }],
    ] as const)
      await desk.as('admin').proposals.approve({ id: (await propose('ada', call, input)).id });
    const before = desk.length;
    for (const { id, summary } of stale) {
      const refused = await desk.refused('admin', 'proposals.approve', { id });
      expect(['STALE', 'NAME_TAKEN'], summary).toContain(refused.code);
      expect((await desk.as('admin').proposals.get({ id })).status).toBe('open');
    }
    expect(desk.length).toBe(before);
    const outdated = await desk.as('admin').proposals.get({ id: stale[1]?.id ?? '' });
    expect(outdated.changes[0]?.outdated).toBe(
      'The name of the group “others” was “managers” when this was proposed, and is “others” now.',
    );
  });

  test('changes only the named fields: later changes of others stay', async () => {
    const role = await propose('ada', 'people.update', { id: desk.id('dan'), role: 'auditor' });
    await desk.as('dan').people.update({ id: desk.id('dan'), email: 'new@example.test' });
    const joins = await propose('ada', 'groups.update', {
      id: desk.id('@managers'),
      memberIds: ['bob', 'carol', 'ada'].map((who) => desk.id(who)),
    });
    const other = await propose('ada', 'groups.update', { id: desk.id('@managers'), name: 'leads' });
    for (const { id } of [role, other, joins]) await desk.as('admin').proposals.approve({ id });
    const dan = (await desk.as('admin').people.list({ text: 'dan' })).items[0];
    expect(dan).toMatchObject({ role: 'auditor', email: 'new@example.test' });
    const [group] = (await desk.as('admin').groups.list({})).items;
    expect(group?.name).toBe('leads');
    expect(group?.members.map(({ username }) => username)).toEqual(['ada', 'bob', 'carol']);
  });

  test('of many changes is done as a whole or not at all', async () => {
    const { id } = await propose('ada', 'people.import', { csv });
    const promote = await propose('ada', 'people.update', { id: desk.id('dan'), role: 'admin' });
    await desk.as('admin').proposals.approve({ id: promote.id });
    const before = desk.length;
    expect(await desk.refused('admin', 'proposals.approve', { id })).toMatchObject({ code: 'STALE' });
    expect(desk.length).toBe(before);
    expect((await desk.as('admin').people.list({ text: 'yves' })).items).toEqual([]);
  });

  test('leaves no trace of its dry run: nobody is notified of it, and ids are free again', async () => {
    const heard = desk.nextChange();
    const before = desk.length;
    await propose('ada', 'policies.archive', { id: policy });
    expect(await heard).toEqual(['proposals', 'ledger']);
    expect(desk.typesAfter(before)).toEqual(['proposal.made']);
    expect((await desk.as('ada').policies.match({ resource: 'db', account: 'root' })).winner?.policyId).toBe(policy);
  });

  test('frees and sticks requests as the change itself would', async () => {
    const { id } = await desk.file('dan');
    const empty = await propose('ada', 'groups.update', { id: desk.id('@managers'), memberIds: [] });
    await desk.as('admin').proposals.approve({ id: empty.id });
    expect(await desk.as('dan').requests.get({ id })).toMatchObject({ stuck: true });
    const refill = await propose('admin', 'groups.update', { id: desk.id('@managers'), memberIds: [desk.id('bob')] });
    await desk.as('ada').proposals.approve({ id: refill.id });
    expect(await desk.as('dan').requests.get({ id })).toMatchObject({ stuck: false });
    expect(await desk.as('erin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });

  test('contains only changes to rules', async () => {
    for (const [area, verb, input, field] of [
      ['people', 'disable', { id: desk.id('dan') }, 'verb'],
      ['people', 'update', { id: desk.id('dan'), name: 'Daniel' }, 'input'],
      ['groups', 'update', { id: desk.id('@managers') }, 'input'],
      ['settings', 'update', { lockAfterMinutes: 5, fourEyes: false }, 'input.lockAfterMinutes'],
      ['proposals', 'approve', {}, 'area'],
      ['requests', 'approve', {}, 'area'],
    ] as const)
      expect(await desk.refused('admin', 'proposals.make', { area, verb, input })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { [field]: expect.any(String) },
      });
    const rows = Array.from({ length: 501 }, (_, index) => `u${index},U,u${index}@example.test,member,`);
    const input = { csv: ['username,name,email,role,groups', ...rows].join('\n') };
    expect(await desk.refused('admin', 'proposals.make', { area: 'people', verb: 'import', input })).toMatchObject({
      fields: { input: expect.stringContaining('501 changes') },
    });
  });
});

describe('turning four eyes on and off', () => {
  test('needs two enabled admins who have a key, and keeps them', async () => {
    const other = await openDesk({ environment: repeatableEnvironment('four eyes', START) });
    expect(await other.refused('admin', 'settings.update', { fourEyes: true })).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
    });
    for (const who of ['admin', 'ada'])
      expect(await desk.refused('admin', 'people.disable', { id: desk.id(who) })).toMatchObject({ code: 'LAST_ADMIN' });
    expect((await desk.as('admin').people.previewDisable({ id: desk.id('ada') })).refusal?.code).toBe('LAST_ADMIN');
    const demotion = { area: 'people', verb: 'update', input: { id: desk.id('ada'), role: 'member' } };
    expect(await desk.refused('admin', 'proposals.make', demotion)).toMatchObject({ code: 'LAST_ADMIN' });
    const third = await propose('admin', 'people.update', { id: desk.id('dan'), role: 'admin' });
    await desk.as('ada').proposals.approve({ id: third.id });
    await desk.as('admin').people.disable({ id: desk.id('ada') });
    expect(await desk.as('erin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });

  test('off needs a second admin, on does not; and an older proposal can still be decided', async () => {
    const open = await propose('ada', 'policies.archive', { id: policy });
    const off = await propose('ada', 'settings.update', { fourEyes: false });
    await desk.as('admin').proposals.approve({ id: off.id });
    expect(await desk.as('erin').settings.get({})).toMatchObject({ fourEyes: false });
    await desk.policy({ name: 'alone', steps: [{ by: 'bob' }] });
    await desk.as('admin').proposals.approve({ id: open.id });
    const voluntary = await propose('admin', 'policies.restore', { id: policy });
    await desk.as('ada').proposals.approve({ id: voluntary.id });
    expect((await desk.as('admin').policies.get({ id: policy })).status).toBe('active');
    expect(await desk.as('erin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });
});
