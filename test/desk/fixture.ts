import type { Input } from '#contract/contract.ts';
import { type TestDesk, untilChecked } from './support.ts';

/** The ids of the fixture. */
export interface Fixture {
  readonly desk: TestDesk;
  readonly policy: string;
  readonly archived: string;
  /** Alice's request in step 1; bob has approved it. */
  readonly open: string;
  /** Alice's grant by approval, and the one that she opened by break-glass. */
  readonly granted: string;
  readonly bypassed: string;
  /** Ada's proposal to add mallory to both groups. */
  readonly proposal: string;
  /** Alice's newest notice. */
  readonly notice: number;
  /** The newest event about a policy. */
  readonly policySequence: number;
  /** The admin's what-if run of a draft. */
  readonly whatIf: string;
  /** A view that carol saved. */
  readonly view: string;
  /** A checkpoint of the ledger. */
  readonly head: Input<'ledger', 'verify'>['head'];
}

/**
 * A desk with a good call for every verb of the contract: alice asks; bob, carol and dan approve; ada is a second admin, erin an
 * auditor, dave disabled; mallory has no part in any of it.
 */
export async function setFixture(desk: TestDesk): Promise<Fixture> {
  await desk.hire('alice bob carol dan dave mallory');
  await desk.hire('ada', 'admin');
  await desk.hire('erin', 'auditor');
  await desk.group('managers', 'bob carol');
  await desk.group('spare', 'mallory');
  const admin = desk.as('admin');
  await admin.people.disable({ id: desk.id('dave') });
  const policy = await desk.policy({
    name: 'production',
    conditions: [{ resource: 'prod-*', account: 'root' }],
    steps: [
      { by: '@managers', required: 2, name: 'Manager Review' },
      { by: 'dan', name: 'Security Review' },
    ],
    bypassers: 'alice',
  });
  const archived = await desk.policy({ name: 'retired', steps: [{ by: 'bob' }] });
  await admin.policies.archive({ id: archived.id });
  await admin.accounts.import({
    rows: [
      { resource: 'prod-db', account: 'root', kind: 'postgres', owner: 'dba' },
      { resource: 'wiki', account: 'admin' },
    ],
  });
  const open = await desk.file('alice', 'prod-open', { justification: 'index rebuild', ticket: 'OPS-311' });
  await desk.approve(open.id, 'bob');
  const approved = await desk.approve((await desk.file('alice', 'prod-granted')).id, 'bob carol dan');
  const glass = await desk.file('alice', 'prod-glass');
  const opened = await desk.as('alice').requests.bypass({ id: glass.id, reason: 'The pager is silent.' });
  if (!approved.grant || !opened.grant) throw new Error('Both requests lead to a grant.');
  const ada = desk.as('ada').proposals;
  const members = { id: desk.id('@managers'), memberIds: ['bob', 'carol', 'mallory'].map((who) => desk.id(who)) };
  for (const comment of ['She joins on Monday.', 'She joins on Tuesday.'])
    await ada.make({ area: 'groups', verb: 'update', input: members, comment });
  const [proposal] = (await admin.proposals.list({})).items;
  const [notice] = (await desk.as('alice').notices.list({})).items;
  const { items } = await admin.ledger.list({ limit: 200 });
  const [newest, founding] = [items[0], items.at(-1)];
  if (!newest || !proposal || !notice || founding?.sequence !== 1)
    throw new Error('The scene fits on one page of the ledger.');
  const whatIf = await admin.policies.startWhatIf({
    draft: {
      name: 'anything',
      conditions: [{ resource: '*' }],
      precedence: 1,
      duration: { maxSeconds: 60 },
      steps: [{ approvers: desk.refs('dan'), required: 1 }],
    },
  });
  // The mark that the admin can keep.
  await admin.ledger.startCheck({});
  await untilChecked(desk, 'admin');
  const view = await desk.as('carol').views.save({ place: 'inbox', name: 'Mine', filter: 'waiting:me sort:oldest' });
  return {
    desk,
    policy: policy.id,
    archived: archived.id,
    open: open.id,
    granted: approved.grant.id,
    bypassed: opened.grant.id,
    proposal: proposal.id,
    notice: notice.number,
    policySequence: Math.max(...items.filter(({ type }) => type.startsWith('policy.')).map(({ sequence }) => sequence)),
    whatIf: whatIf.id,
    view: view.id,
    head: { desk: founding.hash, sequence: newest.sequence, hash: newest.hash, at: newest.at },
  };
}

