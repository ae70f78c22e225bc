import { sql } from 'kysely';
import type { GrantId, RequestId } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { idOf } from '../ids.ts';
import { indexedBy, statement } from '../statement.ts';

/** An open request or an active grant whose time has run out. */
export type Due =
  | { readonly kind: 'request'; readonly id: RequestId; readonly expiresAt: string }
  | { readonly kind: 'grant'; readonly id: GrantId; readonly expiresAt: string };

// The query names the index and repeats its status literal. With a bound status SQLite would plan at each reading, and
// without statistics it would sort all active grants instead of reading them in order.
const requests = statement<{ at: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_request', 'fact_request_due'))
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'expires_at'])
    .where('status', '=', sql.lit('open'))
    .where('expires_at', '<=', value('at'))
    .orderBy('expires_at')
    .orderBy('number'),
);

const grants = statement<{ at: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_due'))
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'expires_at'])
    .where('status', '=', sql.lit('active'))
    .where('expires_at', '<=', value('at'))
    .orderBy('expires_at')
    .orderBy('sequence'),
);

/** Open requests filed, and active grants begun, after a moment. There are some only after the clock was put back. */
export function listBegunAfter(db: ReadDb, at: string): { openRequests: RequestId[]; activeGrants: GrantId[] } {
  const filed = build
    .selectFrom('fact_request')
    .select((e) => idOf(e.ref('id_key')).as('id'))
    .where('status', '=', 'open')
    .where('submitted_at', '>', at);
  const begun = build
    .selectFrom('fact_grant')
    .select((e) => idOf(e.ref('id_key')).as('id'))
    .where('status', '=', 'active')
    .where('starts_at', '>', at);
  return {
    openRequests: db.all(filed.orderBy('number')).map(({ id }) => id),
    activeGrants: db.all(begun.orderBy('sequence')).map(({ id }) => id),
  };
}

/** Everything that is due at a moment, by due time. */
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

/** The numbers, ascending, of the requests that have ended as of the moment of reading but have no recorded end yet. */
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

/** The start events of the grants that have ended as of the moment of reading but have no recorded end yet. */
export function endedUnrecorded(db: ReadDb): number[] {
  return db.asOf === null ? [] : db.numbers(endedGrants({ at: db.asOf }));
}

/** Whether something has ended as of the moment of reading although no end is recorded yet. */
export function isOverUnrecorded(db: ReadDb, expiresAt: string): boolean {
  return db.asOf !== null && db.asOf >= expiresAt;
}

const nextRequest = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom(indexedBy('fact_request', 'fact_request_due'))
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'expires_at'])
    .where('status', '=', sql.lit('open'))
    .orderBy('expires_at')
    .orderBy('number')
    .limit(sql.lit(1)),
);

const nextGrant = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_due'))
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'expires_at'])
    .where('status', '=', sql.lit('active'))
    .orderBy('expires_at')
    .orderBy('sequence')
    .limit(sql.lit(1)),
);

/** The next request or grant to end by time: the first that `listDue` will return. Null if nothing waits to end. */
export function nextToEnd(db: ReadDb): Due | null {
  const request = db.first(nextRequest({}));
  const grant = db.first(nextGrant({}));
  if (request && (!grant || request.expires_at <= grant.expires_at))
    return { kind: 'request', id: request.id, expiresAt: request.expires_at };
  return grant ? { kind: 'grant', id: grant.id, expiresAt: grant.expires_at } : null;
}

/** The next due moment, or null if nothing waits to end. */
export function nextDue(db: ReadDb): string | null {
  return nextToEnd(db)?.expiresAt ?? null;
}
