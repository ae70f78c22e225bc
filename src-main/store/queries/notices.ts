import { type RawBuilder, sql } from 'kysely';
import type { DeskEvent, EventType } from '#contract/events.ts';
import type { NoticeKind } from '#contract/notices.ts';
import type { Role } from '#contract/people.ts';
import type { GrantId, PersonId, RequestId } from '#contract/scalars.ts';
import { build, type ReadDb, type WriteTx } from '../connection.ts';
import { codesOf, EVENT_CODES } from '../eventCodes.ts';
import { idOf, keyOf, keysOf } from '../ids.ts';
import type { NoticeRow } from '../schema.ts';
import { indexedBy, statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { storedEvent } from './event.ts';
import { FOREVER } from './span.ts';

const LIST = 'notices';

/** How many notices are kept per person. The oldest are deleted first. */
export const KEPT_NOTICES = 500;

/** A stored notice. Its text is written when it is shown. */
export type StoredNotice = Omit<NoticeRow, 'person_id' | 'read'> & { readonly read: number };

/** A notice that is about to be stored. */
export interface NewNotice {
  readonly kind: NoticeKind;
  readonly sequence: number;
  readonly subjectId: string;
  readonly at: string;
}

const cursorOf = statement<{ personId: PersonId }>()((value, db) =>
  db.selectFrom('local_notice_cursor').select('sequence').where('person_id', '=', value('personId')),
);

/** The last event for which a person was notified. Null if there was none yet. */
export function loadNoticeCursor(db: ReadDb, personId: PersonId): number | null {
  return db.first(cursorOf({ personId }))?.sequence ?? null;
}

const putCursor = statement<{ personId: PersonId; sequence: number }>()((value, db) =>
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

/** The person to notify, and the event after which to start. */
export interface Telling {
  readonly personId: PersonId;
  readonly role: Role;
  readonly after: number;
}

interface StoredBytes {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

const CODE = EVENT_CODES;
// The key of the id at a path of the event.
const keyIn = (path: RawBuilder<unknown>) =>
  sql`(select key from fact_id where id = cast(l.bytes as text) ->> ${path})`;

// Pre-filter in SQL: skip events that cannot concern this person, which are most, without parsing them. The engine
// decides on the rest.
const eventsFor = statement<{ personId: PersonId; admin: number; after: number; types: string }>()((value) => ({
  compile: () =>
    sql<StoredBytes>`select l.sequence, l.bytes from fact_event as e not indexed
        cross join ledger as l on l.sequence = e.sequence
        left join fact_request as r on e.type not in (${CODE['grant.expired']}, ${CODE['grant.revoked']}, ${CODE['proposal.made']})
          and r.id_key = ${keyIn(sql`iif(e.type = ${CODE['request.submitted']}, '$.data.id', '$.data.requestId')`)}
        where e.sequence > ${value('after')} and e.type in (select value from json_each(${value('types')}))
        and (e.actor_key is null or e.actor_key <> ${keyOf(value('personId'))})
        and case
          when e.type = ${CODE['request.submitted']} then r.status = 'open' or r.requester_key = ${keyOf(value('personId'))}
          when e.type = ${CODE['step.completed']} then r.status = 'open'
          when e.type in (${CODE['grant.expired']}, ${CODE['grant.revoked']}) then exists (select 1 from fact_grant as g
            where g.id_key = ${keyIn(sql`'$.data.id'`)} and g.person_key = ${keyOf(value('personId'))})
          when e.type = ${CODE['proposal.made']} then ${value('admin')}
          when e.type = ${CODE['grant.started']} and cast(l.bytes as text) ->> '$.data.viaBypass' then true
          when e.type in (${CODE['question.asked']}, ${CODE['answer.given']}) then r.status = 'open' and (
            r.requester_key = ${keyOf(value('personId'))} or r.filed_by_key = ${keyOf(value('personId'))} or (
              e.type = ${CODE['answer.given']} and (
                exists (select 1 from fact_text as x cross join fact_event as q on q.sequence = x.sequence
                  where x.number = r.number and q.actor_key = ${keyOf(value('personId'))}) or
                exists (select 1 from fact_decision as d where d.number = r.number and d.person_key = ${keyOf(value('personId'))}))))
          else r.requester_key = ${keyOf(value('personId'))} or r.filed_by_key = ${keyOf(value('personId'))} end
        order by e.sequence`.compile(build),
}));

/**
 * The events of some types after a sequence that may concern a person, oldest first. Throws if one cannot be read:
 * opening the workspace checked all listed events.
 */
export function listEventsFor(
  db: ReadDb,
  { personId, role, after }: Telling,
  types: readonly EventType[],
): DeskEvent[] {
  const args = { personId, admin: role === 'admin' ? 1 : 0, after, types: codesOf(types) };
  return db.all(eventsFor(args)).map(({ sequence, bytes }) => storedEvent(sequence, bytes));
}

const requestNumbers = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'number'])
    .where('id_key', 'in', keysOf<RequestId>(value('ids'))),
);

/** Request numbers by request id. */
export function numbersOf(db: ReadDb, ids: readonly RequestId[]): ReadonlyMap<RequestId, number> {
  return new Map(db.all(requestNumbers({ ids: JSON.stringify(ids) })).map(({ id, number }) => [id, number]));
}

const grantHolders = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_grant')
    .select((e) => [idOf(e.ref('id_key')).as('id'), idOf(e.ref('person_key')).as('holderId')])
    .where('id_key', 'in', keysOf<GrantId>(value('ids'))),
);

/** The holders of grants, by grant id. */
export function holdersOf(db: ReadDb, ids: readonly GrantId[]): ReadonlyMap<GrantId, PersonId> {
  return new Map(db.all(grantHolders({ ids: JSON.stringify(ids) })).map(({ id, holderId }) => [id, holderId]));
}

