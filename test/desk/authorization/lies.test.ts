import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventData, Fact } from '#contract/events.ts';
import { grantId, groupId, importId, personId, policyId, proposalId, requestId } from '#contract/scalars.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { writeReason } from '../../../src-main/engine/reason/form.ts';
import type { SavedState } from '../../../src-main/store/integrity/checkedState.ts';
import { openForReading } from '../../../src-main/store/integrity/open.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { folder } from '../../integrity/workspace.ts';
import { keyOf } from '../../ledger/ledgerBuilder.ts';
import { Liar } from './liar.ts';
import { makeOffice, type Office } from './office.ts';

let office: Office;
/** The state of a check of the office, at which other checks can begin. */
let marked: { readonly sequence: number; readonly ledger: string; readonly file: string };
beforeAll(async () => {
  office = await makeOffice();
  const directory = folder();
  writeFileSync(join(directory, WORKSPACE_FILE), office.file);
  const opened = await openForReading(directory);
  if (!opened.ok) throw new Error(opened.refusal.message);
  const file = join(folder(), 'state.sqlite');
  const saved = ({ sequence, ledger }: SavedState) => (marked = { sequence, ledger, file });
  await verifyWorkspace(opened.connection, { authority: replayVerifier, save: { file, saved } });
  opened.close();
});

const NEW = '0190a5c2-7b1e-7c3d-9f4a-0000000000ff';
const PROPOSAL = '0190a5c2-7b1e-7c3d-9f4a-0000000000fe';
const DAY = 86_400;

/** Adds forged events to a copy of the office; answers the problems found, with the first lie called `N`, those after it `N+1` and so on. */
async function foundAfter(tell: (liar: Liar) => void): Promise<{ by: string[]; without: string[] }> {
  const directory = folder();
  const file = join(directory, WORKSPACE_FILE);
  writeFileSync(file, office.file);
  const liar = new Liar(file);
  const before = liar.sequence;
  tell(liar);
  liar.close();
  const opened = await openForReading(directory);
  if (!opened.ok) throw new Error(opened.refusal.message);
  const { connection } = opened;
  const found = await verifyWorkspace(connection, { authority: replayVerifier });
  const unasked = await verifyWorkspace(connection);
  // A check that begins before the lies finds the same.
  expect(await verifyWorkspace(connection, { authority: replayVerifier, from: marked })).toEqual(found);
  opened.close();
  const relative = (what: string) =>
    what.replace(/[Ee]vent (\d+)/g, (text, digits: string) => {
      const after = Number(digits) - before - 1;
      return after < 0 ? text : `${text.slice(0, 5)} N${after === 0 ? '' : `+${after}`}`;
    });
  return {
    by: found.problems.map(({ what }) => relative(what)),
    without: unasked.problems.map(({ what }) => relative(what)),
  };
}

const on = (resource: string, position = 1, comment: string | null = null) => ({
  requestId: office.request(resource),
  position,
  comment,
});
const approval = (resource: string, position = 1): Fact => ({ type: 'request.approved', data: on(resource, position) });
const completion = (resource: string, position: number, next: number | null): Fact => ({
  type: 'step.completed',
  data: { requestId: office.request(resource), position, next },
});
const start = (resource: string, liar: Liar, other: Partial<EventData<'grant.started'>> = {}): Fact => ({
  type: 'grant.started',
  data: {
    id: grantId.parse(NEW),
    requestId: office.request(resource),
    personId: office.person('alice'),
    resource,
    account: 'root',
    startsAt: liar.now,
    expiresAt: liar.after(3_600),
    viaBypass: false,
    ...other,
  },
});
const bypassed = (resource: string, reason = 'The pager is silent.'): Fact => ({
  type: 'request.bypassed',
  data: { requestId: office.request(resource), position: 1, reason },
});
const filed = (liar: Liar, other: Partial<EventData<'request.submitted'>> = {}): Fact => {
  const data = { ...office.filing('prod-new'), expiresAt: liar.after(DAY), ...other };
  return { type: 'request.submitted', data };
};
const rules = (other: Partial<EventData<'policy.created'>['rules']> = {}): EventData<'policy.created'>['rules'] => ({
  name: 'lies',
  description: null,
  conditions: [{ resource: 'lies-*' }],
  duration: { minSeconds: 1, maxSeconds: 3_600 },
  pendingTtlSeconds: DAY,
  steps: [{ name: null, approvers: [{ kind: 'person', id: office.person('bob') }], required: 1 }],
  distinctApprovers: true,
  precedence: 0,
  requireJustification: false,
  requireTicket: false,
  bypass: null,
  ...other,
});
const policyMade = (other: Partial<EventData<'policy.created'>['rules']> = {}): Fact => ({
  type: 'policy.created',
  data: { id: policyId.parse(NEW), version: 1, rules: rules(other) },
});
const hired = (other: Partial<EventData<'person.created'>> = {}): Fact => ({
  type: 'person.created',
  data: {
    id: personId.parse(NEW),
    username: 'eve',
    name: 'Eve',
    email: 'eve@example.test',
    role: 'member',
    ...other,
  },
});
const changed = (username: string, role: 'admin' | 'member' | 'auditor', name: string, email: string): Fact => ({
  type: 'person.updated',
  data: { id: office.person(username), name, email, role },
});
const called = (name: string, id: string): Fact => ({
  type: 'group.created',
  data: { id: groupId.parse(id), name, memberIds: [] },
});
const grouped = (memberIds: EventData<'group.created'>['memberIds'] = []): Fact => ({
  type: 'group.created',
  data: { id: groupId.parse(NEW), name: 'lies', memberIds },
});
const disabled = (username: string): string =>
  writeReason({ code: 'PERSON_DISABLED', person: office.person(username) });
const stuck = (resource: string, because: string): Fact => ({
  type: 'request.stuck',
  data: { requestId: office.request(resource), because },
});

/** The forged events, and the first problem found. */
type Lie = readonly [name: string, tell: (liar: Liar) => void, found: string | RegExp];
const by = (username: string, make: (liar: Liar) => Fact) => (liar: Liar) =>
  liar.tell(make(liar), office.person(username));

