/** The kinds of each field, as in docs/contract.md. `?` may be left out, `0` may be null too. */
export type Kind =
  | `${'person' | 'group' | 'policy' | 'request' | 'grant' | 'proposal' | 'whatIf' | 'view' | 'any'}Id`
  | 'name'
  | 'email'
  | 'pattern'
  | 'text'
  | 'requiredText'
  | 'search'
  | 'instant'
  | 'cursor'
  | 'csv'
  | 'yaml'
  | 'sequence'
  | 'file'
  | 'typed'
  | 'amount'
  | 'detail'
  | 'hash'
  | 'minutes'
  | 'undoSeconds'
  | 'eventType'
  | 'limit'
  | 'seconds'
  | 'pendingSeconds'
  | 'codeSeconds'
  | 'positive'
  | 'precedence'
  | 'flag'
  | 'choice'
  | 'list'
  | 'items'
  | 'object'
  | 'ref';

export interface Field {
  readonly kind: Kind;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}

type Fields = Readonly<Record<string, Field>>;

const of = (kind: Kind): Field => ({ kind });
const maybe = (kind: Kind): Field => ({ kind, optional: true });
/** A text that counts as missing if it is null or blank. */
const comment: Field = { kind: 'text', optional: true, nullable: true };

const page: Fields = { cursor: maybe('cursor'), limit: maybe('limit') };
const account: Fields = { resource: of('name'), account: of('name') };

const rules = (required: (kind: Kind) => Field): Fields => ({
  name: required('name'),
  description: comment,
  conditions: required('list'),
  'conditions.0': of('object'),
  'conditions.0.resource': { kind: 'pattern', optional: true, nullable: true },
  'conditions.0.account': { kind: 'pattern', optional: true, nullable: true },
  duration: required('object'),
  'duration.minSeconds': maybe('seconds'),
  'duration.maxSeconds': of('seconds'),
  pendingTtlSeconds: maybe('pendingSeconds'),
  steps: required('list'),
  'steps.0': of('object'),
  'steps.0.name': { kind: 'name', optional: true, nullable: true },
  'steps.0.approvers': of('list'),
  'steps.0.approvers.0': of('ref'),
  'steps.0.approvers.0.kind': of('choice'),
  'steps.0.approvers.0.id': of('groupId'),
  'steps.0.approvers.1.id': of('personId'),
  'steps.0.required': of('positive'),
  distinctApprovers: maybe('flag'),
  precedence: maybe('precedence'),
  requireJustification: maybe('flag'),
  requireTicket: maybe('flag'),
  bypass: { kind: 'object', optional: true, nullable: true },
  'bypass.bypassers': of('list'),
  'bypass.bypassers.0': of('ref'),
  'bypass.bypassers.0.id': of('personId'),
});

const typed: Field = { kind: 'typed', optional: true, nullable: true };
const amount: Field = { kind: 'amount', nullable: true };
const amounts: Field = { ...amount, optional: true };

/** A policy draft: wrong values are answered, so only values of another kind are junk. */
const draft: Fields = {
  draft: of('object'),
  'draft.name': of('typed'),
  'draft.description': typed,
  'draft.conditions': of('items'),
  'draft.conditions.0': of('object'),
  'draft.conditions.0.resource': typed,
  'draft.conditions.0.account': typed,
  'draft.duration': of('object'),
  'draft.duration.minSeconds': amounts,
  'draft.duration.maxSeconds': amount,
  'draft.pendingTtlSeconds': amounts,
  'draft.steps': of('items'),
  'draft.steps.0': of('object'),
  'draft.steps.0.name': typed,
  'draft.steps.0.approvers': of('items'),
  'draft.steps.0.approvers.0': of('ref'),
  'draft.steps.0.approvers.0.kind': of('choice'),
  'draft.steps.0.approvers.0.id': of('anyId'),
  'draft.steps.0.required': amount,
  'draft.distinctApprovers': maybe('flag'),
  'draft.precedence': amounts,
  'draft.requireJustification': maybe('flag'),
  'draft.requireTicket': maybe('flag'),
  'draft.bypass': { kind: 'object', optional: true, nullable: true },
  'draft.bypass.bypassers': of('items'),
  'draft.bypass.bypassers.0': of('ref'),
  'draft.bypass.bypassers.0.id': of('anyId'),
};

