import { sql } from 'kysely';
import type { DeskEvent, EventType } from '#contract/events.ts';
import type { GrantId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { EVENT_CODES, type EventCode } from '../eventCodes.ts';
import { keyOf } from '../ids.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { eventAt } from './event.ts';
import { policyStatusEvents } from './policyStatusChanges.ts';
import { FOREVER } from './span.ts';

const LIST = 'timeline';

/** The ids and sequences that select the timeline of a request. */
export interface TimelineOf {
  readonly id: RequestId;
  readonly grantId: GrantId | null;
  readonly policyId: PolicyId;
  /** The people whom its references stood for when it was filed. */
  readonly approverIds: readonly PersonId[];
  readonly submittedSequence: number;
  readonly closedSequence: number | null;
}

interface Range {
  after: number;
  before: number;
  count: number;
}

const about = statement<{ subjectId: string; after: number; count: number }>()((value, db) =>
  db
    .selectFrom('fact_event_subject')
    .select('sequence')
    .where('subject_key', '=', keyOf(value('subjectId')))
    .where('sequence', '>', value('after'))
    .orderBy('sequence')
    .limit(value('count')),
);

const versions = statement<Range & { policyId: PolicyId }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .select('sequence')
    .where('policy_id', '=', value('policyId'))
    .where('sequence', '>', value('after'))
    .where('sequence', '<', value('before'))
    .orderBy('version')
    .limit(value('count')),
);

// Requests have their policy as a subject too, so the query starts from the type, which is rare. SQLite never reorders
// a cross join.
const turns = statement<Range & { policyId: PolicyId; type: EventCode }>()((value, db) =>
  db
    .selectFrom('fact_event')
    .crossJoin('fact_event_subject')
    .select('fact_event.sequence')
    .where('fact_event.type', '=', value('type'))
    .where('fact_event.sequence', '>', value('after'))
    .where('fact_event.sequence', '<', value('before'))
    .where('fact_event_subject.subject_key', '=', keyOf(value('policyId')))
    .whereRef('fact_event_subject.sequence', '=', 'fact_event.sequence')
    .orderBy('fact_event.sequence')
    .limit(value('count')),
);

const resets = statement<Range & { ids: string }>()((value, db) =>
  db
    .selectFrom('fact_key_reset')
    .select('sequence')
    .where('person_id', 'in', sql<PersonId>`(select value from json_each(${value('ids')}))`)
    .where('sequence', '>', value('after'))
    .where('sequence', '<', value('before'))
    .orderBy('sequence')
    .limit(value('count')),
);

/**
 * A page of the events about a request and its grant, and, while it was open, about its policy and its approvers' keys;
 * oldest first. Null if the cursor does not belong to this list.
 */
export function listTimeline(
  db: ReadDb,
  of: TimelineOf,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): { readonly items: DeskEvent[]; readonly nextCursor: string | null } | null {
  const last = cursor === undefined ? 0 : decodeCursor(LIST, cursor, numberPosition);
  if (last === null) return null;
  const count = limit + 1;
  const own = { after: last, count };
  const open = { after: Math.max(last, of.submittedSequence), before: of.closedSequence ?? FOREVER, count };
  const { policyId } = of;
  const rows = [
    ...db.all(about({ ...own, subjectId: of.id })),
    ...(of.grantId === null ? [] : db.all(about({ ...own, subjectId: of.grantId }))),
    ...db.all(versions({ ...open, policyId })),
    ...policyStatusEvents.flatMap((type) => db.all(turns({ ...open, policyId, type: EVENT_CODES[type] }))),
    ...db.all(resets({ ...open, ids: JSON.stringify(of.approverIds) })),
  ];
  const sequences = [...new Set(rows.map(({ sequence }) => sequence))].sort((a, b) => a - b);
  const page = cutPage(sequences, limit, (sequence) => encodeCursor(LIST, sequence));
  return { items: page.items.map((sequence) => eventAt(db, sequence)), nextCursor: page.nextCursor };
}

/** Events that can make requests stuck or free them. */
const CAUSES = [
  'request.submitted',
  'request.approved',
  'approval.withdrawn',
  'step.completed',
  'person.updated',
  'person.disabled',
  'person.enabled',
  'enrolment.issued',
  'recovery.used',
  'group.updated',
] as const satisfies readonly EventType[];
const CAUSE_CODES = CAUSES.map((type) => EVENT_CODES[type]);

// Reads backwards from the event, whatever statistics say of the types: the cause is in the same transaction, and so
// close by.
const causes = statement<{ sequence: number }>()((value, db) =>
  db
    .selectFrom('fact_event')
    .select('sequence')
    .where('sequence', '<', value('sequence'))
    .where(sql<EventCode>`+type`, 'in', CAUSE_CODES)
    .orderBy('sequence', 'desc')
    .limit(1),
);

/**
 * The action that made a request stuck, or freed it, in the same transaction as the given event. Null if none is
 * recorded.
 */
export function causeOf(db: ReadDb, event: DeskEvent): DeskEvent | null {
  const row = db.first(causes({ sequence: event.sequence }));
  const found = row ? eventAt(db, row.sequence) : null;
  return found?.at === event.at && found.actor === event.actor ? found : null;
}