const roles: readonly Lie[] = [
  [
    'a policy by a member',
    by('bob', () => policyMade()),
    'Event N: It is by bob, a member, and policy.created is for admins.',
  ],
  [
    'a policy by an auditor',
    by('erin', () => policyMade()),
    'Event N: It is by erin, an auditor, and policy.created is for admins.',
  ],
  [
    'a policy by a disabled admin',
    by('zed', () => policyMade()),
    'Event N: It is by zed, who is disabled and can cause nothing.',
  ],
  [
    'a new person by a member',
    by('bob', () => hired()),
    'Event N: It is by bob, a member, and person.created is for admins.',
  ],
  [
    'a new role for oneself',
    by('bob', () => changed('bob', 'admin', 'Bob', 'bob@example.test')),
    /^Event N: The rules refuse person\.updated by bob \(FORBIDDEN\): Only admins change other people and roles/,
  ],
  [
    'a new name for another person by a member',
    by('bob', () => changed('carol', 'member', 'Karl', 'carol@example.test')),
    /^Event N: The rules refuse person\.updated by bob \(FORBIDDEN\)/,
  ],
  [
    'a colleague disabled by a member',
    by('bob', () => ({ type: 'person.disabled', data: { id: office.person('carol') } })),
    'Event N: It is by bob, a member, and person.disabled is for admins.',
  ],
  [
    'a person enabled by themselves',
    by('dave', () => ({ type: 'person.enabled', data: { id: office.person('dave') } })),
    'Event N: It is by dave, who is disabled and can cause nothing.',
  ],
  [
    'a group changed by a member',
    by('mallory', () => ({
      type: 'group.updated',
      data: { id: office.group('managers'), name: 'managers', added: [office.person('mallory')], removed: [] },
    })),
    'Event N: It is by mallory, a member, and group.updated is for admins.',
  ],
  [
    'a grant revoked by a member',
    by('bob', () => ({
      type: 'grant.revoked',
      data: { id: office.grant('prod-granted'), reason: 'no', cause: 'admin' },
    })),
    'Event N: It is by bob, a member, and grant.revoked is for admins.',
  ],
  [
    'a break-glass reviewed by a member',
    by('alice', () => ({ type: 'bypass.reviewed', data: { grantId: office.grant('prod-glass'), comment: 'fine' } })),
    'Event N: It is by alice, a member, and bypass.reviewed is for admins.',
  ],
];

