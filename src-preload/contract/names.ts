/**
 * Every verb that may cross between the window and the desk, by area.
 *
 * The preload script builds `window.desk` from this table alone, so it imports nothing: no schema code runs in the
 * sandboxed preload.
 */
export const areas = {
  workspace: ['get', 'choose', 'found', 'train', 'open', 'leave'],
  session: [
    'get',
    'become',
    'advance',
    'run',
    'signIn',
    'enrol',
    'recover',
    'confirm',
    'lock',
    'signOut',
    'changePassphrase',
    'strength',
    'correctClock',
    'confirmClock',
    'issueKit',
    'enrolDeskKey',
    'acknowledge',
  ],
  settings: ['get', 'update'],
  people: [
    'create',
    'update',
    'disable',
    'enable',
    'list',
    'enrolments',
    'issueCode',
    'previewDisable',
    'previewRole',
    'checkImport',
    'import',
  ],
  groups: ['create', 'update', 'remove', 'list'],
  accounts: ['import', 'checkImport', 'importFile', 'list', 'counts'],
  policies: [
    'create',
    'update',
    'archive',
    'restore',
    'get',
    'list',
    'match',
    'foresee',
    'startWhatIf',
    'whatIf',
    'cancelWhatIf',
    'whatIfRequests',
    'saveDraft',
    'loadDraft',
    'dropDraft',
    'history',
    'difference',
    'export',
    'saveExport',
    'plan',
    'apply',
  ],
  requests: [
    'preview',
    'submit',
    'get',
    'timeline',
    'policies',
    'remedies',
    'list',
    'counts',
    'approve',
    'reject',
    'withdraw',
    'cancel',
    'bypass',
  ],
  grants: ['list', 'get', 'revoke', 'release', 'reviewBypass', 'check'],
  notices: ['list', 'counts', 'markRead'],
  proposals: ['make', 'preview', 'list', 'get', 'approve', 'reject', 'withdraw'],
  views: ['list', 'save', 'update', 'remove'],
  ledger: ['list', 'verify', 'startCheck', 'check', 'cancelCheck', 'mark', 'keepMark', 'saveHead', 'printCheck'],
} as const;

/** Groups of data that may have changed; a window reads again what depends on them. */
export const topics = [
  'workspace',
  'session',
  'settings',
  'people',
  'groups',
  'accounts',
  'policies',
  'requests',
  'grants',
  'notices',
  'proposals',
  'views',
  'ledger',
] as const;

export type Areas = typeof areas;
export type Area = keyof Areas;
export type Verb<A extends Area> = Areas[A][number];
export type Topic = (typeof topics)[number];
