import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { areas } from '#contract/names.ts';
import { type Fixture, goodCalls, setFixture } from '../fixture.ts';
import { openDesk, openSharedDesk, type TestDesk } from '../support.ts';

type Caller = 'admin' | 'auditor' | 'member';
const usernames = { admin: 'ada', auditor: 'erin', member: 'mallory' } as const satisfies Record<Caller, string>;

/** The roles that docs/contract.md names for each verb; other verbs are for everyone signed in. */
const forRoles: Readonly<Record<string, readonly Caller[]>> = {
  'people.create': ['admin'],
  'people.update': ['admin'],
  'people.disable': ['admin'],
  'people.enable': ['admin'],
  'people.enrolments': ['admin'],
  'people.issueCode': ['admin'],
  'people.issueCodes': ['admin'],
  'people.previewDisable': ['admin'],
  'people.previewRole': ['admin'],
  'people.checkImport': ['admin'],
  'people.import': ['admin'],
  'groups.create': ['admin'],
  'groups.update': ['admin'],
  'groups.remove': ['admin'],
  'accounts.import': ['admin'],
  'accounts.checkImport': ['admin'],
  'accounts.importFile': ['admin'],
  'accounts.counts': ['admin', 'auditor'],
  'policies.create': ['admin'],
  'policies.update': ['admin'],
  'policies.archive': ['admin'],
  'policies.restore': ['admin'],
  'policies.get': ['admin', 'auditor'],
  'policies.list': ['admin', 'auditor'],
  'policies.match': ['admin', 'auditor'],
  'policies.history': ['admin', 'auditor'],
  'policies.difference': ['admin', 'auditor'],
  'policies.export': ['admin', 'auditor'],
  'policies.saveExport': ['admin', 'auditor'],
  'policies.plan': ['admin'],
  'policies.apply': ['admin'],
  'policies.foresee': ['admin'],
  'policies.startWhatIf': ['admin'],
  'policies.whatIf': ['admin'],
  'policies.cancelWhatIf': ['admin'],
  'policies.whatIfRequests': ['admin'],
  'policies.saveDraft': ['admin'],
  'policies.loadDraft': ['admin'],
  'policies.dropDraft': ['admin'],
  'requests.submit': ['admin'],
  'requests.policies': ['admin', 'auditor'],
  'requests.remedies': ['admin'],
  'grants.revoke': ['admin'],
  'grants.reviewBypass': ['admin'],
  'grants.check': ['admin', 'auditor'],
  'proposals.make': ['admin'],
  'proposals.preview': ['admin'],
  'proposals.list': ['admin', 'auditor'],
  'proposals.get': ['admin', 'auditor'],
  'proposals.approve': ['admin'],
  'proposals.reject': ['admin'],
  'proposals.withdraw': ['admin'],
  'ledger.list': ['admin', 'auditor'],
  'ledger.verify': ['admin', 'auditor'],
  'ledger.startCheck': ['admin', 'auditor'],
  'ledger.check': ['admin', 'auditor'],
  'ledger.cancelCheck': ['admin', 'auditor'],
  'ledger.keepMark': ['admin', 'auditor'],
  'ledger.mark': ['admin', 'auditor'],
  'ledger.saveHead': ['admin', 'auditor'],
  'ledger.printCheck': ['admin', 'auditor'],
  'settings.update': ['admin'],
  'settings.firstSteps': ['admin'],
  'settings.putFirstStepsAway': ['admin'],
};

/** Verbs that a training desk, as in these tests, does not have. */
const realDeskVerb: readonly string[] = [
  'people.issueCode',
  'people.issueCodes',
  'settings.firstSteps',
  'settings.putFirstStepsAway',
];

const verbs = Object.entries(areas).flatMap(([area, names]) =>
  area === 'session' || area === 'workspace' ? [] : names.map((name) => `${area}.${name}`),
);

