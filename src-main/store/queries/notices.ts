import { sql } from 'kysely';
import type { DeskEvent, EventType } from '../../../src-preload/contract/events.ts';
import type { NoticeKind } from '../../../src-preload/contract/notices.ts';
import type { Role } from '../../../src-preload/contract/people.ts';
import type { GrantId, PersonId, RequestId } from '../../../src-preload/contract/scalars.ts';
import { build, type ReadDb, type WriteTx } from '../connection.ts';
import type { NoticeRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { storedEvent } from './event.ts';
import { FOREVER } from './span.ts';
import { isSettledSql } from './waiting.ts';

const LIST = 'notices';

/** How many notices of one person are kept; the oldest go first. */
export const KEPT_NOTICES = 500;

/** A notice as it is kept; its words are found when it is shown. */
export type StoredNotice = Omit<NoticeRow, 'person_id' | 'read'> & { readonly read: number };

/** What is to be kept of something that somebody is told. */
export interface NewNotice {
  readonly kind: NoticeKind;
  readonly sequence: number;
  readonly subjectId: string;
  readonly at: string;
}

const cursorOf = statement<{ personId: PersonId }, { sequence: number }>((value, db) =>
  db.selectFrom('local_notice_cursor').select('sequence').where('person_id', '=', value('personId')),
);

/** Up to which event somebody was told; null when they never were. */
export function loadNoticeCursor(db: ReadDb, personId: PersonId): number | null {
  return db.first(cursorOf({ personId }))?.sequence ?? null;
}

const putCursor = statement<{ personId: PersonId; sequence: number }, unknown>((value, db) =>
  db
    .insertInto('local_notice_cursor')
    .values({ person_id: value('personId'), sequence: value('sequence') })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((row) => ({ sequence: row.ref('excluded.sequence') })),
    ),
);

export function saveNoticeCursor(tx: WriteTx, personId: PersonId, sequence: number): void {
  tx.run(putCursor({ personId, sequence }));
}

/** Who is told, and after which event. */
export interface Telling {
  readonly personId: PersonId;
  readonly role: Role;
  readonly after: number;
}

