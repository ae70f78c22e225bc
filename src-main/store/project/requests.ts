import type { DeskEvent } from '#contract/events.ts';
import type { DecisionKind, RequestStatus } from '#contract/requests.ts';
import type { PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import { findKey, keyIn } from '../ids.ts';
import type { Key, RequestRow } from '../schema.ts';
import { lastingStatement, statement } from '../statement.ts';
import { nameId } from './names.ts';
import { closeInBlock, completeBlock, fillStatusBlocks } from './requestBlocks.ts';
import { indexRequest } from './search.ts';
import { dropUnanswered, fillUnanswered, projectText } from './thread.ts';

type RequestEvent = Extract<
  DeskEvent,
  { type: `request.${string}` | 'approval.withdrawn' | 'step.completed' | 'question.asked' | 'answer.given' }
>;

/** `forLists`: whether what only lists of requests read is kept; if not, call {@link fillForLists} at the end. */
export function projectRequest(tx: WriteTx, event: RequestEvent, forLists: boolean): void {
  if (event.type === 'request.submitted') return submitted(tx, event);
  const number = numberOf(tx, event.data.requestId);
  const person = (): Key<PersonId> => keyIn(tx, actorOf(event));
  const close = (status: ClosedStatus, at: string): void => {
    tx.run(setClosed({ number, status, sequence: event.sequence, at }));
    if (!forLists) return;
    tx.run(deleteApprovals({ number }));
    dropUnanswered(tx, number);
    closeInBlock(tx, number, status);
  };
  switch (event.type) {
    case 'request.approved':
      record(tx, event, number, 'approved', event.data.position, event.data.comment);
      if (forLists) tx.run(insertApproval({ number, person: person(), position: event.data.position }));
      return;
    case 'approval.withdrawn':
      record(tx, event, number, 'withdrawn', event.data.position, event.data.comment);
      if (forLists) tx.run(deleteApproval({ number, person: person(), position: event.data.position }));
      return;
    case 'step.completed':
      if (event.data.next === null) return close('approved', event.at);
      return tx.run(setOpenPosition({ number, position: event.data.next }));
    case 'request.rejected':
      record(tx, event, number, 'rejected', event.data.position, event.data.comment);
      return close('rejected', event.at);
    case 'request.bypassed':
      record(tx, event, number, 'bypassed', event.data.position, event.data.reason);
      return close('approved', event.at);
    case 'request.cancelled':
      tx.run(setCancelled({ number, by: event.actor && keyIn(tx, event.actor), comment: event.data.comment }));
      return close('cancelled', event.at);
    case 'request.expired':
      return close('expired', event.data.expiredAt);
    case 'request.stuck':
      return tx.run(setStuck({ number, because: event.data.because }));
    case 'request.unstuck':
      return tx.run(setStuck({ number, because: null }));
    case 'question.asked':
    case 'answer.given':
      return projectText(tx, event, number, forLists);
  }
}

/**
 * Makes anew what {@link projectRequest} left out: of open requests the approvals in force and which await an answer, and the statuses of
 * closed ones in blocks.
 */
export function fillForLists(tx: WriteTx): void {
  tx.run(deleteEveryApproval({}));
  tx.run(insertApprovalsInForce({}));
  fillUnanswered(tx);
  fillStatusBlocks(tx);
}

type ClosedStatus = Exclude<RequestStatus, 'open'>;

type Submitted = Extract<DeskEvent, { type: 'request.submitted' }>;

function submitted(tx: WriteTx, event: Submitted): void {
  const { data, sequence } = event;
  const version = tx.first(distinctOf({ policyId: data.policyId, version: data.policyVersion }));
  if (!version) throw new TypeError(`Event ${sequence} names a version of a policy that was never made.`);
  tx.run(
    insertRequest({
      number: data.number,
      id_key: keyIn(tx, data.id),
      status: 'open',
      requester_key: keyIn(tx, data.requesterId),
      filed_by_key: data.filedById && keyIn(tx, data.filedById),
      resource_id: nameId(tx, 'resource', data.resource),
      account_id: nameId(tx, 'account', data.account),
      resource: data.resource,
      account: data.account,
      duration_seconds: data.durationSeconds,
      justification: data.justification,
      ticket: data.ticket,
      policy_key: keyIn(tx, data.policyId),
      policy_version: data.policyVersion,
      because: data.because,
      submitted_at: event.at,
      expires_at: data.expiresAt,
      closed_at: null,
      submitted_sequence: sequence,
      closed_sequence: null,
      open_position: 1,
      distinct_approvers: version.distinct,
      stuck_because: null,
    }),
  );
  completeBlock(tx, data.number);
  indexRequest(tx, data);
}

function numberOf(tx: WriteTx, id: RequestId): number {
  const request = tx.first(selectRequest({ key: findKey(tx, id) ?? null }));
  if (!request) throw new TypeError(`An event is about request ${id}, which was never submitted.`);
  return request.number;
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
  tx.run(insertDecision({ number, sequence, position, person: keyIn(tx, actorOf(event)), decision, comment, at }));
}

function actorOf(event: RequestEvent): PersonId {
  if (event.actor === null) throw new TypeError(`Event ${event.sequence} (${event.type}) has nobody who did it.`);
  return event.actor;
}

const distinctOf = lastingStatement<{ policyId: PolicyId; version: number }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .select((e) => e.fn<number>('json_extract', ['rules', e.val('$.distinctApprovers')]).as('distinct'))
    .where('policy_id', '=', value('policyId'))
    .where('version', '=', value('version')),
);