describe('the roles that may call a verb', () => {
  let desk: TestDesk;
  let fixture: Fixture;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    ({ desk, dispose } = await openSharedDesk());
    fixture = await setFixture(desk);
  });
  afterAll(() => dispose());

  test('the fixture has a good call for every verb', () => {
    expect(Object.keys(goodCalls(fixture)).sort()).toEqual([...verbs].sort());
  });

  test.each(verbs)('%s is refused without a person, and to a disabled or unknown one', async (verb) => {
    const { input } = goodCalls(fixture)[verb] ?? { input: {} };
    const before = desk.length;
    for (const junk of [input, null, 'junk', { nonsense: true }]) {
      expect(await desk.refused(null, verb, junk)).toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(await desk.refused('dave', verb, junk)).toMatchObject({ code: 'NOT_SIGNED_IN' });
    }
    expect(desk.length).toBe(before);
  });

  test.each(Object.entries(forRoles))(
    '%s is for %s only, and says so before it looks at its subject',
    async (verb, roles) => {
      const { input } = goodCalls(fixture)[verb] ?? { input: {} };
      const before = desk.length;
      for (const role of ['admin', 'auditor', 'member'] as const) {
        if (roles.includes(role)) continue;
        expect(await desk.refused(usernames[role], verb, input)).toMatchObject({ code: 'FORBIDDEN' });
        // Wrong input is wrong for everyone, and is found first.
        expect(await desk.refused(usernames[role], verb, { ...input, nonsense: 1 })).toMatchObject({
          code: 'INVALID_INPUT',
          fields: { nonsense: expect.any(String) },
        });
      }
      expect(desk.length).toBe(before);
    },
  );
});

test.each(verbs)('%s answers the people it is for', async (verb) => {
  const desk = await openDesk();
  const { by, input } = goodCalls(await setFixture(desk))[verb] ?? { by: '', input: {} };
  const given = await desk.answer(by, verb, input);
  expect(given).toMatchObject(realDeskVerb.includes(verb) ? { ok: false, error: { code: 'FORBIDDEN' } } : { ok: true });
});

test.each([
  'people.list',
  'groups.list',
  'accounts.list',
  'requests.list',
  'requests.counts',
  'grants.list',
  'notices.list',
  'notices.counts',
  'settings.get',
])('%s answers everybody signed in', async (verb) => {
  const desk = await openDesk();
  await setFixture(desk);
  for (const username of Object.values(usernames))
    expect(await desk.answer(username, verb)).toMatchObject({ ok: true });
});

