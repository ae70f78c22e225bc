import { sql } from 'kysely';
import type { GrantId, RequestId } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { indexedBy, statement } from '../statement.ts';

/** An open request or an active grant whose time is over. */
export type Due =
  | { readonly kind: 'request'; readonly id: RequestId; readonly expiresAt: string }
  | { readonly kind: 'grant'; readonly id: GrantId; readonly expiresAt: string };

// The index is named and the status stands in it as it does in the index: a bound status would have SQLite look for a
// plan at each reading, and without statistics it would rather sort all active grants than read them in order.
const requests = statement<{ at: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_request', 'fact_request_due'))
    .select(['id', 'expires_at'])
    .where('status', '=', sql.lit('open'))
    .where('expires_at', '<=', value('at'))
    .orderBy('expires_at')
    .orderBy('number'),
);

const grants = statement<{ at: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_due'))
    .select(['id', 'expires_at'])
    .where('status', '=', sql.lit('active'))
    .where('expires_at', '<=', value('at'))
    .orderBy('expires_at')
    .orderBy('sequence'),
);

/** Open requests filed, and active grants begun, later than a moment: only a clock that was put back leaves any. */
export function listBegunAfter(db: ReadDb, at: string): { openRequests: RequestId[]; activeGrants: GrantId[] } {
  const filed = build
    .selectFrom('fact_request')
    .select('id')
    .where('status', '=', 'open')
    .where('submitted_at', '>', at);
  const begun = build.selectFrom('fact_grant').select('id').where('status', '=', 'active').where('starts_at', '>', at);
  return {
    openRequests: db.all(filed.orderBy('number')).map(({ id }) => id),
    activeGrants: db.all(begun.orderBy('sequence')).map(({ id }) => id),
  };
}

/** What is due at a moment, in the order of its due moments. */
export function listDue(db: ReadDb, at: string): Due[] {
  const due: Due[] = [
    ...db.all(requests({ at })).map(({ id, expires_at }): Due => ({ kind: 'request', id, expiresAt: expires_at })),
    ...db.all(grants({ at })).map(({ id, expires_at }): Due => ({ kind: 'grant', id, expiresAt: expires_at })),
  ];
  return due.sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : a.expiresAt > b.expiresAt ? 1 : 0));
}

const lapsed = statement<{ at: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_request', 'fact_request_due'))
    .select('number')
    .where('status', '=', sql.lit('open'))
    .where('expires_at', '<=', value('at')),
);

/** The numbers, ascending, of the requests that are over as of the moment of reading and whose end is not recorded yet. */
export function lapsedNumbers(db: ReadDb): number[] {
  return db.asOf === null ? [] : db.numbers(lapsed({ at: db.asOf })).sort((a, b) => a - b);
}

const endedGrants = statement<{ at: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_due'))
    .select('sequence as number')
    .where('status', '=', sql.lit('active'))
    .where('expires_at', '<=', value('at')),
);

/** The events that began the grants that are over as of the moment of reading and whose end is not recorded yet. */
export function endedUnrecorded(db: ReadDb): number[] {
  return db.asOf === null ? [] : db.numbers(endedGrants({ at: db.asOf }));
}

/** Whether something is over as of the moment of reading although it is not recorded yet. */
export function isOverUnrecorded(db: ReadDb, expiresAt: string): boolean {
  return db.asOf !== null && db.asOf >= expiresAt;
}

const nextRequest = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom(indexedBy('fact_request', 'fact_request_due'))
    .select(['id', 'expires_at'])
    .where('status', '=', sql.lit('open'))
    .orderBy('expires_at')
    .orderBy('number')
    .limit(sql.lit(1)),
);

const nextGrant = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_due'))
    .select(['id', 'expires_at'])
    .where('status', '=', sql.lit('active'))
    .orderBy('expires_at')
    .orderBy('sequence')
    .limit(sql.lit(1)),
);

/** What ends next by time, the first of what `listDue` answers once it is due; null when nothing is waiting to end. */
export function nextToEnd(db: ReadDb): Due | null {
  const request = db.first(nextRequest({}));
  const grant = db.first(nextGrant({}));
  if (request && (!grant || request.expires_at <= grant.expires_at))
    return { kind: 'request', id: request.id, expiresAt: request.expires_at };
  return grant ? { kind: 'grant', id: grant.id, expiresAt: grant.expires_at } : null;
}

/** The next moment at which something is due, or null when nothing is waiting to end. */
export function nextDue(db: ReadDb): string | null {
  return nextToEnd(db)?.expiresAt ?? null;
}
