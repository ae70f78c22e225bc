import { type Compilable, type RawBuilder, sql } from 'kysely';
import type { GrantId, RequestId } from '../../../src-preload/contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

/** An open request or an active grant whose time is over. */
export type Due =
  | { readonly kind: 'request'; readonly id: RequestId; readonly expiresAt: string }
  | { readonly kind: 'grant'; readonly id: GrantId; readonly expiresAt: string };

// The index is named and the status stands in it as it does in the index: a bound status would have SQLite look for a
// plan at each reading, and without statistics it would rather sort all active grants than read them in order.
const requests = statement<{ at: string }, { id: RequestId; expires_at: string }>((value) =>
  query(sql`select id, expires_at from fact_request indexed by fact_request_due
    where status = 'open' and expires_at <= ${value('at')} order by expires_at, number`),
);

const grants = statement<{ at: string }, { id: GrantId; expires_at: string }>((value) =>
  query(sql`select id, expires_at from fact_grant indexed by fact_grant_due
    where status = 'active' and expires_at <= ${value('at')} order by expires_at, sequence`),
);

/** What is due at a moment, in the order of its due moments. */
export function listDue(db: ReadDb, at: string): Due[] {
  const due: Due[] = [
    ...db.all(requests({ at })).map(({ id, expires_at }): Due => ({ kind: 'request', id, expiresAt: expires_at })),
    ...db.all(grants({ at })).map(({ id, expires_at }): Due => ({ kind: 'grant', id, expiresAt: expires_at })),
  ];
  return due.sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : a.expiresAt > b.expiresAt ? 1 : 0));
}

const nextRequest = statement<Record<string, never>, { expires_at: string }>(() =>
  query(sql`select expires_at from fact_request indexed by fact_request_due
    where status = 'open' order by expires_at, number limit 1`),
);

const nextGrant = statement<Record<string, never>, { expires_at: string }>(() =>
  query(sql`select expires_at from fact_grant indexed by fact_grant_due
    where status = 'active' order by expires_at, sequence limit 1`),
);

/** The next moment at which something is due, or null when nothing is waiting to end. */
export function nextDue(db: ReadDb): string | null {
  const moments = [db.first(nextRequest({})), db.first(nextGrant({}))].flatMap((row) => row?.expires_at ?? []);
  return moments.sort()[0] ?? null;
}

function query<O>(raw: RawBuilder<O>): Compilable<O> {
  return { compile: () => raw.compile(build) };
}
