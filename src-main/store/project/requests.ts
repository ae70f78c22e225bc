import type { DeskEvent } from '#contract/events.ts';
import type { DecisionKind, RequestStatus } from '#contract/requests.ts';
import type { GroupId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import type { RequestRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { addCount, moveCount } from './counts.ts';
import { closeInInbox, enterInbox, markInInbox, personKey, policyKey } from './inbox.ts';
import { nameId } from './names.ts';
import { indexRequest } from './search.ts';

type RequestEvent = Extract<DeskEvent, { type: `request.${string}` | 'approval.withdrawn' | 'step.completed' }>;

export function projectRequest(tx: WriteTx, event: RequestEvent): void {
  if (event.type === 'request.submitted') return submitted(tx, event);
  const request = loadRequest(tx, event.data.requestId);
  const { number } = request;
  switch (event.type) {
    case 'request.approved':
      record(tx, event, number, 'approved', event.data.position, event.data.comment);
      return tx.run(insertApproval({ number, personId: actorOf(event), position: event.data.position }));
    case 'approval.withdrawn':
      record(tx, event, number, 'withdrawn', event.data.position, event.data.comment);
      return tx.run(deleteApproval({ number, personId: actorOf(event), position: event.data.position }));
    case 'step.completed':
      if (event.data.next === null) return close(tx, request, 'approved', event.sequence, event.at);
      tx.run(setOpenPosition({ number, position: event.data.next }));
      tx.run(deleteWaiting({ number, ...versionOf(request) }));
      return tx.run(insertWaiting({ number, ...versionOf(request), position: event.data.next }));
    case 'request.rejected':
      record(tx, event, number, 'rejected', event.data.position, event.data.comment);
      return close(tx, request, 'rejected', event.sequence, event.at);
    case 'request.bypassed':
      record(tx, event, number, 'bypassed', event.data.position, event.data.reason);
      return close(tx, request, 'approved', event.sequence, event.at);
    case 'request.cancelled':
      tx.run(setCancelled({ number, by: event.actor, comment: event.data.comment }));
      return close(tx, request, 'cancelled', event.sequence, event.at);
    case 'request.expired':
      return close(tx, request, 'expired', event.sequence, event.data.expiredAt);
    case 'request.stuck':
      tx.run(setStuck({ number, because: event.data.because }));
      return markInInbox(tx, number, true);
    case 'request.unstuck':
      tx.run(setStuck({ number, because: null }));
      return markInInbox(tx, number, false);
  }
}

type Submitted = Extract<DeskEvent, { type: 'request.submitted' }>;

function submitted(tx: WriteTx, event: Submitted): void {
  const { data, sequence } = event;
  const { distinct } = tx.first(distinctOf({ policyId: data.policyId, version: data.policyVersion })) ?? {
    distinct: 1,
  };
  const keys = {
    requester: known(personKey(tx, data.requesterId), event),
    filer: data.filedById === null ? null : known(personKey(tx, data.filedById), event),
    policy: known(policyKey(tx, data.policyId), event),
    resource: nameId(tx, 'resource', data.resource, sequence),
    account: nameId(tx, 'account', data.account, sequence),
  };
  tx.run(
    insertRequest({
      number: data.number,
      id: data.id,
      status: 'open',
      requester_id: data.requesterId,
      filed_by_id: data.filedById,
      resource_id: keys.resource,
      account_id: keys.account,
      resource: data.resource,
      account: data.account,
      duration_seconds: data.durationSeconds,
      justification: data.justification,
      ticket: data.ticket,
      policy_id: data.policyId,
      policy_version: data.policyVersion,
      because: data.because,
      submitted_at: event.at,
      expires_at: data.expiresAt,
      closed_at: null,
      submitted_sequence: sequence,
      closed_sequence: null,
      open_position: 1,
      distinct_approvers: distinct,
      stuck_because: null,
      cancelled_by_id: null,
      cancel_comment: null,
    }),
  );
  const version = { policyId: data.policyId, version: data.policyVersion, number: data.number };
  for (const principal of audienceOf(tx, version, data.requesterId, data.filedById))
    tx.run(insertAudience({ principal, number: data.number }));
  tx.run(insertWaiting({ ...version, position: 1 }));
  addCount(tx, data.requesterId, 'open', 1);
  enterInbox(tx, { ...keys, number: data.number });
  indexRequest(tx, data, keys);
}

function known(key: number | undefined, { sequence }: DeskEvent): number {
  if (key === undefined) throw new TypeError(`Event ${sequence} names a person or a policy that does not exist.`);
  return key;
}

type Loaded = Pick<RequestRow, 'number' | 'requester_id' | 'filed_by_id' | 'policy_id' | 'policy_version' | 'status'>;

function loadRequest(tx: WriteTx, id: RequestId): Loaded {
  const request = tx.first(selectRequest({ id }));
  if (!request) throw new TypeError(`An event is about request ${id}, which was never submitted.`);
  return request;
}

function close(tx: WriteTx, request: Loaded, status: RequestStatus, sequence: number, at: string): void {
  const { number } = request;
  tx.run(setClosed({ number, status, sequence, at }));
  tx.run(deleteWaiting({ number, ...versionOf(request) }));
  for (const principal of audienceOf(tx, versionOf(request), request.requester_id, request.filed_by_id))
    tx.run(setAudience({ principal, number, status }));
  moveCount(tx, request.requester_id, 'open', status);
  closeInInbox(tx, number, status);
}

// Who sees a request: the requester, the filer, and whom any step of its policy names.
function audienceOf(
  tx: WriteTx,
  version: { policyId: PolicyId; version: number },
  requesterId: PersonId,
  filerId: PersonId | null,
): Set<PersonId | GroupId> {
  return new Set([
    requesterId,
    ...(filerId === null ? [] : [filerId]),
    ...tx.all(approversOf(version)).map(({ principal }) => principal),
  ]);
}

function versionOf(request: Loaded): { policyId: PolicyId; version: number } {
  return { policyId: request.policy_id, version: request.policy_version };
}

function record(
  tx: WriteTx,
  event: RequestEvent,
  number: number,
  decision: DecisionKind,
  position: number,
  comment: string | null,
): void {
  const { sequence, at } = event;
  tx.run(insertDecision({ number, sequence, position, personId: actorOf(event), decision, comment, at }));
}

function actorOf(event: RequestEvent): PersonId {
  if (event.actor === null) throw new TypeError(`Event ${event.sequence} (${event.type}) has nobody who did it.`);
  return event.actor;
}

const distinctOf = statement<{ policyId: PolicyId; version: number }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .select((e) => e.fn<number>('json_extract', ['rules', e.val('$.distinctApprovers')]).as('distinct'))
    .where('policy_id', '=', value('policyId'))
    .where('version', '=', value('version')),
);

const insertRequest = statement<RequestRow>()((value, db) =>
  db.insertInto('fact_request').values({
    number: value('number'),
    id: value('id'),
    status: value('status'),
    requester_id: value('requester_id'),
    filed_by_id: value('filed_by_id'),
    resource_id: value('resource_id'),
    account_id: value('account_id'),
    resource: value('resource'),
    account: value('account'),
    duration_seconds: value('duration_seconds'),
    justification: value('justification'),
    ticket: value('ticket'),
    policy_id: value('policy_id'),
    policy_version: value('policy_version'),
    because: value('because'),
    submitted_at: value('submitted_at'),
    expires_at: value('expires_at'),
    closed_at: value('closed_at'),
    submitted_sequence: value('submitted_sequence'),
    closed_sequence: value('closed_sequence'),
    open_position: value('open_position'),
    distinct_approvers: value('distinct_approvers'),
    stuck_because: value('stuck_because'),
    cancelled_by_id: value('cancelled_by_id'),
    cancel_comment: value('cancel_comment'),
  }),
);

const selectRequest = statement<{ id: RequestId }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['number', 'requester_id', 'filed_by_id', 'policy_id', 'policy_version', 'status'])
    .where('id', '=', value('id')),
);