describe('a verb that everyone signed in may call, with a rule of its own', () => {
  test('people.update: everyone’s own name and e-mail; nothing else', async () => {
    const desk = await openDesk();
    await setFixture(desk);
    for (const username of ['mallory', 'erin']) {
      const id = desk.id(username);
      const changed = await desk.as(username).people.update({ id, name: `New ${username}`, email: 'new@example.test' });
      expect(changed).toMatchObject({ name: `New ${username}`, email: 'new@example.test' });
      for (const role of ['admin', changed.role])
        expect(await desk.refused(username, 'people.update', { id, role })).toMatchObject({ code: 'FORBIDDEN' });
      expect(await desk.refused(username, 'people.update', { id: desk.id('alice'), name: 'x' })).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });

  test('settings.update: the single-letter keys for everybody, all else for admins', async () => {
    const desk = await openDesk();
    await setFixture(desk);
    for (const username of ['mallory', 'erin']) {
      expect(await desk.as(username).settings.update({ singleKeys: false })).toMatchObject({ singleKeys: false });
      expect(await desk.as('ada').settings.get({})).toMatchObject({ singleKeys: false });
      expect(await desk.as(username).settings.update({ singleKeys: true })).toMatchObject({ singleKeys: true });
      for (const more of [{ fourEyes: false }, { lockAfterMinutes: 5 }])
        expect(await desk.refused(username, 'settings.update', { singleKeys: false, ...more })).toMatchObject({
          code: 'FORBIDDEN',
        });
      expect(await desk.as(username).settings.get({})).toMatchObject({ singleKeys: true, lockAfterMinutes: 10 });
    }
  });

  test('settings.update: the time for undoing for everybody, 0 to 30 seconds, 5 by default', async () => {
    const desk = await openDesk();
    await setFixture(desk);
    expect(await desk.as('mallory').settings.get({})).toMatchObject({ undoSeconds: 5 });
    for (const undoSeconds of [0, 30, 12]) {
      expect(await desk.as('mallory').settings.update({ undoSeconds })).toMatchObject({ undoSeconds });
      expect(await desk.as('ada').settings.get({})).toMatchObject({ undoSeconds });
    }
    for (const undoSeconds of [-1, 31, 2.5, '5'])
      expect(await desk.refused('ada', 'settings.update', { undoSeconds })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { undoSeconds: expect.any(String) },
      });
    expect(await desk.as('erin').settings.update({ undoSeconds: 3, singleKeys: true })).toMatchObject({
      undoSeconds: 3,
    });
    expect(await desk.refused('erin', 'settings.update', { undoSeconds: 4, lockAfterMinutes: 5 })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await desk.as('erin').settings.get({})).toMatchObject({ undoSeconds: 3 });
  });

  test('accounts.list: the inventory for everybody, its coverage for admins and auditors', async () => {
    const desk = await openDesk();
    await setFixture(desk);
    for (const username of ['ada', 'erin']) {
      const { items } = await desk.as(username).accounts.list({ coverage: 'gated' });
      expect(items).toMatchObject([{ resource: 'prod-db', account: 'root', policy: { name: 'production' } }]);
    }
    const { items } = await desk.as('mallory').accounts.list({});
    expect(items).toEqual([
      { resource: 'prod-db', account: 'root', kind: 'postgres', owner: 'dba' },
      { resource: 'wiki', account: 'admin', kind: null, owner: null },
    ]);
    for (const coverage of ['gated', 'ungated'])
      expect(await desk.refused('mallory', 'accounts.list', { coverage })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('requests.submit: members and admins for themselves, admins alone for others, auditors never', async () => {
    const desk = await openDesk();
    await setFixture(desk);
    expect((await desk.file('mallory', 'prod-1')).filedBy).toBeNull();
    expect((await desk.file('ada', 'prod-1')).filedBy).toBeNull();
    const own = await desk.file('ada', 'prod-2', { requesterId: desk.id('ada') });
    expect(own.filedBy).toBeNull();
    const others = await desk.file('ada', 'prod-3', { requesterId: desk.id('mallory') });
    expect(others).toMatchObject({ requester: { username: 'mallory' }, filedBy: { username: 'ada' } });
    const wanted = { resource: 'prod-4', account: 'root', durationSeconds: 60 };
    for (const requesterId of [undefined, desk.id('erin'), desk.id('mallory')])
      expect(await desk.refused('erin', 'requests.submit', { ...wanted, requesterId })).toMatchObject({
        code: 'FORBIDDEN',
      });
    expect(
      await desk.refused('mallory', 'requests.submit', { ...wanted, requesterId: desk.id('alice') }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('grants.check: members about themselves, admins and auditors about everyone', async () => {
    const desk = await openDesk();
    await setFixture(desk);
    const about = (username: string) => ({ personId: desk.id(username), resource: 'prod-granted', account: 'root' });
    for (const username of ['alice', 'ada', 'erin'])
      expect(await desk.as(username).grants.check(about('alice'))).toMatchObject({ allowed: true });
    expect(await desk.as('mallory').grants.check(about('mallory'))).toMatchObject({ allowed: false });
    expect(await desk.refused('mallory', 'grants.check', about('alice'))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('grants.release: the holder alone; others who see the grant are refused', async () => {
    const desk = await openDesk();
    const { granted: id } = await setFixture(desk);
    for (const username of ['ada', 'erin'])
      expect(await desk.refused(username, 'grants.release', { id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.refused('mallory', 'grants.release', { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.as('alice').grants.release({ id })).toMatchObject({ status: 'released' });
  });

  test('requests.cancel: the requester and admins; others who see the request are refused', async () => {
    const desk = await openDesk();
    const { open: id } = await setFixture(desk);
    for (const username of ['carol', 'erin'])
      expect(await desk.refused(username, 'requests.cancel', { id, comment: 'x' })).toMatchObject({
        code: 'FORBIDDEN',
      });
    expect(await desk.refused('mallory', 'requests.cancel', { id, comment: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.as('alice').requests.cancel({ id })).toMatchObject({ status: 'cancelled' });
  });
});
