import { sql } from 'kysely';
import type { PolicyRules } from '#contract/policies.ts';
import type { PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { DecisionRecord, RequestState, Seen, ThreadTextRecord } from '../../engine/request/state.ts';
import { build, type ReadDb } from '../connection.ts';
import { EVENT_CODES, typeOf } from '../eventCodes.ts';
import { idOf, keyOf } from '../ids.ts';
import type { RequestRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { isOverUnrecorded, lapsedNumbers } from './due.ts';
import { type AccountKey, findAccount } from './names.ts';
import { readRules } from './policies.ts';

/** A request as the engine needs it, with extra fields for display only. */
export interface LoadedRequest extends RequestState {
  readonly rules: PolicyRules;
  readonly justification: string | null;
  readonly ticket: string | null;
  /** As recorded: a code, or a sentence if it was filed under rules 1. */
  readonly because: string;
  /** The comment given with the cancellation. */
  readonly cancelComment: string | null;
  readonly policyVersion: number;
  readonly currentPolicyVersion: number;
  /** The sequence of the newest event about it. */
  readonly newestEvent: number;
}

type Row = RequestRow & {
  id: RequestId;
  requester_id: PersonId;
  filed_by_id: PersonId | null;
  cancelled_by_id: PersonId | null;
  policy_id: PolicyId;
  rules: string;
  current_version: number;
  newest_event: number;
};

const byNumbers = statement<{ numbers: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .innerJoin('fact_policy', 'fact_policy.id_key', 'fact_request.policy_key')
    .innerJoin('fact_policy_version', (join) =>
      join
        .onRef('fact_policy_version.policy_id', '=', 'fact_policy.id')
        .onRef('fact_policy_version.version', '=', 'fact_request.policy_version'),
    )
    .selectAll('fact_request')
    .select((e) => [
      idOf(e.ref('fact_request.id_key')).as('id'),
      idOf(e.ref('fact_request.requester_key')).as('requester_id'),
      idOf(e.ref('fact_request.filed_by_key')).as('filed_by_id'),
      idOf(e.ref('fact_request.cancelled_by_key')).as('cancelled_by_id'),
      'fact_policy.id as policy_id',
      'fact_policy.version as current_version',
      'fact_policy_version.rules',
    ])
    .select(
      sql<number>`(select max(sequence) from fact_event_subject where subject_key = fact_request.id_key)`.as(
        'newest_event',
      ),
    )
    .where('fact_request.number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);

const numberOf = statement<{ id: RequestId }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select('number')
    .where('id_key', '=', keyOf(value('id'))),
);

const decisions = statement<{ numbers: string }>()((value, db) =>
  db
    .selectFrom('fact_decision')
    .select((e) => [
      'number',
      'position',
      'decision',
      'comment',
      'at',
      'sequence',
      idOf(e.ref('person_key')).as('person_id'),
    ])
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`)
    .orderBy('number')
    .orderBy('sequence'),
);

const texts = statement<{ numbers: string }>()((value, db) =>
  db
    .selectFrom('fact_text')
    .crossJoin('fact_event')
    .select((e) => [
      'fact_text.number',
      'fact_text.sequence',
      'fact_text.text',
      'fact_event.type',
      'fact_event.at',
      idOf(e.ref('fact_event.actor_key')).as('person_id'),
    ])
    .whereRef('fact_event.sequence', '=', 'fact_text.sequence')
    .where('fact_text.number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`)
    .orderBy('fact_text.number')
    .orderBy('fact_text.sequence'),
);

function loadThreads(db: ReadDb, numbers: string): ReadonlyMap<number, readonly ThreadTextRecord[]> {
  const threads = new Map<number, ThreadTextRecord[]>();
  for (const { number, sequence, text, type, at, person_id: personId } of db.all(texts({ numbers }))) {
    if (personId === null) throw new TypeError(`Nobody wrote text ${sequence}.`);
    const kind = type === EVENT_CODES['question.asked'] ? 'question' : 'answer';
    threads.set(number, [...(threads.get(number) ?? []), { kind, personId, text, at, sequence }]);
  }
  return threads;
}

/** Requests by number, in the order of the given numbers. */
export function loadRequests(db: ReadDb, numbers: readonly number[]): LoadedRequest[] {
  const list = JSON.stringify(numbers);
  const made = new Map<number, DecisionRecord[]>();
  for (const { number, person_id: personId, ...row } of db.all(decisions({ numbers: list })))
    made.set(number, [...(made.get(number) ?? []), { ...row, personId }]);
  const threads = loadThreads(db, list);
  const found = new Map(
    db
      .all(byNumbers({ numbers: list }))
      .map((row) => [row.number, requestOf(db, row, made.get(row.number) ?? [], threads.get(row.number) ?? [])]),
  );
  return numbers.flatMap((number) => found.get(number) ?? []);
}

export function loadRequest(db: ReadDb, id: RequestId): LoadedRequest | undefined {
  const row = db.first(numberOf({ id }));
  return row && loadRequests(db, [row.number])[0];
}

function requestOf(
  db: ReadDb,
  row: Row,
  made: readonly DecisionRecord[],
  thread: readonly ThreadTextRecord[],
): LoadedRequest {
  const lapsed = row.status === 'open' && isOverUnrecorded(db, row.expires_at);
  return {
    id: row.id,
    number: row.number,
    status: lapsed ? 'expired' : row.status,
    requesterId: row.requester_id,
    filedById: row.filed_by_id,
    resource: row.resource,
    account: row.account,
    durationSeconds: row.duration_seconds,
    submittedAt: row.submitted_at,
    expiresAt: row.expires_at,
    closedAt: lapsed ? row.expires_at : row.closed_at,
    submittedSequence: row.submitted_sequence,
    closedSequence: row.closed_sequence,
    policyId: row.policy_id,
    rules: readRules(row.rules),
    openPosition: row.open_position,
    decisions: made,
    thread,
    stuckBecause: lapsed ? null : row.stuck_because,
    cancelledById: row.cancelled_by_id,
    cancelComment: row.cancel_comment,
    justification: row.justification,
    ticket: row.ticket,
    because: row.because,
    policyVersion: row.policy_version,
    currentPolicyVersion: row.current_version,
    newestEvent: row.newest_event,
  };
}

const typesSince = statement<{ subjectId: RequestId; after: number }>()((value, db) =>
  db
    .selectFrom('fact_event_subject')
    .innerJoin('fact_event', 'fact_event.sequence', 'fact_event_subject.sequence')
    .select('fact_event.type')
    .where('fact_event_subject.subject_key', '=', keyOf(value('subjectId')))
    .where('fact_event_subject.sequence', '>', value('after')),
);

/** What happened to a request after the last event that a person saw. */
export function loadSeen(db: ReadDb, { id, newestEvent }: LoadedRequest, event: number): Seen {
  const types = event < newestEvent ? db.all(typesSince({ subjectId: id, after: event })) : [];
  return { event, newest: newestEvent, since: new Set(types.map(({ type }) => typeOf(type))) };
}

const openTwin = statement<AccountKey & { requesterId: PersonId; after: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select('number')
    .where('requester_key', '=', keyOf(value('requesterId')))
    .where('resource_id', '=', value('resourceId'))
    .where('account_id', '=', value('accountId'))
    .where('status', '=', 'open')
    .where('expires_at', '>', value('after')),
);

/** The number of a person's open request for an account. Pass the names folded. */
export function findOpenRequest(db: ReadDb, requesterId: PersonId, resource: string, account: string): number | null {
  const key = findAccount(db, resource, account);
  return (key && db.first(openTwin({ requesterId, ...key, after: db.asOf ?? '' }))?.number) ?? null;
}

const everyOpen = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_request').select('number').where('status', '=', 'open').orderBy('number'),
);

/** The numbers of all open requests, oldest first. */
export function listOpenNumbers(db: ReadDb): number[] {
  return db.numbers(everyOpen({}));
}

const openOf = statement<{ requesterId: PersonId; after: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select((e) => idOf(e.ref('id_key')).as('id'))
    .where('requester_key', '=', keyOf(value('requesterId')))
    .where('status', '=', 'open')
    .where('expires_at', '>', value('after'))
    .orderBy('number'),
);

/** A person's own open requests, oldest first. */
export function listOpenRequests(db: ReadDb, requesterId: PersonId): RequestId[] {
  return db.all(openOf({ requesterId, after: db.asOf ?? '' })).map(({ id }) => id);
}

const openNaming = statement<{ principals: string }>()((value) => ({
  compile: () =>
    sql<{ number: number }>`select distinct r.number from json_each(${value('principals')}) as p
      cross join fact_policy_ref as n indexed by fact_policy_ref_by_principal on n.principal = p.value and n.position > 0
      cross join fact_policy as o on o.id = n.policy_id
      cross join fact_request as r indexed by fact_request_open_by_policy
        on r.policy_key = o.id_key and r.policy_version = n.version
      where r.status = 'open' order by r.number`.compile(build),
}));

/** Open requests whose policy names one of these people or groups as an approver, oldest first. */
export function listOpenRequestsFor(db: ReadDb, principals: readonly string[]): number[] {
  const lapsed = new Set(lapsedNumbers(db));
  return db.numbers(openNaming({ principals: JSON.stringify(principals) })).filter((number) => !lapsed.has(number));
}

const groupsOf = statement<{ personId: PersonId }>()((value, db) =>
  db.selectFrom('fact_membership').select('group_id').distinct().where('person_id', '=', value('personId')),
);

/** Every group that a person is or was in. */
export function listGroupsOf(db: ReadDb, personId: PersonId): string[] {
  return db.all(groupsOf({ personId })).map(({ group_id }) => group_id);
}
