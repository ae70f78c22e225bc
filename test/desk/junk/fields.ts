/** What a field holds, as CONTRACT.md has it. `?` may be left out, `0` may be null too. */
export type Kind =
  | `${'person' | 'group' | 'policy' | 'request' | 'grant' | 'any'}Id`
  | 'name'
  | 'email'
  | 'pattern'
  | 'text'
  | 'requiredText'
  | 'search'
  | 'instant'
  | 'cursor'
  | 'csv'
  | 'hash'
  | 'minutes'
  | 'eventType'
  | 'limit'
  | 'seconds'
  | 'pendingSeconds'
  | 'positive'
  | 'precedence'
  | 'flag'
  | 'choice'
  | 'list'
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
/** A text that says nothing when it is null or blank. */
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

const filters: Fields = {
  status: maybe('choice'),
  waitingOnMe: maybe('flag'),
  mine: maybe('flag'),
  requesterId: maybe('personId'),
  policyId: maybe('policyId'),
  resource: maybe('pattern'),
  account: maybe('pattern'),
  text: maybe('search'),
  submittedFrom: maybe('instant'),
  submittedTo: maybe('instant'),
  stuck: maybe('flag'),
};

const decision: Fields = { id: of('requestId'), comment };

/** Every field of every verb of CONTRACT.md, by path. */
export const fields: Readonly<Record<string, Fields>> = {
  'people.create': { username: of('name'), name: of('name'), email: of('email'), role: of('choice') },
  'people.update': { id: of('personId'), name: maybe('name'), email: maybe('email'), role: maybe('choice') },
  'people.disable': { id: of('personId') },
  'people.enable': { id: of('personId') },
  'people.list': { text: maybe('search'), status: maybe('choice'), ...page },
  'people.enrolments': page,
  // A training desk has no codes, and looks for nobody before it says so.
  'people.issueCode': { id: of('anyId') },
  'people.previewDisable': { id: of('personId') },
  'people.checkImport': { csv: of('csv') },
  'people.import': { csv: of('csv') },
  'groups.create': { name: of('name'), memberIds: of('list'), 'memberIds.0': of('personId') },
  'groups.update': { id: of('groupId'), name: maybe('name'), memberIds: maybe('list'), 'memberIds.0': of('personId') },
  'groups.remove': { id: of('groupId') },
  'groups.list': { text: maybe('search'), ...page },
  'policies.create': rules(of),
  'policies.update': { id: of('policyId'), version: of('positive'), ...rules(maybe) },
  'policies.archive': { id: of('policyId') },
  'policies.restore': { id: of('policyId') },
  'policies.get': { id: of('policyId'), version: maybe('positive') },
  'policies.list': { text: maybe('search'), status: maybe('choice'), ...page },
  'policies.match': account,
  'requests.preview': { ...account, durationSeconds: maybe('seconds'), requesterId: maybe('personId') },
  'requests.submit': {
    ...account,
    durationSeconds: of('seconds'),
    justification: comment,
    ticket: comment,
    requesterId: maybe('personId'),
  },
  'requests.get': { id: of('requestId') },
  'requests.list': { ...filters, sort: maybe('choice'), ...page },
  'requests.counts': filters,
  'requests.approve': decision,
  'requests.reject': decision,
  'requests.withdraw': decision,
  'requests.cancel': decision,
  'requests.bypass': { id: of('requestId'), reason: of('requiredText') },
  'grants.list': {
    status: maybe('choice'),
    personId: maybe('personId'),
    bypass: maybe('choice'),
    text: maybe('search'),
    ...page,
  },
  'grants.get': { id: of('grantId') },
  'grants.revoke': { id: of('grantId'), reason: of('requiredText') },
  'grants.release': { id: of('grantId') },
  'grants.reviewBypass': { id: of('grantId'), comment: of('requiredText') },
  'grants.check': { personId: of('personId'), ...account },
  'ledger.list': {
    type: maybe('eventType'),
    personId: maybe('personId'),
    subjectId: maybe('anyId'),
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
  'ledger.saveHead': {},
  'settings.get': {},
  'settings.update': { lockAfterMinutes: maybe('minutes'), confirmAfterMinutes: maybe('minutes') },
};
