import type { PersonId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { EVENT_CODES, type EventCode } from '../eventCodes.ts';
import { idOf, keyOf } from '../ids.ts';
import { statement } from '../statement.ts';

/** The events that archive and restore a policy. */
export const policyStatusEvents = ['policy.archived', 'policy.restored'] as const;
export type PolicyStatusEvent = (typeof policyStatusEvents)[number];

interface StatusChange {
  sequence: number;
  at: string;
  type: PolicyStatusEvent;
  actor_id: PersonId | null;
}

// Requests have their policy as a subject too, so the query starts from the type, which is rare. SQLite never reorders
// a cross join.
const statusChanges = statement<{ id: PolicyId; type: EventCode; before: number; count: number }>()((value, db) =>
  db
    .selectFrom('fact_event')
    .crossJoin('fact_event_subject')
    .select((e) => ['fact_event.sequence', 'fact_event.at', idOf(e.ref('fact_event.actor_key')).as('actor_id')])
    .where('fact_event.type', '=', value('type'))
    .where('fact_event.sequence', '<', value('before'))
    .where('fact_event_subject.subject_key', '=', keyOf(value('id')))
    .whereRef('fact_event_subject.sequence', '=', 'fact_event.sequence')
    .orderBy('fact_event.sequence', 'desc')
    .limit(value('count')),
);

/** The events that archived, or restored, a policy before a sequence, newest first. */
export function listPolicyStatusChanges(
  db: ReadDb,
  of: { readonly id: PolicyId; readonly type: PolicyStatusEvent; readonly before: number; readonly count: number },
): StatusChange[] {
  const type = EVENT_CODES[of.type];
  return db.all(statusChanges({ ...of, type })).map((row) => ({ ...row, type: of.type }));
}
