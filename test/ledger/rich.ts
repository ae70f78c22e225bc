import type { RuleChange } from '#contract/eventShapes.ts';
import type { EventData } from '#contract/events.ts';
import {
  ADMIN,
  accountImport,
  grant,
  group,
  keyOf,
  type LedgerBuilder,
  ledgerBuilder,
  person,
  policy,
  proposal,
  request,
} from './ledgerBuilder.ts';

export const [BOB, CAROL, DAN, EVE] = [person(2), person(3), person(4), person(5)];

const rules = (name: string, bypass: boolean): EventData<'policy.created'>['rules'] => ({
  name,
  description: 'Zugang zu den Produktivdatenbanken, “nur mit Grund”.',
  conditions: [{ resource: 'prod/{db,cache}-*', account: 'root' }, { account: 'sa' }],
  duration: { minSeconds: 60, maxSeconds: 7200 },
  pendingTtlSeconds: 86_400,
  steps: [
    { name: 'Manager Review', approvers: [{ kind: 'person', id: CAROL }], required: 1 },
    { name: null, approvers: [{ kind: 'group', id: group(1) }], required: 1 },
  ],
  distinctApprovers: true,
  precedence: 5,
  requireJustification: true,
  requireTicket: false,
  bypass: bypass ? { bypassers: [{ kind: 'person', id: BOB }] } : null,
});