/** An active grant that ends by time, and its duration in seconds. */
export interface EndingGrant {
  readonly id: GrantId;
  readonly sequence: number;
  readonly expiresAt: string;
  readonly durationSeconds: number;
}

const endingOf = statement<{ personId: PersonId; until: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_ending_by_person'))
    .crossJoin('fact_request')
    .select((e) => [
      idOf(e.ref('fact_grant.id_key')).as('id'),
      'fact_grant.sequence',
      'fact_grant.expires_at as expiresAt',
      'fact_request.duration_seconds as durationSeconds',
    ])
    .whereRef('fact_request.number', '=', 'fact_grant.request_number')
    .where('fact_grant.person_key', '=', keyOf(value('personId')))
    .where('fact_grant.status', '=', sql.lit('active'))
    .where('fact_grant.expires_at', '<=', value('until'))
    .orderBy('fact_grant.expires_at')
    .orderBy('fact_grant.sequence'),
);

/**
 * A person's grants recorded as active that end by a moment, by next end. It includes grants that have already ended.
 */
export function listEndingOf(db: ReadDb, personId: PersonId, until: string): EndingGrant[] {
  return db.all(endingOf({ personId, until }));
}

const nextEndingAfter = statement<{ after: string }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_grant', 'fact_grant_due'))
    .select('expires_at as expiresAt')
    .where('status', '=', sql.lit('active'))
    .where('expires_at', '>', value('after'))
    .orderBy('expires_at')
    .orderBy('sequence')
    .limit(sql.lit(1)),
);

/** The next end of an active grant after a moment. Null if there is none. */
export function nextEnding(db: ReadDb, after: string): string | null {
  return db.first(nextEndingAfter({ after }))?.expiresAt ?? null;
}

const oneKept = statement<{ personId: PersonId; kind: NoticeKind; sequence: number }>()((value, db) =>
  db
    .selectFrom('local_notice')
    .select('number')
    .where('person_id', '=', value('personId'))
    .where('kind', '=', value('kind'))
    .where('sequence', '=', value('sequence')),
);

/** Whether a person already has this notice. */
export function wasTold(db: ReadDb, personId: PersonId, { kind, sequence }: NewNotice): boolean {
  return db.first(oneKept({ personId, kind, sequence })) !== undefined;
}

const newest = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('local_notice').select((e) => e.fn.max('number').as('number')),
);

const put = statement<NewNotice & { personId: PersonId; number: number }>()((value, db) =>
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

const drop = statement<{ personId: PersonId; kept: number }>()((value, db) =>
  db
    .deleteFrom('local_notice')
    .where('number', 'in', (e) =>
      e
        .selectFrom(indexedBy('local_notice', 'local_notice_by_person'))
        .select('number')
        .where('person_id', '=', value('personId'))
        .orderBy('number', 'desc')
        .limit(sql.lit(-1))
        .offset(value('kept')),
    ),
);

/** Stores a person's notices in this order, and keeps only the newest of all their notices. */
export function keepNotices(tx: WriteTx, personId: PersonId, notices: readonly NewNotice[]): void {
  const first = nextNoticeNumber(tx);
  for (const [index, notice] of notices.slice(-KEPT_NOTICES).entries())
    tx.run(put({ ...notice, personId, number: first + index }));
  tx.run(drop({ personId, kept: KEPT_NOTICES }));
}

const setRead = statement<{ numbers: string }>()((value, db) =>
  db
    .updateTable('local_notice')
    .set({ read: 1 })
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);

/** Marks notices as read. Each notice number belongs to one person. */
export function markNoticesRead(tx: WriteTx, numbers: readonly number[]): void {
  tx.run(setRead({ numbers: JSON.stringify(numbers) }));
}

const columns = ['number', 'kind', 'sequence', 'subject_id', 'at', 'read'] as const;

const everyOf = statement<{ personId: PersonId }>()((value, db) =>
  db.selectFrom('local_notice').select(columns).where('person_id', '=', value('personId')).orderBy('number', 'desc'),
);

/**
 * All stored notices of a person, newest first, with their read marks. It ignores what happened to their subjects
 * since.
 */
export function listKept(db: ReadDb, personId: PersonId): StoredNotice[] {
  return db.all(everyOf({ personId }));
}

const opened = statement<{ id: RequestId }>()((value, db) =>
  db
    .selectFrom('fact_event_subject as s')
    .innerJoin('fact_event as e', 'e.sequence', 's.sequence')
    .select('e.sequence')
    .where('s.subject_key', '=', keyOf(value('id')))
    .where('e.type', 'in', [CODE['request.submitted'], CODE['step.completed']])
    .orderBy('s.sequence', 'desc')
    .limit(1),
);

/** The event that opened a request's current step: its filing, or the completion of the step before. */
export function openedAt(db: ReadDb, id: RequestId): number | null {
  return db.first(opened({ id }))?.sequence ?? null;
}

/** Selects a page of a person's notices. */
export interface NoticeFilters {
  readonly unread?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of the given notices, newest first. Null if the cursor does not belong to this list. */
export function pageOfNotices(
  notices: readonly StoredNotice[],
  { unread = false, cursor, limit }: NoticeFilters,
): { readonly items: StoredNotice[]; readonly nextCursor: string | null } | null {
  const before = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (before === null) return null;
  const rest = notices.filter(({ number, read }) => number < before && !(unread && read === 1));
  return cutPage(rest.slice(0, limit + 1), limit, ({ number }) => encodeCursor(LIST, number));
}

/** The number of the next notice stored here. */
export function nextNoticeNumber(db: ReadDb): number {
  return (db.first(newest({}))?.number ?? 0) + 1;
}