/** A valid call, and its caller. */
export interface GoodCall {
  readonly by: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** For every verb of docs/contract.md a call that succeeds in the fixture, with every field, optional ones too. */
export function goodCalls(fixture: Fixture): Readonly<Record<string, GoodCall>> {
  const { desk, policy, archived, open, granted, bypassed, proposal, notice, policySequence, whatIf, head, view } =
    fixture;
  const { instant, page } = { instant: '2026-01-01T00:00:00.000Z', page: { limit: 10 } };
  const rules = {
    description: 'Administrative access.',
    conditions: [{ resource: 'stage-{a,b}*', account: '*' }],
    duration: { minSeconds: 60, maxSeconds: 7_200 },
    pendingTtlSeconds: 3_600,
    steps: [{ name: 'Review', approvers: desk.refs('@managers dan'), required: 1 }],
    distinctApprovers: true,
    precedence: 5,
    requireJustification: false,
    requireTicket: false,
    bypass: { bypassers: desk.refs('alice') },
  };
  const account = { resource: 'prod-new', account: 'root' };
  const filters = {
    status: 'open',
    waitingOnMe: false,
    mine: false,
    number: 1,
    requesterId: desk.id('alice'),
    policyId: policy,
    resource: 'prod-*',
    account: 'root',
    text: 'index',
    submittedFrom: instant,
    submittedTo: '2026-12-31T00:00:00.000Z',
    stuck: false,
    awaitsAnswer: false,
  };
  const csv = 'username,name,email,role,groups\nzoe,Zoë Hart,zoe@example.test,member,spare\n';
  const accountsCsv = 'resource,account,kind,owner\nprod-new,root,redis,sre\nwiki,admin,,web\n';
  const yaml = `apiVersion: countersign/v1
kind: PolicySet
policies:
  - name: staging
    conditions: [{ resource: stage-* }]
    duration: { maxSeconds: 3600 }
    steps: [{ approvers: [{ group: managers }, { person: dan }], required: 1 }]
`;
  const name = 'Zoë Hart';
  const email = 'zoe@example.test';
  return {
    'people.create': { by: 'admin', input: { username: 'zoe', name, email, role: 'member' } },
    'people.update': { by: 'admin', input: { id: desk.id('mallory'), name, email, role: 'auditor' } },
    'people.disable': { by: 'admin', input: { id: desk.id('mallory') } },
    'people.enable': { by: 'admin', input: { id: desk.id('dave') } },
    'people.list': { by: 'mallory', input: { text: 'alice', status: 'enabled', ...page } },
    'people.enrolments': { by: 'admin', input: page },
    'people.issueCode': { by: 'admin', input: { id: desk.id('mallory') } },
    'people.issueCodes': { by: 'admin', input: { ids: [desk.id('mallory')], validSeconds: 3_600 } },
    'people.previewDisable': { by: 'admin', input: { id: desk.id('carol') } },
    'people.previewRole': { by: 'admin', input: { id: desk.id('carol'), role: 'auditor' } },
    'people.checkImport': { by: 'admin', input: { csv } },
    'people.import': { by: 'admin', input: { csv } },
    'groups.create': { by: 'admin', input: { name: 'night shift', memberIds: [desk.id('bob')] } },
    'groups.update': { by: 'admin', input: { id: desk.id('@spare'), name: 'rest', memberIds: [desk.id('dan')] } },
    'groups.remove': { by: 'admin', input: { id: desk.id('@spare') } },
    'groups.list': { by: 'mallory', input: { text: 'managers', ...page } },
    'accounts.import': {
      by: 'admin',
      input: { rows: [{ resource: 'prod-new', account: 'root', kind: 'redis', owner: 'sre' }] },
    },
    'accounts.checkImport': { by: 'admin', input: { text: accountsCsv, format: 'csv' } },
    'accounts.importFile': { by: 'admin', input: { text: accountsCsv, format: 'csv' } },
    'accounts.list': { by: 'erin', input: { text: 'prod', coverage: 'gated', ...page } },
    'accounts.counts': { by: 'erin', input: { text: 'prod' } },
    'policies.create': { by: 'admin', input: { name: 'staging', ...rules } },
    'policies.update': { by: 'admin', input: { id: policy, version: 1, name: 'staging', ...rules } },
    'policies.archive': { by: 'admin', input: { id: policy } },
    'policies.restore': { by: 'admin', input: { id: archived } },
    'policies.get': { by: 'erin', input: { id: policy, version: 1 } },
    'policies.list': { by: 'erin', input: { text: 'production', status: 'active', ...page } },
    'policies.match': { by: 'erin', input: account },
    'policies.history': { by: 'erin', input: { id: policy, ...page } },
    'policies.difference': { by: 'erin', input: { id: policy, from: 1, to: 1 } },
    'policies.export': { by: 'erin', input: { ids: [policy] } },
    'policies.saveExport': { by: 'erin', input: { ids: [policy] } },
    'policies.plan': { by: 'admin', input: { yaml } },
    'policies.apply': { by: 'admin', input: { yaml, sequence: policySequence } },
    'policies.foresee': { by: 'admin', input: { draft: { name: 'staging', ...rules }, replaces: policy, examples: 5 } },
    'policies.startWhatIf': {
      by: 'ada',
      input: {
        draft: { name: 'staging', ...rules },
        replaces: policy,
        submittedFrom: instant,
        submittedTo: '2026-12-31T00:00:00.000Z',
      },
    },
    'policies.whatIf': { by: 'admin', input: { id: whatIf } },
    'policies.cancelWhatIf': { by: 'admin', input: { id: whatIf } },
    'policies.whatIfRequests': {
      by: 'admin',
      input: { id: whatIf, finding: 'ANOTHER_POLICY', fate: 'refused', ...page },
    },
    'policies.saveDraft': {
      by: 'admin',
      input: { policyId: policy, version: 1, draft: { name: 'staging', ...rules } },
    },
    'policies.loadDraft': { by: 'admin', input: { policyId: policy } },
    'policies.dropDraft': { by: 'admin', input: { policyId: policy } },
    'requests.preview': { by: 'admin', input: { ...account, durationSeconds: 3_600, requesterId: desk.id('alice') } },
    'requests.submit': {
      by: 'admin',
      input: { ...account, durationSeconds: 60, justification: 'why', ticket: 'OPS-1', requesterId: desk.id('alice') },
    },
    'requests.get': { by: 'carol', input: { id: open } },
    'requests.timeline': { by: 'carol', input: { id: open, ...page } },
    'requests.policies': { by: 'erin', input: { id: open } },
    'requests.remedies': { by: 'admin', input: { id: open } },
    'requests.list': { by: 'carol', input: { ...filters, sort: 'newest', ...page } },
    'requests.counts': { by: 'carol', input: filters },
    'requests.approve': { by: 'carol', input: { id: open, comment: 'fine' } },
    'requests.reject': { by: 'carol', input: { id: open, comment: 'not today' } },
    'requests.withdraw': { by: 'bob', input: { id: open, comment: 'too early' } },
    'requests.cancel': { by: 'admin', input: { id: open, comment: 'the window moved' } },
    'requests.ask': { by: 'carol', input: { id: open, text: 'Is this before the backup?' } },
    'requests.answer': { by: 'alice', input: { id: open, text: 'It is after it.' } },
    'requests.bypass': { by: 'alice', input: { id: open, reason: 'The pager is silent.' } },
    'grants.list': {
      by: 'erin',
      input: {
        status: 'active',
        personId: desk.id('alice'),
        bypass: 'unreviewed',
        text: 'prod',
        endsWithinSeconds: 3_600,
        sort: 'ending',
        ...page,
      },
    },
    'grants.get': { by: 'alice', input: { id: granted } },
    'grants.revoke': { by: 'admin', input: { id: granted, reason: 'no longer needed' } },
    'grants.release': { by: 'alice', input: { id: granted } },
    'grants.reviewBypass': { by: 'admin', input: { id: bypassed, comment: 'understood' } },
    'grants.check': { by: 'erin', input: { personId: desk.id('alice'), resource: 'prod-granted', account: 'root' } },
    'notices.list': { by: 'alice', input: { unread: true, ...page } },
    'notices.counts': { by: 'alice', input: {} },
    'notices.markRead': { by: 'alice', input: { number: notice, andOlder: true } },
    'proposals.make': {
      by: 'admin',
      input: { area: 'policies', verb: 'archive', input: { id: policy }, comment: 'Nobody needs it.' },
    },
    'proposals.preview': {
      by: 'admin',
      input: { area: 'policies', verb: 'archive', input: { id: policy } },
    },
    'proposals.list': { by: 'erin', input: { status: 'open', ...page } },
    'proposals.get': { by: 'erin', input: { id: proposal } },
    'proposals.approve': { by: 'admin', input: { id: proposal, comment: 'fine' } },
    'proposals.reject': { by: 'admin', input: { id: proposal, comment: 'not her' } },
    'proposals.withdraw': { by: 'ada', input: { id: proposal, comment: 'too early' } },
    'views.list': { by: 'mallory', input: {} },
    'views.save': { by: 'mallory', input: { place: 'inbox', name: 'Old ones', filter: 'is:open older:2d' } },
    'views.update': { by: 'carol', input: { id: view, name: 'Mine to look at', filter: 'waiting:me' } },
    'views.remove': { by: 'carol', input: { id: view } },
    'ledger.list': {
      by: 'erin',
      input: {
        type: 'request.submitted',
        types: ['request.submitted'],
        personId: desk.id('alice'),
        subjectId: open,
        requestId: open,
        requestNumber: 1,
        resource: 'prod-*',
        account: 'root',
        text: 'prod',
        from: instant,
        to: '2026-12-31T00:00:00.000Z',
        ...page,
      },
    },
    'ledger.verify': { by: 'erin', input: { head } },
    'ledger.startCheck': { by: 'erin', input: { head, fromMark: true } },
    'ledger.check': { by: 'erin', input: {} },
    'ledger.cancelCheck': { by: 'erin', input: {} },
    'ledger.keepMark': { by: 'admin', input: {} },
    'ledger.mark': { by: 'admin', input: {} },
    'ledger.saveHead': { by: 'erin', input: {} },
    'ledger.printCheck': { by: 'admin', input: {} },
    'settings.get': { by: 'mallory', input: {} },
    'settings.firstSteps': { by: 'admin', input: {} },
    'settings.putFirstStepsAway': { by: 'admin', input: { away: true } },
    'settings.update': {
      by: 'admin',
      input: {
        lockAfterMinutes: 5,
        confirmAfterMinutes: 480,
        fourEyes: false,
        namesInNotifications: true,
        singleKeys: false,
        undoSeconds: 0,
      },
    },
  };
}