const insertAudience = statement<{ principal: PersonId | GroupId; number: number }>()((value, db) =>
  db.insertInto('fact_audience').values({ principal: value('principal'), status: 'open', number: value('number') }),
);

const setAudience = statement<{ principal: PersonId | GroupId; number: number; status: RequestStatus }>()((value, db) =>
  db
    .updateTable('fact_audience')
    .set({ status: value('status') })
    .where('principal', '=', value('principal'))
    .where('status', '=', 'open')
    .where('number', '=', value('number')),
);

const approversOf = statement<{ policyId: PolicyId; version: number }>()((value, db) =>
  db
    .selectFrom('fact_policy_ref')
    .select('principal')
    .where('policy_id', '=', value('policyId'))
    .where('version', '=', value('version'))
    .where('position', '>', 0),
);

const insertWaiting = statement<{ policyId: PolicyId; version: number; number: number; position: number }>()(
  (value, db) =>
    db
      .insertInto('fact_waiting')
      .columns(['principal', 'number'])
      .expression((e) =>
        e
          .selectFrom('fact_policy_ref')
          .select((c) => ['principal', c.val(value('number')).as('number')])
          .where('policy_id', '=', value('policyId'))
          .where('version', '=', value('version'))
          .where('position', '=', value('position')),
      ),
);

