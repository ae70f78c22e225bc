import type { DeskEvent } from '#contract/events.ts';
import type { GrantStatus } from '#contract/grants.ts';
import type { GrantId, PersonId, RequestId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import { findKey, keyIn } from '../ids.ts';
import type { Key } from '../schema.ts';
import { lastingStatement, statement } from '../statement.ts';
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
        reviewGrant({
          id: findKey(tx, event.data.grantId) ?? null,
          by: event.actor && keyIn(tx, event.actor),
          at: event.at,
          comment: event.data.comment,
        }),
      );
  }
}

function started(tx: WriteTx, { data, sequence }: Extract<DeskEvent, { type: 'grant.started' }>): void {
  const request = tx.first(requestOf({ key: findKey(tx, data.requestId) ?? null }));
  if (!request) throw new TypeError(`A grant started for request ${data.requestId}, which was never submitted.`);
  const reason = data.viaBypass ? (tx.first(bypassReason({ number: request.number }))?.comment ?? '') : null;
  const holder = keyIn(tx, data.personId);
  tx.run(
    insertGrant({
      sequence,
      id: keyIn(tx, data.id),
      number: request.number,
      person: holder,
      resourceId: request.resource_id,
      accountId: request.account_id,
      startsAt: data.startsAt,
      expiresAt: data.expiresAt,
      reason,
    }),
  );
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
  const endedBy = endedById && keyIn(tx, endedById);
  tx.run(endGrant({ id: findKey(tx, id) ?? null, status, endedAt, endedBy, reason }));
}

const endGrant = statement<{
  id: Key<GrantId> | null;
  status: GrantStatus;
  endedAt: string;
  endedBy: Key<PersonId> | null;
  reason: string | null;
}>()((value, db) =>
  db
    .updateTable('fact_grant')
    .set({
      status: value('status'),
      ended_at: value('endedAt'),
      ended_by_key: value('endedBy'),
      reason: value('reason'),
    })
    .where('id_key', '=', value('id')),
);

const reviewGrant = statement<{ id: Key<GrantId> | null; by: Key<PersonId> | null; at: string; comment: string }>()(
  (value, db) =>
    db
      .updateTable('fact_grant')
      .set({ reviewed_by_key: value('by'), reviewed_at: value('at'), review_comment: value('comment') })
      .where('id_key', '=', value('id')),
);

const requestOf = lastingStatement<{ key: Key<RequestId> | null }>()((value, db) =>
  db.selectFrom('fact_request').select(['number', 'resource_id', 'account_id']).where('id_key', '=', value('key')),
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
  id: Key<GrantId>;
  number: number;
  person: Key<PersonId>;
  resourceId: number;
  accountId: number;
  startsAt: string;
  expiresAt: string;
  reason: string | null;
}>()((value, db) =>
  db.insertInto('fact_grant').values({
    sequence: value('sequence'),
    id_key: value('id'),
    request_number: value('number'),
    person_key: value('person'),
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