const filters: Fields = {
  status: maybe('choice'),
  waitingOnMe: maybe('flag'),
  number: maybe('positive'),
  mine: maybe('flag'),
  requesterId: maybe('personId'),
  policyId: maybe('policyId'),
  resource: maybe('pattern'),
  account: maybe('pattern'),
  text: maybe('search'),
  submittedFrom: maybe('instant'),
  submittedTo: maybe('instant'),
  stuck: maybe('flag'),
  awaitsAnswer: maybe('flag'),
};

const decision: Fields = { id: of('requestId'), comment };

/** Every field of every verb of docs/contract.md, by path. */
export const fields: Readonly<Record<string, Fields>> = {
  'people.create': {
    username: of('name'),
    name: of('name'),
    email: of('email'),
    role: of('choice'),
    evenIfAlike: maybe('flag'),
  },
  'people.update': {
    id: of('personId'),
    version: maybe('positive'),
    name: maybe('name'),
    email: maybe('email'),
    role: maybe('choice'),
    evenIfAlike: maybe('flag'),
  },
  'people.disable': { id: of('personId') },
  'people.enable': { id: of('personId') },
  'people.list': { text: maybe('search'), status: maybe('choice'), key: maybe('choice'), ...page },
  'people.enrolments': page,
  // A training desk has no codes, and says so before it looks for the person.
  'people.issueCode': { id: of('anyId') },
  'people.issueCodes': { ids: of('list'), 'ids.0': of('anyId'), validSeconds: maybe('codeSeconds') },
  'people.previewDisable': { id: of('personId') },
  'people.previewRole': { id: of('personId'), role: of('choice') },
  'people.checkImport': { csv: of('csv') },
  'people.import': { csv: of('csv'), sequence: maybe('sequence'), evenIfAlike: maybe('flag') },
  'groups.create': { name: of('name'), memberIds: of('list'), 'memberIds.0': of('personId') },
  'groups.update': {
    id: of('groupId'),
    version: maybe('positive'),
    name: maybe('name'),
    memberIds: maybe('list'),
    'memberIds.0': of('personId'),
    add: maybe('list'),
    remove: maybe('list'),
  },
  'groups.remove': { id: of('groupId') },
  'groups.list': { text: maybe('search'), ...page },
  'accounts.import': {
    rows: of('list'),
    'rows.0': of('object'),
    'rows.0.resource': of('name'),
    'rows.0.account': of('name'),
    'rows.0.kind': { kind: 'detail', optional: true, nullable: true },
    'rows.0.owner': { kind: 'detail', optional: true, nullable: true },
  },
  'accounts.checkImport': { text: of('file'), format: of('choice') },
  'accounts.importFile': { text: of('file'), format: of('choice'), sequence: maybe('sequence') },
  'accounts.list': { text: maybe('search'), coverage: maybe('choice'), ...page },
  'accounts.counts': { text: maybe('search') },
  'policies.create': rules(of),
  'policies.update': { id: of('policyId'), version: of('positive'), ...rules(maybe) },
  'policies.archive': { id: of('policyId') },
  'policies.restore': { id: of('policyId') },
  'policies.get': { id: of('policyId'), version: maybe('positive') },
  'policies.list': { text: maybe('search'), status: maybe('choice'), ...page },
  'policies.match': account,
  'policies.history': { id: of('policyId'), ...page },
  'policies.difference': { id: of('policyId'), from: of('positive'), to: of('positive') },
  'policies.export': { ids: maybe('list'), 'ids.0': of('policyId') },
  'policies.saveExport': { ids: maybe('list'), 'ids.0': of('policyId') },
  'policies.plan': { yaml: of('yaml') },
  'policies.apply': { yaml: of('yaml'), sequence: maybe('sequence') },
  'policies.foresee': { ...draft, replaces: maybe('policyId'), examples: maybe('limit') },
  'policies.startWhatIf': {
    ...draft,
    replaces: maybe('policyId'),
    submittedFrom: maybe('instant'),
    submittedTo: maybe('instant'),
  },
  'policies.whatIf': { id: of('whatIfId') },
  'policies.cancelWhatIf': { id: of('whatIfId') },
  'policies.whatIfRequests': { id: of('whatIfId'), finding: maybe('choice'), fate: maybe('choice'), ...page },
  'policies.saveDraft': { ...draft, policyId: maybe('policyId'), version: maybe('positive') },
  'policies.loadDraft': { policyId: maybe('policyId') },
  'policies.dropDraft': { policyId: maybe('policyId') },
  'requests.preview': { ...account, durationSeconds: maybe('seconds'), requesterId: maybe('personId') },
  'requests.submit': {
    ...account,
    durationSeconds: of('seconds'),
    justification: comment,
    ticket: comment,
    requesterId: maybe('personId'),
  },
  'requests.get': { id: of('requestId') },
  'requests.timeline': { id: of('requestId'), ...page },
  'requests.policies': { id: of('requestId') },
  'requests.remedies': { id: of('requestId') },
  'requests.list': { ...filters, sort: maybe('choice'), ...page },
  'requests.counts': filters,
  'requests.approve': { ...decision, seen: maybe('positive') },
  'requests.reject': { ...decision, seen: maybe('positive') },
  'requests.withdraw': decision,
  'requests.cancel': decision,
  'requests.ask': { id: of('requestId'), text: of('requiredText') },
  'requests.answer': { id: of('requestId'), text: of('requiredText') },
  'requests.bypass': { id: of('requestId'), reason: of('requiredText') },
  'grants.list': {
    status: maybe('choice'),
    personId: maybe('personId'),
    bypass: maybe('choice'),
    text: maybe('search'),
    endsWithinSeconds: maybe('seconds'),
    sort: maybe('choice'),
    ...page,
  },
  'grants.get': { id: of('grantId') },
  'grants.revoke': { id: of('grantId'), reason: of('requiredText') },
  'grants.release': { id: of('grantId') },
  'grants.reviewBypass': { id: of('grantId'), comment: of('requiredText') },
  'grants.check': { personId: of('personId'), ...account },
  'notices.list': { unread: maybe('flag'), ...page },
  'notices.counts': {},
  'notices.markRead': { number: of('positive'), andOlder: maybe('flag') },
  'proposals.make': { area: of('choice'), verb: of('choice'), input: of('object'), comment },
  'proposals.preview': { area: of('choice'), verb: of('choice'), input: of('object') },
  'proposals.list': { status: maybe('choice'), ...page },
  'proposals.get': { id: of('proposalId') },
  'proposals.approve': { id: of('proposalId'), comment },
  'proposals.reject': { id: of('proposalId'), comment },
  'proposals.withdraw': { id: of('proposalId'), comment },
  'ledger.list': {
    type: maybe('eventType'),
    types: maybe('list'),
    'types.0': of('eventType'),
    personId: maybe('personId'),
    subjectId: maybe('anyId'),
    requestId: maybe('requestId'),
    requestNumber: maybe('positive'),
    resource: maybe('pattern'),
    account: maybe('pattern'),
    text: maybe('search'),
    from: maybe('instant'),
    to: maybe('instant'),
    ...page,
  },
  'ledger.verify': {
    head: maybe('object'),
    'head.desk': of('hash'),
    'head.sequence': of('positive'),
    'head.hash': of('hash'),
    'head.at': of('instant'),
  },
  'ledger.startCheck': {
    fromMark: maybe('flag'),
    head: maybe('object'),
    'head.desk': of('hash'),
    'head.sequence': of('positive'),
    'head.hash': of('hash'),
    'head.at': of('instant'),
  },
  'ledger.check': {},
  'ledger.cancelCheck': {},
  'ledger.keepMark': {},
  'ledger.mark': {},
  'ledger.saveHead': {},
  'ledger.printCheck': {},
  'views.list': {},
  'views.save': { place: of('choice'), name: of('name'), filter: of('search') },
  'views.update': { id: of('viewId'), version: maybe('positive'), name: maybe('name'), filter: maybe('search') },
  'views.remove': { id: of('viewId') },
  'settings.get': {},
  'settings.firstSteps': {},
  'settings.putFirstStepsAway': { away: of('flag') },
  'settings.update': {
    version: maybe('positive'),
    lockAfterMinutes: maybe('minutes'),
    confirmAfterMinutes: maybe('minutes'),
    fourEyes: maybe('flag'),
    namesInNotifications: maybe('flag'),
    singleKeys: maybe('flag'),
    undoSeconds: maybe('undoSeconds'),
  },
};