const people: readonly Lie[] = [
  [
    'the last admin demoted',
    (liar) => {
      const admin = office.person('admin');
      liar.tell({ type: 'person.disabled', data: { id: office.person('ada') } }, admin);
      liar.tell(
        {
          type: 'grant.revoked',
          data: { id: office.grant('prod-ada'), reason: disabled('ada'), cause: 'holderDisabled' },
        },
        admin,
      );
      liar.tell(changed('admin', 'member', 'Admin', 'admin@desk.invalid'), admin);
    },
    /^Event N\+2: The rules refuse person\.updated by admin \(LAST_ADMIN\)/,
  ],
  [
    'a username that is taken',
    by('admin', () => hired({ username: 'ALICE' })),
    /^Event N: The rules refuse person\.created by admin \(NAME_TAKEN\)/,
  ],
  [
    'an invalid address',
    by('admin', () => hired({ email: 'nowhere' })),
    /^Event N: It says what nobody could have entered \(email: /,
  ],
  [
    'a name that is not trimmed or not NFC',
    by('admin', () => hired({ name: ' Eve' })),
    'Event N: It has a text that the desk would have recorded in another form (trimmed, NFC).',
  ],
  [
    'an id that something else has',
    by('admin', () => hired({ id: personId.parse(office.request('prod-open')) })),
    'Event N: Its id is the id of a request already.',
  ],
  [
    'an id that something else has, after one that is smaller than all before it',
    (liar) => {
      const [smallest, taken] = ['00000000-0000-7000-8000-000000000001', office.request('prod-open')];
      liar.tell(called('small', smallest), office.person('admin'));
      liar.tell(called('other', taken), office.person('admin'));
    },
    'Event N+1: Its id is the id of a request already.',
  ],
  [
    'a new person without a key',
    (liar) => {
      liar.tell(hired(), office.person('admin'));
      liar.tell(grouped(), office.person('admin'));
    },
    'Event N+1: It comes before key.enrolled, which follows from event N and had to come first.',
  ],
  [
    'a person enabled who does not exist',
    by('admin', () => ({ type: 'person.enabled', data: { id: personId.parse(NEW) } })),
    'Event N: It is about a person that does not exist.',
  ],
  [
    'an enabled person enabled again',
    by('admin', () => ({ type: 'person.enabled', data: { id: office.person('bob') } })),
    'Event N: It changes nothing, so nobody could have caused it.',
  ],
  [
    'a requester disabled whose requests stay open',
    (liar) => {
      liar.tell({ type: 'person.disabled', data: { id: office.person('mallory') } }, office.person('admin'));
    },
    'Event N: It causes request.cancelled, which is missing.',
  ],
  [
    'a request cancelled with its requester as if another person had been disabled',
    (liar) => {
      const requestId = office.request('prod-mallory');
      liar.tell({ type: 'person.disabled', data: { id: office.person('mallory') } }, office.person('admin'));
      liar.tell(
        { type: 'request.cancelled', data: { requestId, comment: disabled('bob'), cause: 'requesterDisabled' } },
        office.person('admin'),
      );
    },
    /^Event N\+1: By the rules its comment is \{"code":"PERSON_DISABLED","person":"[^"]+"\}, not \{"code":"PERSON_DISABLED",/,
  ],
  [
    'a request cancelled with its requester for a reason in words',
    (liar) => {
      const requestId = office.request('prod-mallory');
      liar.tell({ type: 'person.disabled', data: { id: office.person('mallory') } }, office.person('admin'));
      liar.tell(
        {
          type: 'request.cancelled',
          data: { requestId, comment: 'mallory was disabled.', cause: 'requesterDisabled' },
        },
        office.person('admin'),
      );
    },
    /^Event N\+1: By the rules its comment is \{"code":"PERSON_DISABLED","person":"[^"]+"\}, not "mallory was disabled\."\.$/,
  ],
  [
    'a request cancelled as if its requester were disabled',
    by('admin', () => ({
      type: 'request.cancelled',
      data: { requestId: office.request('prod-open'), comment: disabled('alice'), cause: 'requesterDisabled' },
    })),
    'Event N: Only the disabling of its requester causes this request.cancelled, and none comes right before it.',
  ],
  [
    'access ended as if its holder were disabled',
    by('admin', () => ({
      type: 'grant.revoked',
      data: { id: office.grant('prod-granted'), reason: 'x', cause: 'holderDisabled' },
    })),
    'Event N: Only the disabling of its holder causes this grant.revoked, and none comes right before it.',
  ],
  [
    'something that nobody did',
    (liar) => {
      liar.tell(grouped(), personId.parse(NEW), { signer: liar.signer(office.person('admin')) });
    },
    'Event N: It is signed with the key of another person.',
  ],
];

const groups: readonly Lie[] = [
  [
    'a group removed that is in use',
    by('admin', () => ({ type: 'group.removed', data: { id: office.group('managers') } })),
    /^Event N: The rules refuse group\.removed by admin \(IN_USE\): The group “managers” cannot be removed/,
  ],
  [
    'a member who is one already',
    by('admin', () => ({
      type: 'group.updated',
      data: { id: office.group('spare'), name: 'spare', added: [office.person('mallory')], removed: [] },
    })),
    'Event N: It changes nothing, so nobody could have caused it.',
  ],
  [
    'a member removed who was none',
    by('admin', () => ({
      type: 'group.updated',
      data: { id: office.group('spare'), name: 'rest', added: [], removed: [office.person('bob')] },
    })),
    /^Event N: By the rules its removed is \[\], not \["/,
  ],
  [
    'a group without a name of its own',
    by('admin', () => ({ type: 'group.created', data: { id: groupId.parse(NEW), name: 'Managers', memberIds: [] } })),
    /^Event N: The rules refuse group\.created by admin \(NAME_TAKEN\)/,
  ],
  [
    'a member who does not exist',
    by('admin', () => grouped([personId.parse(NEW.replace('ff', 'fe'))])),
    /^Event N: The rules refuse group\.created by admin \(NOT_FOUND\)/,
  ],
  [
    'a group that was removed and changes all the same',
    (liar) => {
      liar.tell({ type: 'group.removed', data: { id: office.group('spare') } }, office.person('admin'));
      liar.tell(
        { type: 'group.updated', data: { id: office.group('spare'), name: 'x', added: [], removed: [] } },
        office.person('admin'),
      );
    },
    'Event N+1: It is about a group that does not exist.',
  ],
];

const policies: readonly Lie[] = [
  [
    'an update that skips a version',
    by('admin', () => ({
      type: 'policy.updated',
      data: { id: office.policy('twice'), version: 3, rules: rules({ name: 'twice' }) },
    })),
    /^Event N: The rules refuse policy\.updated by admin \(STALE\)/,
  ],
  [
    'a policy that nobody could ever pass',
    by('admin', () =>
      policyMade({
        steps: [{ name: null, approvers: [{ kind: 'person', id: office.person('bob') }], required: 2 }],
      }),
    ),
    /^Event N: The rules refuse policy\.created by admin \(QUORUM_IMPOSSIBLE\)/,
  ],
  [
    'a pattern that is none',
    by('admin', () => policyMade({ conditions: [{ resource: '[a' }] })),
    /^Event N: The rules refuse policy\.created by admin \(INVALID_INPUT\)/,
  ],
  [
    'more conditions than there can be',
    by('admin', () => policyMade({ conditions: Array.from({ length: 21 }, (_, n) => ({ resource: `lies-${n}` })) })),
    'Event N: It says what nobody could have entered (conditions: A policy has at most 20 conditions.).',
  ],
  [
    'a policy that begins with its second version',
    by('admin', () => ({ type: 'policy.created', data: { id: policyId.parse(NEW), version: 2, rules: rules() } })),
    'Event N: By the rules its version is 1, not 2.',
  ],
  [
    'a policy that names nobody known',
    by('admin', () =>
      policyMade({ bypass: { bypassers: [{ kind: 'group', id: groupId.parse(NEW.replace('ff', 'fe')) }] } }),
    ),
    /^Event N: The rules refuse policy\.created by admin \(NOT_FOUND\)/,
  ],
  [
    'a policy archived twice',
    by('admin', () => ({ type: 'policy.archived', data: { id: office.policy('retired') } })),
    'Event N: It changes nothing, so nobody could have caused it.',
  ],
  [
    'a policy restored that never was',
    by('admin', () => ({ type: 'policy.restored', data: { id: policyId.parse(NEW) } })),
    'Event N: It is about a policy that does not exist.',
  ],
];

type Rows = EventData<'accounts.imported'>['rows'];
const row = (resource: string, other: Partial<Rows[number]> = {}): Rows[number] => ({
  resource,
  account: 'root',
  kind: null,
  owner: null,
  ...other,
});
const machines = (count: number): Rows => Array.from({ length: count }, (_, index) => row(`lies-${index}`));
const imported = (rows: Rows, part = 1, id = NEW): Fact => ({
  type: 'accounts.imported',
  data: { importId: importId.parse(id), part, rows },
});
const OTHER = NEW.replace('ff', 'fe');

const accounts: readonly Lie[] = [
  [
    'accounts imported by a member',
    by('bob', () => imported([row('db')])),
    'Event N: It is by bob, a member, and accounts.imported is for admins.',
  ],
  [
    'an account that is there already, just like this',
    (liar) => {
      liar.tell(imported([row('db', { kind: 'postgres' })]), office.person('admin'));
      liar.tell(imported([row('db', { kind: 'postgres' }), row('web')], 1, OTHER), office.person('admin'));
    },
    /^Event N\+1: By the rules its rows is /,
  ],
  [
    'an account that changes how its name is written',
    (liar) => {
      liar.tell(imported([row('db')]), office.person('admin'));
      liar.tell(imported([row('DB', { owner: 'me' })], 1, OTHER), office.person('admin'));
    },
    /^Event N\+1: By the rules its rows is /,
  ],
  [
    'an account twice in one event',
    by('admin', () => imported([row('db'), row('DB', { owner: 'me' })])),
    'Event N: It names an account twice.',
  ],
  [
    'a name that could not have been entered',
    by('admin', () => imported([row('')])),
    'Event N: It says what nobody could have entered (rows.0.resource: This must not be empty.).',
  ],
  [
    'a part without the one before',
    by('admin', () => imported([row('db')], 2)),
    'Event N: It is part 2 of an import, and part 1 does not come right before it.',
  ],
  [
    'the same import begun twice',
    (liar) => {
      liar.tell(imported([row('db')]), office.person('admin'));
      liar.tell(imported([row('web')]), office.person('admin'));
    },
    'Event N+1: The id of its import is the id of another import already.',
  ],
  [
    'an import with the id of a policy',
    by('admin', () => imported([row('db')], 1, office.policy('production'))),
    'Event N: The id of its import is the id of a policy already.',
  ],
  [
    'a second part after one that was not full',
    (liar) => {
      liar.tell(imported(machines(499)), office.person('admin'));
      liar.tell(imported([row('web')], 2), office.person('admin'));
    },
    'Event N+1: The part before it could have held more.',
  ],
  [
    'a second part by another person',
    (liar) => {
      liar.tell(imported(machines(500)), office.person('admin'));
      liar.tell(imported([row('web')], 2), office.person('ada'));
    },
    'Event N+1: It was not recorded with the part before it, by the same person and at the same time.',
  ],
  [
    'a second part after something else',
    (liar) => {
      liar.tell(imported(machines(500), 1, OTHER), office.person('admin'));
      liar.tell(grouped(), office.person('admin'));
      liar.tell(imported([row('web')], 2, OTHER), office.person('admin'));
    },
    'Event N+2: It is part 2 of an import, and part 1 does not come right before it.',
  ],
];

const filings: readonly Lie[] = [
  [
    'a second open request for the same account',
    by('alice', (liar) => filed(liar, { resource: 'prod-open' })),
    /^Event N: The rules refuse request\.submitted by alice \(DUPLICATE_REQUEST\)/,
  ],
  [
    'a number that is not the next one',
    by('alice', (liar) => filed(liar, { number: 100 })),
    /^Event N: By the rules its number is 10, not 100\.$/,
  ],
  [
    'an account that no policy covers',
    by('alice', (liar) => filed(liar, { resource: 'old-1' })),
    /^Event N: The rules refuse request\.submitted by alice \(NO_MATCHING_POLICY\)/,
  ],
  [
    'another reason for the policy than there is',
    by('alice', (liar) => filed(liar, { because: '{"code":"ONLY_MATCH","condition":2}' })),
    'Event N: By the rules its because is {"code":"ONLY_MATCH","condition":1}, not {"code":"ONLY_MATCH","condition":2}.',
  ],
  [
    'the right reason for the policy, in words',
    by('alice', (liar) =>
      filed(liar, { because: 'Its condition (resource prod-*) matches, and no other active policy does.' }),
    ),
    /^Event N: By the rules its because is \{"code":"ONLY_MATCH","condition":1\}, not "Its condition .*"\.$/,
  ],
  [
    'the right reason for the policy, otherwise than the desk writes it',
    by('alice', (liar) => filed(liar, { because: '{"condition":1,"code":"ONLY_MATCH"}' })),
    'Event N: By the rules its because is {"code":"ONLY_MATCH","condition":1}, not "{\\"condition\\":1,\\"code\\":\\"ONLY_MATCH\\"}".',
  ],
  [
    'another policy than the one that wins',
    by('alice', (liar) => filed(liar, { policyId: office.policy('twice') })),
    /^Event N: By the rules its policyId is /,
  ],
  [
    'a version of the policy that is not the newest',
    (liar) => {
      liar.tell(
        {
          type: 'policy.updated',
          data: {
            id: office.policy('production'),
            version: 2,
            rules: rules({ name: 'production', conditions: [{ resource: 'prod-*' }] }),
          },
        },
        office.person('admin'),
      );
      liar.tell(filed(liar), office.person('alice'));
    },
    'Event N+1: By the rules its policyVersion is 2, not 1.',
  ],
  [
    'a longer time to wait',
    by('alice', (liar) => filed(liar, { expiresAt: liar.after(2 * DAY) })),
    /^Event N: By the rules its expiresAt is /,
  ],
  [
    'more time than the policy allows',
    by('alice', (liar) => filed(liar, { durationSeconds: 14_401 })),
    /^Event N: The rules refuse request\.submitted by alice \(DURATION_OUT_OF_RANGE\)/,
  ],
  [
    'a request by an auditor',
    by('erin', (liar) => filed(liar, { requesterId: office.person('erin') })),
    /^Event N: The rules refuse request\.submitted by erin \(FORBIDDEN\)/,
  ],
  [
    'a request by a member for another person',
    by('bob', (liar) => filed(liar, { filedById: office.person('bob') })),
    /^Event N: The rules refuse request\.submitted by bob \(FORBIDDEN\)/,
  ],
  [
    'a request that hides who filed it',
    by('ada', (liar) => filed(liar)),
    /^Event N: By the rules its filedById is ".*", not null\.$/,
  ],
  [
    'an id that another request has',
    by('alice', (liar) => filed(liar, { id: office.request('prod-open') })),
    'Event N: Its id is the id of a request already.',
  ],
];

const decisions: readonly Lie[] = [
  [
    'an approval by the requester',
    by('alice', () => approval('prod-open')),
    /^Event N: The rules refuse request\.approved by alice \(REQUESTER\)/,
  ],
  [
    'an approval by the filer',
    by('ada', () => approval('prod-behalf')),
    /^Event N: The rules refuse request\.approved by ada \(FILED_IT\)/,
  ],
  [
    'an approval by a person who is no approver',
    by('mallory', () => approval('prod-open')),
    /^Event N: The rules refuse request\.approved by mallory \(NOT_AN_APPROVER\)/,
  ],
  [
    'an approval by an auditor',
    by('erin', () => approval('prod-open')),
    /^Event N: The rules refuse request\.approved by erin \(NOT_AN_APPROVER\)/,
  ],
  [
    'an approval given twice',
    by('bob', () => approval('prod-open')),
    /^Event N: The rules refuse request\.approved by bob \(ALREADY_APPROVED\)/,
  ],
  [
    'an approval by a person who counts in an earlier step',
    by('bob', () => approval('twice-1', 2)),
    /^Event N: The rules refuse request\.approved by bob \(COUNTED_IN_EARLIER_STEP\)/,
  ],
  [
    'an approval of a step that is not open yet',
    by('dan', () => approval('prod-open', 2)),
    /^Event N: The rules refuse request\.approved by dan \(LATER_STEP\)/,
  ],
  [
    'an approval placed in another step',
    by('carol', () => approval('prod-mallory', 2)),
    'Event N: By the rules its position is 1, not 2.',
  ],
  [
    'an approval of a request that is closed',
    by('dan', () => approval('prod-granted', 2)),
    /^Event N: The rules refuse request\.approved by dan \(NOT_OPEN\)/,
  ],
  [
    'an approval after the request had expired',
    (liar) => liar.tell(approval('prod-open'), office.person('carol'), { at: liar.after(2 * DAY) }),
    /^Event N: The grant of request #6 ended at .*, and that had to be recorded first\.$/,
  ],
  [
    'an approval in the name of the desk itself',
    (liar) => liar.tell(approval('prod-open'), null),
    'Event N: The desk itself cannot cause request.approved.',
  ],
  [
    'an approval signed with the key of the desk',
    (liar) => liar.tell(approval('prod-open'), office.person('carol'), { signer: liar.signer(null) }),
    'Event N: It is signed with the key of another person.',
  ],
  [
    'a rejection by a person who is no approver',
    by('mallory', () => ({ type: 'request.rejected', data: on('prod-open') })),
    /^Event N: The rules refuse request\.rejected by mallory \(NOT_AN_APPROVER\)/,
  ],
  [
    'an approval withdrawn that was never given',
    by('carol', () => ({ type: 'approval.withdrawn', data: on('prod-open') })),
    /^Event N: The rules refuse approval\.withdrawn by carol \(NOTHING_TO_WITHDRAW\)/,
  ],
  [
    'a request cancelled by a colleague',
    by('bob', () => ({
      type: 'request.cancelled',
      data: { requestId: office.request('prod-open'), comment: null, cause: 'requester' },
    })),
    /^Event N: The rules refuse request\.cancelled by bob \(FORBIDDEN\)/,
  ],
  [
    'a request cancelled by an admin in the name of its requester',
    by('admin', () => ({
      type: 'request.cancelled',
      data: { requestId: office.request('prod-open'), comment: 'no', cause: 'requester' },
    })),
    'Event N: By the rules its cause is "admin", not "requester".',
  ],
  [
    'a break-glass by a person who is not named',
    by('mallory', () => bypassed('prod-mallory')),
    /^Event N: The rules refuse request\.bypassed by mallory \(BYPASS_NOT_ALLOWED\)/,
  ],
  [
    'a break-glass of another person’s request',
    by('ada', () => bypassed('prod-open')),
    /^Event N: The rules refuse request\.bypassed by ada \(BYPASS_NOT_ALLOWED\)/,
  ],
  [
    'a break-glass without a reason worth the name',
    by('alice', () => bypassed('prod-open', 'urgent')),
    'Event N: It says what nobody could have entered (reason: The reason must have at least 10 characters.).',
  ],
  [
    'a decision about a request that does not exist',
    by('bob', () => ({
      type: 'request.rejected',
      data: { requestId: requestId.parse(NEW), position: 1, comment: null },
    })),
    'Event N: It is about a request that does not exist.',
  ],
];

const asked = (resource: string, text = 'What for?'): Fact => ({
  type: 'question.asked',
  data: { requestId: office.request(resource), text },
});
const answered = (resource: string, text = 'For the index.'): Fact => ({
  type: 'answer.given',
  data: { requestId: office.request(resource), text },
});

const threads: readonly Lie[] = [
  [
    'a question by the requester',
    by('alice', () => asked('prod-open')),
    'Event N: The rules refuse question.asked by alice (REQUESTER): This is your own request: others ask about it, and you answer.',
  ],
  [
    'a question by an admin who filed the request',
    by('ada', () => asked('prod-behalf')),
    /^Event N: The rules refuse question\.asked by ada \(FILED_IT\)/,
  ],
  [
    'a question by a person who has no part in the request',
    by('mallory', () => asked('prod-open')),
    /^Event N: The rules refuse question\.asked by mallory \(NOT_AN_APPROVER\)/,
  ],
  [
    'a question by an auditor',
    by('erin', () => asked('prod-open')),
    /^Event N: The rules refuse question\.asked by erin \(NOT_AN_APPROVER\)/,
  ],
  [
    'a question by a disabled admin',
    by('zed', () => asked('prod-open')),
    'Event N: It is by zed, who is disabled and can cause nothing.',
  ],
  [
    'an answer by an approver',
    by('bob', () => answered('prod-open')),
    /^Event N: The rules refuse answer\.given by bob \(FORBIDDEN\)/,
  ],
  [
    'an answer by an admin who did not file the request',
    by('admin', () => answered('prod-behalf')),
    /^Event N: The rules refuse answer\.given by admin \(FORBIDDEN\)/,
  ],
  [
    'a question about a closed request',
    by('bob', () => asked('prod-granted')),
    /^Event N: The rules refuse question\.asked by bob \(NOT_OPEN\)/,
  ],
  [
    'an answer on a closed request',
    by('alice', () => answered('prod-granted')),
    /^Event N: The rules refuse answer\.given by alice \(NOT_OPEN\)/,
  ],
  [
    'a question that is empty',
    by('bob', () => asked('prod-open', '')),
    'Event N: It says what nobody could have entered (text: This must not be empty.).',
  ],
  [
    'an answer that is too long',
    by('alice', () => answered('prod-open', 'x'.repeat(4_001))),
    /^Event N: It says what nobody could have entered \(text: /,
  ],
  [
    'a text that is not trimmed',
    by('bob', () => asked('prod-open', ' What for?')),
    'Event N: It has a text that the desk would have recorded in another form (trimmed, NFC).',
  ],
  [
    'a 101st text',
    (liar) => {
      for (let count = 0; count <= 100; count += 1) liar.tell(asked('prod-open'), office.person('bob'));
    },
    /^Event N\+100: The rules refuse question\.asked by bob \(INVALID_INPUT\): Request #1 has 100 questions and answers/,
  ],
  [
    'a question about a request that does not exist',
    by('bob', () => ({ type: 'question.asked', data: { requestId: requestId.parse(NEW), text: 'What for?' } })),
    'Event N: It is about a request that does not exist.',
  ],
  ['an answer that nobody gave', (liar) => liar.tell(answered('prod-open'), null), /^Event N: /],
];

const outcomes: readonly Lie[] = [
  [
    'a step completed before its last approval',
    by('bob', () => completion('prod-open', 1, 2)),
    'Event N: Only the last approval that its step needs causes step.completed, and none comes right before it.',
  ],
  [
    'a grant before its quorum',
    by('bob', (liar) => start('prod-open', liar)),
    'Event N: Only the last approval that its request needs, or a break-glass, causes grant.started, and none comes right before it.',
  ],
  [
    'a step that is complete and is not said to be',
    (liar) => {
      liar.tell(approval('prod-ready', 2), office.person('dan'));
      liar.tell(grouped(), office.person('admin'), { at: liar.after(60) });
    },
    'Event N+1: It comes before step.completed, which follows from event N and had to come first.',
  ],
  [
    'the same at the end of the ledger',
    (liar) => liar.tell(approval('prod-ready', 2), office.person('dan')),
    'Event N: It causes step.completed, which is missing.',
  ],
  [
    'a step completed by a person other than its last approver',
    (liar) => {
      liar.tell(approval('prod-ready', 2), office.person('dan'));
      liar.tell(completion('prod-ready', 2, null), office.person('bob'));
      liar.tell(start('prod-ready', liar), office.person('dan'));
    },
    'Event N+1: It follows from event N, but has another actor or another time.',
  ],
  [
    'a last step after which another one opens',
    (liar) => {
      liar.tell(approval('prod-ready', 2), office.person('dan'));
      liar.tell(completion('prod-ready', 2, 3), office.person('dan'));
    },
    'Event N+1: By the rules its next is null, not 3.',
  ],
  ...(
    [
      ['to another person', () => ({ personId: office.person('mallory') }), 'personId'],
      ['for longer than was asked', (liar: Liar) => ({ expiresAt: liar.after(7_200) }), 'expiresAt'],
      ['for another account', () => ({ account: 'postgres' }), 'account'],
      ['that begins before the approval', (liar: Liar) => ({ startsAt: liar.after(-60) }), 'startsAt'],
      ['that looks like a break-glass', () => ({ viaBypass: true }), 'viaBypass'],
    ] as const
  ).map(
    ([how, other, field]): Lie => [
      `a grant ${how}`,
      (liar) => {
        liar.tell(approval('prod-ready', 2), office.person('dan'));
        liar.tell(completion('prod-ready', 2, null), office.person('dan'));
        liar.tell(start('prod-ready', liar, other(liar)), office.person('dan'));
      },
      new RegExp(`^Event N\\+2: By the rules its ${field} is .*, not .*\\.$`),
    ],
  ),
];

const grants: readonly Lie[] = [
  [
    'a grant given back by a person who does not hold it',
    by('bob', () => ({ type: 'grant.released', data: { id: office.grant('prod-granted') } })),
    /^Event N: The rules refuse grant\.released by bob \(FORBIDDEN\)/,
  ],
  [
    'a grant given back twice',
    by('alice', () => ({ type: 'grant.released', data: { id: office.grant('prod-released') } })),
    /^Event N: The rules refuse grant\.released by alice \(NOT_ACTIVE\)/,
  ],
  [
    'a review of one’s own break-glass',
    by('ada', () => ({ type: 'bypass.reviewed', data: { grantId: office.grant('prod-ada'), comment: 'fine' } })),
    /^Event N: The rules refuse bypass\.reviewed by ada \(FORBIDDEN\)/,
  ],
  [
    'a review of a grant that was approved',
    by('ada', () => ({ type: 'bypass.reviewed', data: { grantId: office.grant('prod-granted'), comment: 'fine' } })),
    /^Event N: The rules refuse bypass\.reviewed by ada \(NOT_FOUND\)/,
  ],
  [
    'the end of a grant that does not exist',
    by('ada', () => ({ type: 'grant.revoked', data: { id: grantId.parse(NEW), reason: 'x', cause: 'admin' } })),
    'Event N: It is about a grant that does not exist.',
  ],
];

const expired = (resource: string, expiredAt: string): Fact => ({
  type: 'request.expired',
  data: { requestId: office.request(resource), expiredAt },
});
// All were filed at the same moment, a minute before the newest event.
const dueAt = (liar: Liar) => liar.after(DAY - 60);
const moved = (liar: Liar, seconds: number) =>
  liar.tell({ type: 'clock.advanced', data: { seconds } }, null, { at: liar.after(seconds) });
const grantsEnd = (liar: Liar, expiredAt: string) => {
  for (const resource of ['prod-granted', 'prod-glass', 'prod-ada'])
    liar.tell({ type: 'grant.expired', data: { id: office.grant(resource), expiredAt } }, null);
};

const time: readonly Lie[] = [
  [
    'an expiry before it is due',
    (liar) => liar.tell(expired('prod-open', dueAt(liar)), null),
    /^Event N: Request #1 lasts until .*, so it comes too early\.$/,
  ],
  [
    'a grant that ends before it is due',
    (liar) =>
      liar.tell(
        { type: 'grant.expired', data: { id: office.grant('prod-granted'), expiredAt: liar.after(3_540) } },
        null,
      ),
    /^Event N: The grant of request #6 lasts until .*, so it comes too early\.$/,
  ],
  [
    'an expiry at another time than its due one',
    (liar) => {
      const [ends, requestEnds] = [liar.after(3_540), dueAt(liar)];
      moved(liar, DAY);
      grantsEnd(liar, ends);
      liar.tell(expired('prod-open', new Date(Date.parse(requestEnds) + 1).toISOString()), null);
    },
    /^Event N\+4: By the rules its expiredAt is ".*", not ".*"\.$/,
  ],
  [
    'two expiries in the other order',
    (liar) => {
      const [ends, requestEnds] = [liar.after(3_540), dueAt(liar)];
      moved(liar, DAY);
      grantsEnd(liar, ends);
      liar.tell(expired('prod-ready', requestEnds), null);
    },
    /^Event N\+4: Request #1 ended at .*, and that had to be recorded first\.$/,
  ],
  [
    'an expiry of an expired request',
    (liar) => {
      liar.tell(
        {
          type: 'request.cancelled',
          data: { requestId: office.request('prod-open'), comment: null, cause: 'requester' },
        },
        office.person('alice'),
      );
      const [ends, requestEnds] = [liar.after(3_540), dueAt(liar)];
      moved(liar, DAY);
      grantsEnd(liar, ends);
      liar.tell(expired('prod-open', requestEnds), null);
    },
    'Event N+5: The request had ended before.',
  ],
  [
    'a clock moved twice, past an expiry in between',
    (liar) => {
      moved(liar, DAY);
      moved(liar, DAY);
    },
    /^Event N\+1: The grant of request #6 ended at .*, and that had to be recorded first\.$/,
  ],
  [
    'a clock moved by more than has passed',
    (liar) => liar.tell({ type: 'clock.advanced', data: { seconds: 60 } }, null, { at: liar.after(59) }),
    'Event N: It moves the clock by 60 s, but comes only 59 s after the event before it.',
  ],
  [
    'a training clock corrected',
    by('admin', (liar) => ({ type: 'clock.corrected', data: { from: liar.now } })),
    'Event N: The clock of a training desk needs no correction.',
  ],
];

const keys: readonly Lie[] = [
  [
    'a key for a person who has one, in a training desk',
    by('admin', () => ({
      type: 'key.enrolled',
      data: { personId: office.person('bob'), key: keyOf('lie').signer.key },
    })),
    'Event N: In a training desk a key is enrolled right after its person was created, and at no other time.',
  ],
  [
    'a one-time code in a training desk',
    by('admin', (liar) => ({
      type: 'enrolment.issued',
      data: {
        personId: office.person('bob'),
        key: keyOf('lie').signer.key,
        expiresAt: liar.after(DAY),
        reset: true,
      },
    })),
    'Event N: A training desk has no one-time codes.',
  ],
  [
    'a recovery kit in a training desk',
    by('admin', () => ({ type: 'recovery.issued', data: { key: keyOf('lie').signer.key } })),
    'Event N: A training desk has no recovery kit.',
  ],
  [
    'a passphrase in a training desk',
    by('bob', () => ({ type: 'passphrase.changed', data: { personId: office.person('bob') } })),
    'Event N: A training desk has no passphrases.',
  ],
  [
    'a wrong passphrase in a training desk',
    (liar) => liar.tell({ type: 'signin.failed', data: { personId: office.person('bob') } }, null),
    'Event N: A training desk has no passphrases.',
  ],
];

const leaving = (): Fact => ({
  type: 'group.updated',
  data: { id: office.group('managers'), name: 'managers', added: [], removed: [office.person('carol')] },
});
const LACKS = '“Manager Review” (step 1) needs 1 more approval, and nobody who is free to give it is left.';
const BECAUSE = writeReason({ code: 'QUORUM', step: 1, missing: 1, lacking: 1 });
const OTHERWISE = writeReason({ code: 'QUORUM', step: 2, missing: 1, lacking: 1 });

const stuckness: readonly Lie[] = [
  [
    'a request said to be stuck that is not',
    by('admin', () => stuck('prod-open', BECAUSE)),
    'Event N: Nothing changed that makes request #1 stuck or frees it.',
  ],
  [
    'requests that became stuck and are not said to be',
    by('admin', leaving),
    `Event N: Request #1 is stuck, and that was not recorded with it: ${LACKS}`,
  ],
  [
    'a request that became stuck for another reason than it is said to',
    (liar) => {
      liar.tell(leaving(), office.person('admin'));
      liar.tell(stuck('prod-open', OTHERWISE), office.person('admin'));
    },
    `Event N+1: By the rules its because is ${BECAUSE}, not ${OTHERWISE}.`,
  ],
  [
    'a request that became stuck for a reason in words',
    (liar) => {
      liar.tell(leaving(), office.person('admin'));
      liar.tell(stuck('prod-open', LACKS), office.person('admin'));
    },
    `Event N+1: By the rules its because is ${BECAUSE}, not "${LACKS}".`,
  ],
  [
    'a request said to be stuck twice for the same reason',
    (liar) => {
      liar.tell(leaving(), office.person('admin'));
      liar.tell(stuck('prod-open', BECAUSE), office.person('admin'));
      liar.tell(stuck('prod-open', BECAUSE), office.person('admin'));
    },
    'Event N+2: Nothing changed that makes request #1 stuck or frees it.',
  ],
  [
    'a request that is said to be stuck later',
    (liar) => {
      liar.tell(leaving(), office.person('admin'));
      liar.tell(grouped(), office.person('ada'));
      liar.tell(stuck('prod-open', BECAUSE), office.person('bob'));
    },
    `Event N: Request #1 is stuck, and that was not recorded with it: ${LACKS}`,
  ],
];

const turned = (on: boolean): Fact => ({ type: 'desk.updated', data: { fourEyes: on } });
const proposing = (changes: EventData<'proposal.made'>['changes'], number = 1): Fact => ({
  type: 'proposal.made',
  data: { id: proposalId.parse(PROPOSAL), number, changes, comment: null },
});
const agreed: Fact = { type: 'proposal.approved', data: { id: proposalId.parse(PROPOSAL), comment: null } };
const renamed = (name: string): Fact => ({
  type: 'group.updated',
  data: { id: office.group('spare'), name, added: [], removed: [] },
});
const renaming = (): EventData<'proposal.made'>['changes'] => [
  {
    type: 'group.updated',
    data: { id: office.group('spare'), name: { from: 'spare', to: 'rest' }, added: [], removed: [] },
  },
];
/** With four eyes on, these facts, each by the named person. */
const guarded =
  (...told: readonly (readonly [username: string, make: () => Fact])[]) =>
  (liar: Liar) => {
    liar.tell(turned(true), office.person('admin'));
    for (const [username, make] of told) liar.tell(make(), office.person(username));
  };

const fourEyes: readonly Lie[] = [
  [
    'turned on by a member',
    by('mallory', () => turned(true)),
    'Event N: It is by mallory, a member, and desk.updated is for admins.',
  ],
  ['turned on twice', guarded(['ada', () => turned(true)]), /^Event N\+1: (?:Four eyes|It changes nothing)/],
  ...(
    [
      ['a policy', () => policyMade()],
      ['a person', () => hired()],
      ['a role', () => changed('mallory', 'admin', 'Mallory', 'mallory@example.test')],
      ['a group', () => grouped()],
      ['other members', () => renamed('rest')],
      ['four eyes off', () => turned(false)],
    ] as const
  ).map(
    ([what, make]): Lie => [
      `${what} by an admin alone`,
      guarded(['admin', make]),
      'Event N+1: Four eyes on rules was on, and no proposal that another admin approved contains it.',
    ],
  ),
  [
    'one of the last two admins disabled',
    guarded(['ada', () => ({ type: 'person.disabled', data: { id: office.person('admin') } })]),
    /^Event N\+1: The rules refuse person\.disabled by ada \(LAST_ADMIN\)/,
  ],
  [
    'a proposal approved by its proposer',
    guarded(['ada', () => proposing(renaming())], ['ada', () => agreed], ['ada', () => renamed('rest')]),
    /^Event N\+2: The rules refuse proposal\.approved by ada \(PROPOSED_IT\)/,
  ],
  [
    'a proposal approved by an auditor',
    guarded(['ada', () => proposing(renaming())], ['erin', () => agreed], ['erin', () => renamed('rest')]),
    'Event N+2: It is by erin, an auditor, and proposal.approved is for admins.',
  ],
  [
    'another change than the approved one',
    guarded(['ada', () => proposing(renaming())], ['admin', () => agreed], ['admin', () => renamed('managers of all')]),
    'Event N+3: It is not what proposal 1 approved. By the rules its name is "rest", not "managers of all".',
  ],
  [
    'the approved change, made by another person',
    guarded(['ada', () => proposing(renaming())], ['admin', () => agreed], ['ada', () => renamed('rest')]),
    'Event N+3: It comes before the rest of proposal 1, which had to come first, by the same person and at the same time.',
  ],
  [
    'more than the approved changes',
    guarded(
      ['ada', () => proposing(renaming())],
      ['admin', () => agreed],
      ['admin', () => renamed('rest')],
      ['admin', () => policyMade()],
    ),
    'Event N+4: Four eyes on rules was on, and no proposal that another admin approved contains it.',
  ],
  [
    'less than the approved changes',
    guarded(['ada', () => proposing(renaming())], ['admin', () => agreed]),
    'Event N+2: Proposal 1 is not carried out: 1 approved change is missing right after it.',
  ],
  [
    'a proposal decided twice',
    guarded(
      ['ada', () => proposing(renaming())],
      ['ada', () => ({ ...agreed, type: 'proposal.withdrawn' })],
      ['admin', () => agreed],
    ),
    /^Event N\+3: The rules refuse proposal\.approved by admin \(NOT_OPEN\)/,
  ],
  [
    'a proposal that skips a number',
    by('ada', () => proposing(renaming(), 2)),
    'Event N: By the rules its number is 1, not 2.',
  ],
  ['a proposal that nobody made', by('admin', () => agreed), 'Event N: It is about a proposal that does not exist.'],
];

const all: Readonly<Record<string, readonly Lie[]>> = {
  'about people and roles': roles,
  'about people': people,
  'about groups': groups,
  'about policies': policies,
  'about accounts': accounts,
  'about filing': filings,
  'about a decision': decisions,
  'about a question or an answer': threads,
  'about the outcome of a decision': outcomes,
  'about a grant': grants,
  'about time': time,
  'about keys': keys,
  'about stuck requests': stuckness,
  'about changes that need two admins': fourEyes,
};

/** Lies that the ledger itself shows, or that no table can hold: finding those needs no rules. */
const FOUND_ANYWAY =
  /^Event N(?:\+1)?: (?:It is signed|The desk itself cannot cause|A person cannot cause|It contradicts)/;

describe.each(Object.entries(all))('a lie %s is found and named', (_, lies) => {
  it.each(lies)('%s', async (_name, tell, wanted) => {
    const { by: found, without } = await foundAfter(tell);
    expect(found[0], found.join('\n')).toEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
    for (const what of found) expect(what).toMatch(/^(?:Event N|fact_|search_).*[.]$/s);
    expect(without.slice(0, 1)).toEqual(without.length === 0 ? [] : [expect.stringMatching(FOUND_ANYWAY)]);
  });
});

// The mutations of test/reliability call these intact, too (docs/reliability.md): a ledger says who signed, but not who used the key.
describe('verification accepts', () => {
  it.each<readonly [name: string, tell: (liar: Liar) => void]>([
    [
      'a request that its requester never filed, because the holder of a key acts as its owner',
      by('alice', (liar) => filed(liar)),
    ],
    [
      'a request with another justification and another ticket, because its requester chooses both',
      by('alice', (liar) => filed(liar, { justification: 'the disk is full', ticket: 'OPS-2' })),
    ],
    ['a question with another text, because its writer chooses it', by('dan', () => asked('prod-open', 'Why now?'))],
    [
      'an answer that nobody asked for, because the requester may write unasked',
      by('alice', () => answered('prod-open')),
    ],
    ['a policy with a chosen id, because nothing had it before', by('admin', () => policyMade())],
    [
      'a group made by another admin, because any admin could have made it',
      by('ada', () => grouped([office.person('bob')])),
    ],
    [
      'a group made a minute later, because nothing was due in between',
      (liar) => liar.tell(grouped(), office.person('admin'), { at: liar.after(60) }),
    ],
    [
      'an expiry that is not recorded yet, because reads write nothing and the next write records it',
      (liar) => moved(liar, DAY),
    ],
    [
      'a proposal that no admin would approve, because each change could be made and it binds nobody',
      by('ada', () => proposing(renaming())),
    ],
    [
      'a role that the holder of an admin’s key has given, because the key is all that a ledger knows of its owner',
      by('admin', () => changed('erin', 'member', 'Erin', 'erin@example.test')),
    ],
  ])('%s', async (_name, tell) => {
    expect(await foundAfter(tell)).toEqual({ by: [], without: [] });
  });

  it('a ledger that was cut off, because only a saved head shows how long it was', async () => {
    const [shorter, longer] = [folder(), folder()];
    for (const directory of [shorter, longer]) writeFileSync(join(directory, WORKSPACE_FILE), office.file);
    const liar = new Liar(join(longer, WORKSPACE_FILE));
    liar.tell(grouped(), office.person('admin'));
    liar.close();
    const verified = async (directory: string, expectedHead?: { sequence: number; hash: string }) => {
      const opened = await openForReading(directory);
      if (!opened.ok) throw new Error(opened.refusal.message);
      const found = await verifyWorkspace(opened.connection, { authority: replayVerifier, expectedHead });
      opened.close();
      return found;
    };
    const { length: sequence, head: hash } = await verified(longer);
    expect((await verified(shorter)).problems).toEqual([]);
    expect((await verified(shorter, { sequence, hash })).problems).toEqual([
      { sequence: 0, what: `The ledger ends with event ${sequence - 1}, but the checkpoint is event ${sequence}.` },
    ]);
  });
});

it('the office itself contains no lie', async () => {
  expect(await foundAfter(() => undefined)).toEqual({ by: [], without: [] });
});