const deleteWaiting = statement<{ policyId: PolicyId; version: number; number: number }>()((value, db) =>
  db
    .deleteFrom('fact_waiting')
    .where('number', '=', value('number'))
    .where('principal', 'in', (e) =>
      e
        .selectFrom('fact_policy_ref')
        .select('principal')
        .where('policy_id', '=', value('policyId'))
        .where('version', '=', value('version')),
    ),
);

const insertDecision = statement<{
  number: number;
  sequence: number;
  position: number;
  personId: PersonId;
  decision: DecisionKind;
  comment: string | null;
  at: string;
}>()((value, db) =>
  db.insertInto('fact_decision').values({
    number: value('number'),
    sequence: value('sequence'),
    position: value('position'),
    person_id: value('personId'),
    decision: value('decision'),
    comment: value('comment'),
    at: value('at'),
  }),
);

const insertApproval = statement<{ number: number; personId: PersonId; position: number }>()((value, db) =>
  db
    .insertInto('fact_approval')
    .values({ number: value('number'), person_id: value('personId'), position: value('position') }),
);

const deleteApproval = statement<{ number: number; personId: PersonId; position: number }>()((value, db) =>
  db
    .deleteFrom('fact_approval')
    .where('number', '=', value('number'))
    .where('person_id', '=', value('personId'))
    .where('position', '=', value('position')),
);

const setOpenPosition = statement<{ number: number; position: number }>()((value, db) =>
  db
    .updateTable('fact_request')
    .set({ open_position: value('position') })
    .where('number', '=', value('number')),
);

const setStuck = statement<{ number: number; because: string | null }>()((value, db) =>
  db
    .updateTable('fact_request')
    .set({ stuck_because: value('because') })
    .where('number', '=', value('number')),
);

const setClosed = statement<{ number: number; status: RequestStatus; sequence: number; at: string }>()((value, db) =>
  db
    .updateTable('fact_request')
    .set({
      status: value('status'),
      closed_sequence: value('sequence'),
      closed_at: value('at'),
      stuck_because: null,
    })
    .where('number', '=', value('number')),
);

const setCancelled = statement<{ number: number; by: PersonId | null; comment: string | null }>()((value, db) =>
  db
    .updateTable('fact_request')
    .set({ cancelled_by_id: value('by'), cancel_comment: value('comment') })
    .where('number', '=', value('number')),
);
