import { z } from 'zod';
import { roles } from '#contract/people.ts';
import type { GrantId, GroupId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { NamedRequest, PersonDetails } from '../../engine/record/sentences.ts';
import type { ReadDb } from '../connection.ts';
import { EVENT_CODES } from '../eventCodes.ts';
import { idOf, keyOf, keysOf } from '../ids.ts';
import { statement } from '../statement.ts';
import { eventAt } from './event.ts';
import { readRules } from './policies.ts';

const requests = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .innerJoin('fact_policy', 'fact_policy.id_key', 'fact_request.policy_key')
    .innerJoin('fact_policy_version', (join) =>
      join
        .onRef('fact_policy_version.policy_id', '=', 'fact_policy.id')
        .onRef('fact_policy_version.version', '=', 'fact_request.policy_version'),
    )
    .select((e) => [
      idOf(e.ref('fact_request.id_key')).as('id'),
      idOf(e.ref('fact_request.requester_key')).as('requesterId'),
      'fact_request.number',
      'fact_request.resource',
      'fact_request.account',
      'fact_request.duration_seconds as durationSeconds',
      'fact_policy_version.rules',
    ])
    .where('fact_request.id_key', 'in', keysOf<RequestId>(value('ids'))),
);

/** A request as sentences name it, with the rules that reasons cite. */
export type RequestNames = NamedRequest & Pick<ReturnType<typeof readRules>, 'steps' | 'conditions'>;

/** Requests as sentences name them, by id. */
export function loadRequestNames(db: ReadDb, ids: Iterable<RequestId>): Map<RequestId, RequestNames> {
  const rows = db.all(requests({ ids: JSON.stringify([...ids]) }));
  return new Map(
    rows.map(({ rules, ...request }) => {
      const { steps, conditions } = readRules(rules);
      return [request.id, { ...request, steps, conditions }];
    }),
  );
}

const grants = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_grant')
    .innerJoin('fact_request', 'fact_request.number', 'fact_grant.request_number')
    .select((e) => [
      idOf(e.ref('fact_grant.id_key')).as('id'),
      idOf(e.ref('fact_grant.person_key')).as('personId'),
      idOf(e.ref('fact_request.id_key')).as('requestId'),
    ])
    .where('fact_grant.id_key', 'in', keysOf<GrantId>(value('ids'))),
);

/** A grant, its holder and its request. */
export interface GrantNames {
  readonly id: GrantId;
  readonly personId: PersonId;
  readonly requestId: RequestId;
}

/** Grants with the ids that sentences about them need, by id. */
export function loadGrantNames(db: ReadDb, ids: Iterable<GrantId>): Map<GrantId, GrantNames> {
  return new Map(db.all(grants({ ids: JSON.stringify([...ids]) })).map((grant) => [grant.id, grant]));
}

const policyThen = statement<{ id: PolicyId; sequence: number }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .select('rules')
    .where('policy_id', '=', value('id'))
    .where('sequence', '<', value('sequence'))
    .orderBy('version', 'desc')
    .limit(1),
);

/** The name that a policy had right before an event. */
export function policyNameBefore(db: ReadDb, id: PolicyId, sequence: number): string | undefined {
  const row = db.first(policyThen({ id, sequence }));
  return row && readRules(row.rules).name;
}

const groupEvents = statement<{ id: GroupId; sequence: number }>()((value, db) =>
  db
    .selectFrom('fact_event_subject')
    .crossJoin('fact_event')
    .select('fact_event.sequence')
    .where('fact_event_subject.subject_key', '=', keyOf(value('id')))
    .where('fact_event_subject.sequence', '<', value('sequence'))
    .whereRef('fact_event.sequence', '=', 'fact_event_subject.sequence')
    .where('fact_event.type', 'in', [EVENT_CODES['group.created'], EVENT_CODES['group.updated']])
    .orderBy('fact_event_subject.sequence', 'desc')
    .limit(1),
);

/** The name that a group had right before an event. */
export function groupNameBefore(db: ReadDb, id: GroupId, sequence: number): string | undefined {
  const row = db.first(groupEvents({ id, sequence }));
  const event = row && eventAt(db, row.sequence);
  return event && (event.type === 'group.created' || event.type === 'group.updated') ? event.data.name : undefined;
}

// Details change seldom, and people are the subject of many other events. SQLite never reorders a cross join.
const updates = statement<{ id: PersonId; sequence: number }>()((value, db) =>
  db
    .selectFrom('fact_event')
    .crossJoin('fact_event_subject')
    .select('fact_event.sequence')
    .where('fact_event.type', '=', EVENT_CODES['person.updated'])
    .where('fact_event.sequence', '<', value('sequence'))
    .where('fact_event_subject.subject_key', '=', keyOf(value('id')))
    .whereRef('fact_event_subject.sequence', '=', 'fact_event.sequence')
    .orderBy('fact_event.sequence', 'desc')
    .limit(1),
);

const created = statement<{ id: PersonId }>()((value, db) =>
  db.selectFrom('fact_person').select('created_sequence as sequence').where('id', '=', value('id')),
);

const details = z.object({ name: z.string(), email: z.string(), role: z.enum(roles) });

/** The details that a person had right before an event; null if none are recorded. */
export function personDetailsBefore(db: ReadDb, id: PersonId, sequence: number): PersonDetails | null {
  const row = db.first(updates({ id, sequence })) ?? db.first(created({ id }));
  if (!row || row.sequence >= sequence) return null;
  const event = eventAt(db, row.sequence);
  if (event.type === 'desk.founded') return { ...event.data.admin, role: 'admin' };
  return details.safeParse(event.data).data ?? null;
}