/** A small ledger in which every type of event occurs, and every column of every table gets a value. */
export function richScenario(): LedgerBuilder {
  const told = ledgerBuilder('rich');
  const { tell, enrol } = told;
  const people = [
    [BOB, 'bob', 'Bob Ångström', 'member'],
    [CAROL, 'carol', 'Carol Müller', 'member'],
    [DAN, 'dan', 'Dan 東京', 'member'],
    [EVE, 'eve', 'Eve Prüfer', 'auditor'],
  ] as const;
  for (const [id, username, name, role] of people) {
    tell({ type: 'person.created', data: { id, username, name, email: `${username}@example.org`, role } }, ADMIN);
    enrol(id, keyOf(`rich ${username}`));
  }
  enrol(DAN, keyOf('rich dan, second key'));
  tell({ type: 'person.updated', data: { id: EVE, name: 'Eve', email: 'eve@example.com', role: 'member' } }, ADMIN);
  tell({ type: 'group.created', data: { id: group(1), name: 'Security', memberIds: [DAN, EVE] } }, ADMIN);
  tell({ type: 'group.created', data: { id: group(2), name: 'Gone', memberIds: [BOB] } }, ADMIN);
  tell({ type: 'group.removed', data: { id: group(2) } }, ADMIN);
  tell({ type: 'policy.created', data: { id: policy(1), version: 1, rules: rules('Produktion', false) } }, ADMIN);
  tell({ type: 'policy.updated', data: { id: policy(1), version: 2, rules: rules('Produktion', true) } }, ADMIN);
  tell({ type: 'policy.archived', data: { id: policy(1) } }, ADMIN);
  tell({ type: 'policy.restored', data: { id: policy(1) } }, ADMIN);

  const rows = [
    { resource: 'Prod/db-1', account: 'root', kind: 'postgres', owner: 'Datenbanken' },
    { resource: 'prod/db-2', account: 'root', kind: null, owner: null },
  ];
  tell({ type: 'accounts.imported', data: { importId: accountImport(1), part: 1, rows } }, ADMIN);
  const changed = { resource: 'Prod/db-1', account: 'root', kind: 'PostgreSQL 17', owner: 'Datenbanken' };
  tell({ type: 'accounts.imported', data: { importId: accountImport(2), part: 1, rows: [changed] } }, ADMIN);

  const submit = (number: number, filedBy = BOB) =>
    tell(
      {
        type: 'request.submitted',
        data: {
          id: request(number),
          number,
          requesterId: BOB,
          filedById: filedBy === BOB ? null : filedBy,
          resource: `prod/db-${number}`,
          account: 'root',
          durationSeconds: 3600,
          justification: `Index neu aufbauen, Nummer ${number}`,
          ticket: `OPS-${number}`,
          policyId: policy(1),
          policyVersion: 2,
          because: '“prod/{db,cache}-*” matches, and it has the highest precedence.',
          expiresAt: '2026-01-06T09:00:00.000Z',
        },
      },
      filedBy,
    );
  const start = (number: number, viaBypass: boolean, actor = DAN) =>
    tell(
      {
        type: 'grant.started',
        data: {
          id: grant(number),
          requestId: request(number),
          personId: BOB,
          resource: `prod/db-${number}`,
          account: 'root',
          startsAt: '2026-01-05T10:00:00.000Z',
          expiresAt: '2026-01-05T11:00:00.000Z',
          viaBypass,
        },
      },
      actor,
    );
  const approve = (number: number) => {
    const first = { requestId: request(number), position: 1, comment: 'einverstanden' };
    tell({ type: 'request.approved', data: first }, CAROL);
    tell({ type: 'step.completed', data: { requestId: request(number), position: 1, next: 2 } }, CAROL);
    tell({ type: 'request.approved', data: { ...first, position: 2, comment: null } }, DAN);
    tell({ type: 'step.completed', data: { requestId: request(number), position: 2, next: null } }, DAN);
    start(number, false);
  };

  submit(1);
  const early = { requestId: request(1), position: 1, comment: 'doch nicht' };
  tell({ type: 'request.approved', data: early }, CAROL);
  tell({ type: 'approval.withdrawn', data: early }, CAROL);
  tell({ type: 'question.asked', data: { requestId: request(1), text: 'wie lange?' } }, DAN);
  tell({ type: 'answer.given', data: { requestId: request(1), text: 'bis sechs' } }, BOB);
  approve(1);
  submit(2, ADMIN);
  approve(2);
  submit(3);
  approve(3);
  submit(4);
  tell({ type: 'request.rejected', data: { requestId: request(4), position: 1, comment: 'kein Anlass' } }, CAROL);
  submit(5);
  tell({ type: 'request.bypassed', data: { requestId: request(5), position: 1, reason: 'Ausfall der Anlage' } }, BOB);
  start(5, true, BOB);
  tell({ type: 'bypass.reviewed', data: { grantId: grant(5), comment: 'nachvollziehbar' } }, ADMIN);
  submit(6);
  tell({ type: 'request.cancelled', data: { requestId: request(6), comment: 'erledigt', cause: 'requester' } }, BOB);
  submit(7);
  submit(8);
  tell({ type: 'request.approved', data: { requestId: request(8), position: 1, comment: null } }, CAROL);
  tell({ type: 'group.updated', data: { id: group(1), name: 'Sicherheit', added: [CAROL], removed: [EVE] } }, ADMIN);
  tell({ type: 'person.disabled', data: { id: EVE } }, ADMIN);
  tell({ type: 'person.enabled', data: { id: EVE } }, ADMIN);
  tell({ type: 'request.stuck', data: { requestId: request(8), because: 'Nobody is left for step 2.' } }, ADMIN);
  submit(9);
  tell({ type: 'request.stuck', data: { requestId: request(9), because: 'Nobody is left for step 1.' } }, ADMIN);
  tell({ type: 'request.unstuck', data: { requestId: request(9) } }, ADMIN);
  tell({ type: 'question.asked', data: { requestId: request(9), text: 'noch nötig?' } }, CAROL);
  tell({ type: 'grant.released', data: { id: grant(2) } }, BOB);
  tell({ type: 'grant.revoked', data: { id: grant(3), reason: 'Urlaub', cause: 'admin' } }, ADMIN);
  tell({ type: 'clock.advanced', data: { seconds: 86_400 } }, null);
  tell({ type: 'grant.expired', data: { id: grant(1), expiredAt: '2026-01-05T11:00:00.000Z' } }, null);
  tell({ type: 'request.expired', data: { requestId: request(7), expiredAt: '2026-01-06T09:00:00.000Z' } }, null);
  told.invite(BOB, keyOf('rich bob, code'), true);
  told.enrol(BOB, keyOf('rich bob, after a reset'));
  told.invite(EVE, keyOf('rich eve, code'));
  tell({ type: 'passphrase.changed', data: { personId: BOB } }, BOB);
  tell({ type: 'signin.failed', data: { personId: BOB } }, null);
  const rename: RuleChange = {
    type: 'group.updated',
    data: { id: group(1), name: { from: 'Sicherheit', to: 'Wache' }, added: [], removed: [CAROL] },
  };
  tell({ type: 'desk.updated', data: { fourEyes: true } }, ADMIN);
  const propose = (number: number) =>
    tell(
      { type: 'proposal.made', data: { id: proposal(number), number, changes: [rename], comment: 'heißt jetzt so' } },
      ADMIN,
    );
  for (const number of [1, 2, 3]) propose(number);
  const decide = (number: number, comment: string) => ({ id: proposal(number), comment });
  tell({ type: 'proposal.rejected', data: decide(1, 'nein') }, CAROL);
  tell({ type: 'proposal.withdrawn', data: decide(2, 'doch nicht') }, ADMIN);
  tell({ type: 'proposal.approved', data: decide(3, 'ja') }, CAROL);
  tell({ type: 'group.updated', data: { id: group(1), name: 'Wache', added: [], removed: [CAROL] } }, CAROL);
  const kit = keyOf('rich kit');
  tell({ type: 'recovery.issued', data: { key: kit.signer.key } }, ADMIN);
  told.recover(ADMIN, kit, keyOf('rich admin, after a loss'));
  tell({ type: 'recovery.issued', data: { key: keyOf('rich second kit').signer.key } }, ADMIN);
  tell({ type: 'clock.corrected', data: { from: told.told.at(-1)?.event.at ?? '' } }, ADMIN);
  tell({ type: 'clock.confirmed', data: { from: told.told.at(-1)?.event.at ?? '' } }, ADMIN);
  tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at: told.told.at(-1)?.event.at ?? '' });
  tell({ type: 'deskKey.enrolled', data: { key: keyOf('rich, second key').signer.key, replaces: null } }, ADMIN);
  return told;
}