interface StoredBytes {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

// What is nothing to this person is passed over here, without being read in full: most events are. Which are left is for the engine to say.
const eventsFor = statement<{ personId: PersonId; admin: number; after: number; types: string }, StoredBytes>(
  (value) => ({
    compile: () =>
      sql<StoredBytes>`select l.sequence, l.bytes from fact_event as e not indexed
        cross join ledger as l on l.sequence = e.sequence
        left join fact_request as r on e.type not in ('grant.expired', 'grant.revoked', 'proposal.made') and
          r.id = cast(l.bytes as text) ->> iif(e.type = 'request.submitted', '$.data.id', '$.data.requestId')
        where e.sequence > ${value('after')} and e.type in (select value from json_each(${value('types')}))
        and (e.actor_id is null or e.actor_id <> ${value('personId')})
        and case
          when e.type in ('request.submitted', 'step.completed') then r.status = 'open'
          when e.type in ('grant.expired', 'grant.revoked') then exists (select 1 from fact_grant as g
            where g.id = cast(l.bytes as text) ->> '$.data.id' and g.person_id = ${value('personId')})
          when e.type = 'proposal.made' then ${value('admin')}
          when e.type = 'grant.started' and cast(l.bytes as text) ->> '$.data.viaBypass' then true
          else r.requester_id = ${value('personId')} or r.filed_by_id = ${value('personId')} end
        order by e.sequence`.compile(build),
  }),
);

/**
 * The events of some types after a sequence that can be anything to somebody, oldest first. Throws when one of them cannot be read: what is
 * listed was checked when the workspace was opened.
 */
export function listEventsFor(
  db: ReadDb,
  { personId, role, after }: Telling,
  types: readonly EventType[],
): DeskEvent[] {
  const args = { personId, admin: role === 'admin' ? 1 : 0, after, types: JSON.stringify(types) };
  return db.all(eventsFor(args)).map(({ sequence, bytes }) => storedEvent(sequence, bytes));
}

const requestNumbers = statement<{ ids: string }, { id: RequestId; number: number }>((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['id', 'number'])
    .where('id', 'in', sql<RequestId>`(select value from json_each(${value('ids')}))`),
);

/** The numbers of requests, by id. */
export function numbersOf(db: ReadDb, ids: readonly RequestId[]): ReadonlyMap<RequestId, number> {
  return new Map(db.all(requestNumbers({ ids: JSON.stringify(ids) })).map(({ id, number }) => [id, number]));
}

const grantHolders = statement<{ ids: string }, { id: GrantId; holderId: PersonId }>((value, db) =>
  db
    .selectFrom('fact_grant')
    .select(['id', 'person_id as holderId'])
    .where('id', 'in', sql<GrantId>`(select value from json_each(${value('ids')}))`),
);

/** Who holds grants, by id of the grant. */
export function holdersOf(db: ReadDb, ids: readonly GrantId[]): ReadonlyMap<GrantId, PersonId> {
  return new Map(db.all(grantHolders({ ids: JSON.stringify(ids) })).map(({ id, holderId }) => [id, holderId]));
}

/** An active grant that ends by time, and how long it was given for, in seconds. */
export interface EndingGrant {
  readonly id: GrantId;
  readonly sequence: number;
  readonly expiresAt: string;
  readonly durationSeconds: number;
}

const endingOf = statement<{ personId: PersonId; until: string }, EndingGrant>((value) => ({
  compile: () =>
    sql<EndingGrant>`select g.id, g.sequence, g.expires_at as expiresAt, r.duration_seconds as durationSeconds
      from fact_grant as g indexed by fact_grant_ending_by_person
      cross join fact_request as r on r.number = g.request_number
      where g.person_id = ${value('personId')} and g.status = 'active' and g.expires_at <= ${value('until')}
      order by g.expires_at, g.sequence`.compile(build),
}));

/** A person's active grants that end until a moment, which ends next first. */
export function listEndingOf(db: ReadDb, personId: PersonId, until: string): EndingGrant[] {
  return db.all(endingOf({ personId, until }));
}

const nextEndingAfter = statement<{ after: string }, { expiresAt: string }>((value) => ({
  compile: () =>
    sql<{ expiresAt: string }>`select expires_at as expiresAt from fact_grant indexed by fact_grant_due
      where status = 'active' and expires_at > ${value('after')} order by expires_at, sequence limit 1`.compile(build),
}));

/** When the first active grant ends that ends later than a moment; null when none does. */
export function nextEnding(db: ReadDb, after: string): string | null {
  return db.first(nextEndingAfter({ after }))?.expiresAt ?? null;
}

const oneKept = statement<{ personId: PersonId; kind: NoticeKind; sequence: number }, { number: number }>((value, db) =>
  db
    .selectFrom('local_notice')
    .select('number')
    .where('person_id', '=', value('personId'))
    .where('kind', '=', value('kind'))
    .where('sequence', '=', value('sequence')),
);

/** Whether somebody was told this already. */
export function wasTold(db: ReadDb, personId: PersonId, { kind, sequence }: NewNotice): boolean {
  return db.first(oneKept({ personId, kind, sequence })) !== undefined;
}

const newest = statement<Record<string, never>, { number: number | null }>((_, db) =>
  db.selectFrom('local_notice').select((e) => e.fn.max('number').as('number')),
);

const put = statement<NewNotice & { personId: PersonId; number: number }, unknown>((value, db) =>
  db
    .insertInto('local_notice')
    .values({
      number: value('number'),
      person_id: value('personId'),
      kind: value('kind'),
      sequence: value('sequence'),
      subject_id: value('subjectId'),
      at: value('at'),
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'sequence']).doNothing()),
);

const drop = statement<{ personId: PersonId; kept: number }, unknown>((value) => ({
  compile: () =>
    sql`delete from local_notice where number in (
      select number from local_notice indexed by local_notice_by_person where person_id = ${value('personId')}
      order by number desc limit -1 offset ${value('kept')})`.compile(build),
}));

/** Keeps what somebody is told, in this order, and of all that they were told the newest. */
export function keepNotices(tx: WriteTx, personId: PersonId, notices: readonly NewNotice[]): void {
  let number = tx.first(newest({}))?.number ?? 0;
  for (const notice of notices.slice(-KEPT_NOTICES)) {
    number += 1;
    tx.run(put({ ...notice, personId, number }));
  }
  tx.run(drop({ personId, kept: KEPT_NOTICES }));
}