type Filed = Omit<RequestRow, 'cancelled_by_key' | 'cancel_comment'>;

const insertRequest = statement<Filed>()((value, db) =>
  db.insertInto('fact_request').values({
    number: value('number'),
    id_key: value('id_key'),
    status: value('status'),
    requester_key: value('requester_key'),
    filed_by_key: value('filed_by_key'),
    resource_id: value('resource_id'),
    account_id: value('account_id'),
    resource: value('resource'),
    account: value('account'),
    duration_seconds: value('duration_seconds'),
    justification: value('justification'),
    ticket: value('ticket'),
    policy_key: value('policy_key'),
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
  }),
);

const selectRequest = lastingStatement<{ key: Key<RequestId> | null }>()((value, db) =>
  db.selectFrom('fact_request').select('number').where('id_key', '=', value('key')),
);

const insertDecision = statement<{
  number: number;
  sequence: number;
  position: number;
  person: Key<PersonId>;
  decision: DecisionKind;
  comment: string | null;
  at: string;
}>()((value, db) =>
  db.insertInto('fact_decision').values({
    number: value('number'),
    sequence: value('sequence'),
    position: value('position'),
    person_key: value('person'),
    decision: value('decision'),
    comment: value('comment'),
    at: value('at'),
  }),
);

const insertApproval = statement<{ number: number; person: Key<PersonId>; position: number }>()((value, db) =>
  db
    .insertInto('fact_approval')
    .values({ number: value('number'), person_key: value('person'), position: value('position') }),
);

const deleteEveryApproval = statement<object>()((_value, db) => db.deleteFrom('fact_approval'));

const insertApprovalsInForce = statement<object>()((_value, db) =>
  db
    .insertInto('fact_approval')
    .columns(['number', 'person_key', 'position'])
    .expression((e) =>
      e
        .selectFrom('fact_decision as given')
        .innerJoin('fact_request', 'fact_request.number', 'given.number')
        .select(['given.number', 'given.person_key', 'given.position'])
        .where('fact_request.status', '=', 'open')
        .where('given.decision', '=', 'approved')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('fact_decision as later')
                .select('later.sequence')
                .whereRef('later.number', '=', 'given.number')
                .whereRef('later.person_key', '=', 'given.person_key')
                .whereRef('later.position', '=', 'given.position')
                .whereRef('later.sequence', '>', 'given.sequence')
                .where('later.decision', '=', 'withdrawn'),
            ),
          ),
        ),
    ),
);

const deleteApproval = statement<{ number: number; person: Key<PersonId>; position: number }>()((value, db) =>
  db
    .deleteFrom('fact_approval')
    .where('number', '=', value('number'))
    .where('person_key', '=', value('person'))
    .where('position', '=', value('position')),
);

const deleteApprovals = statement<{ number: number }>()((value, db) =>
  db.deleteFrom('fact_approval').where('number', '=', value('number')),
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

const setCancelled = statement<{ number: number; by: Key<PersonId> | null; comment: string | null }>()((value, db) =>
  db
    .updateTable('fact_request')
    .set({ cancelled_by_key: value('by'), cancel_comment: value('comment') })
    .where('number', '=', value('number')),
);
