import type { DeskEvent } from '#contract/events.ts';
import type { GrantStatus } from '#contract/grants.ts';
import type { GrantId, PersonId, RequestId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import { findKey, keyOf } from '../ids.ts';
import { statement } from '../statement.ts';
import { indexGrant } from './search.ts';

type GrantEvent = Extract<DeskEvent, { type: `grant.${string}` | 'bypass.reviewed' }>;

export function projectGrant(tx: WriteTx, event: GrantEvent): void {
  switch (event.type) {
    case 'grant.started':
      return started(tx, event);
    case 'grant.expired':
      return end(tx, event.data.id, 'expired', event.data.expiredAt, null, null);
    case 'grant.revoked':
      return end(tx, event.data.id, 'revoked', event.at, event.actor, event.data.reason);
    case 'grant.released':
      return end(tx, event.data.id, 'released', event.at, event.actor, null);
    case 'bypass.reviewed':
      return tx.run(
        reviewGrant({ id: event.data.grantId, by: event.actor, at: event.at, comment: event.data.comment }),
      );
  }
}

function started(tx: WriteTx, { data, sequence }: Extract<DeskEvent, { type: 'grant.started' }>): void {
  const request = tx.first(requestOf({ id: data.requestId }));
  if (!request) throw new TypeError(`A grant started for request ${data.requestId}, which was never submitted.`);
  const reason = data.viaBypass ? (tx.first(bypassReason({ number: request.number }))?.comment ?? '') : null;
  tx.run(
    insertGrant({
      sequence,
      id: data.id,
      number: request.number,
      personId: data.personId,
      resourceId: request.resource_id,
      accountId: request.account_id,
      startsAt: data.startsAt,
      expiresAt: data.expiresAt,
      reason,
    }),
  );
  const holder = findKey(tx, data.personId);
  if (holder === undefined) throw new TypeError(`Event ${sequence} grants access to nobody known.`);
  indexGrant(tx, data, sequence, holder);
}

function end(
  tx: WriteTx,
  id: GrantId,
  status: GrantStatus,
  endedAt: string,
  endedById: PersonId | null,
  reason: string | null,
): void {
  tx.run(endGrant({ id, status, endedAt, endedById, reason }));
}

const endGrant = statement<{
  id: GrantId;
  status: GrantStatus;
  endedAt: string;
  endedById: PersonId | null;
  reason: string | null;
}>()((value, db) =>
  db
    .updateTable('fact_grant')
    .set({
      status: value('status'),
      ended_at: value('endedAt'),
      ended_by_key: keyOf(value('endedById')),
      reason: value('reason'),
    })
    .where('id_key', '=', keyOf(value('id'))),
);

const reviewGrant = statement<{ id: GrantId; by: PersonId | null; at: string; comment: string }>()((value, db) =>
  db
    .updateTable('fact_grant')
    .set({ reviewed_by_key: keyOf(value('by')), reviewed_at: value('at'), review_comment: value('comment') })
    .where('id_key', '=', keyOf(value('id'))),
);

const requestOf = statement<{ id: RequestId }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['number', 'resource_id', 'account_id'])
    .where('id_key', '=', keyOf(value('id'))),
);

const bypassReason = statement<{ number: number }>()((value, db) =>
  db
    .selectFrom('fact_decision')
    .select('comment')
    .where('number', '=', value('number'))
    .where('decision', '=', 'bypassed'),
);

const insertGrant = statement<{
  sequence: number;
  id: GrantId;
  number: number;
  personId: PersonId;
  resourceId: number;
  accountId: number;
  startsAt: string;
  expiresAt: string;
  reason: string | null;
}>()((value, db) =>
  db.insertInto('fact_grant').values({
    sequence: value('sequence'),
    id_key: keyOf(value('id')),
    request_number: value('number'),
    person_key: keyOf(value('personId')),
    resource_id: value('resourceId'),
    account_id: value('accountId'),
    status: 'active',
    starts_at: value('startsAt'),
    expires_at: value('expiresAt'),
    ended_at: null,
    ended_by_key: null,
    reason: null,
    bypass_reason: value('reason'),
    reviewed_by_key: null,
    reviewed_at: null,
    review_comment: null,
  }),
);