/** A ledger of so many events, most of them requests that are filed, approved and granted. */
export function submitAgain(events: number): LedgerBuilder {
  const told = richScenario();
  const { tell } = told;
  for (let number = 10; told.told.length + 6 <= events; number += 1) {
    const requestId = request(number);
    const account = { resource: `prod/db-${number}`, account: 'root' };
    const approval = { requestId, position: 1, comment: 'einverstanden' };
    const details = { requesterId: BOB, filedById: null, durationSeconds: 3600, ticket: `OPS-${number}` };
    const rule = {
      policyId: policy(1),
      policyVersion: 2,
      because: 'It matches.',
      expiresAt: '2026-01-20T09:00:00.000Z',
    };
    const justification = `Index neu aufbauen, Nummer ${number}`;
    const submitted = { id: requestId, number, ...account, ...details, ...rule, justification };
    tell({ type: 'request.submitted', data: submitted }, BOB);
    tell({ type: 'request.approved', data: approval }, CAROL);
    tell({ type: 'step.completed', data: { requestId, position: 1, next: 2 } }, CAROL);
    tell({ type: 'request.approved', data: { ...approval, position: 2, comment: null } }, DAN);
    tell({ type: 'step.completed', data: { requestId, position: 2, next: null } }, DAN);
    const times = { startsAt: '2026-01-06T10:00:00.000Z', expiresAt: '2026-01-06T11:00:00.000Z' };
    tell(
      {
        type: 'grant.started',
        data: { id: grant(number), requestId, personId: BOB, ...account, ...times, viaBypass: false },
      },
      DAN,
    );
  }
  return told;
}