// What waited for somebody and does so no longer: a request that is closed, or that they have approved; a break-glass that was reviewed; a
// proposal that is closed; an access that is over.
const doneWith = sql`
  (n.kind = 'requestWaits' and not exists (select 1 from fact_request as r where r.id = n.subject_id and r.status = 'open'
    and not exists (select 1 from fact_approval as a where a.number = r.number and a.person_id = n.person_id
      and ${isSettledSql})))
  or (n.kind = 'reviewWaits' and not exists (select 1 from fact_grant as g where g.id = n.subject_id and g.reviewed_at is null))
  or (n.kind = 'proposalWaits' and not exists (select 1 from fact_proposal as p where p.id = n.subject_id and p.status = 'open'))
  or (n.kind = 'accessEnding' and not exists (select 1 from fact_grant as g where g.id = n.subject_id and g.status = 'active'))`;

const overtaken = statement<{ personId: PersonId }, { number: number }>((value) => ({
  compile: () =>
    sql<{ number: number }>`select n.number from local_notice as n indexed by local_notice_unread
      where n.person_id = ${value('personId')} and n.read = 0 and (${doneWith})`.compile(build),
}));

/** The unread notices of somebody that told of what there was to do, and there is nothing left to do. */
export function listOvertaken(db: ReadDb, personId: PersonId): number[] {
  return db.numbers(overtaken({ personId }));
}

const setRead = statement<{ numbers: string }, unknown>((value, db) =>
  db
    .updateTable('local_notice')
    .set({ read: 1 })
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);

/** Marks notices as read. */
export function markNoticesRead(tx: WriteTx, numbers: readonly number[]): void {
  tx.run(setRead({ numbers: JSON.stringify(numbers) }));
}

const unreadOf = statement<{ personId: PersonId; upTo: number }, { number: number }>((value, db) =>
  db
    .selectFrom('local_notice')
    .select('number')
    .where('person_id', '=', value('personId'))
    .where('read', '=', 0)
    .where('number', '<=', value('upTo'))
    .orderBy('number'),
);

/** The numbers of the notices that somebody has not read, up to one of them; all when left out. */
export function listUnread(db: ReadDb, personId: PersonId, upTo = FOREVER): number[] {
  return db.numbers(unreadOf({ personId, upTo }));
}

const ofNumber = statement<{ personId: PersonId; number: number }, { number: number }>((value, db) =>
  db
    .selectFrom('local_notice')
    .select('number')
    .where('number', '=', value('number'))
    .where('person_id', '=', value('personId')),
);

/** Whether this is a notice of theirs. */
export function hasNotice(db: ReadDb, personId: PersonId, number: number): boolean {
  return db.first(ofNumber({ personId, number })) !== undefined;
}

const columns = ['number', 'kind', 'sequence', 'subject_id', 'at', 'read'] as const;

const everyOf = statement<{ personId: PersonId; before: number; limit: number }, StoredNotice>((value, db) =>
  db
    .selectFrom('local_notice')
    .select(columns)
    .where('person_id', '=', value('personId'))
    .where('number', '<', value('before'))
    .orderBy('number', 'desc')
    .limit(value('limit')),
);

const unreadPage = statement<{ personId: PersonId; before: number; limit: number }, StoredNotice>((value, db) =>
  db
    .selectFrom('local_notice')
    .select(columns)
    .where('person_id', '=', value('personId'))
    .where('read', '=', 0)
    .where('number', '<', value('before'))
    .orderBy('number', 'desc')
    .limit(value('limit')),
);

/** Which page of somebody's notices. */
export interface NoticeFilters {
  readonly unread?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of what somebody was told, all of it or what they have not read, the newest first. Null when the cursor is none of this list. */
export function listNotices(
  db: ReadDb,
  personId: PersonId,
  { unread = false, cursor, limit }: NoticeFilters,
): { readonly items: StoredNotice[]; readonly nextCursor: string | null } | null {
  const before = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (before === null) return null;
  const list = unread ? unreadPage : everyOf;
  return cutPage(db.all(list({ personId, before, limit: limit + 1 })), limit, ({ number }) =>
    encodeCursor(LIST, number),
  );
}
