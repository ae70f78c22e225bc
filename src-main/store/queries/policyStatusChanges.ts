import type { EventType } from '#contract/events.ts';
import type { PersonId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

/** The events that archive and restore a policy. */
export const policyStatusEvents = ['policy.archived', 'policy.restored'] as const;
export type PolicyStatusEvent = (typeof policyStatusEvents)[number];

interface StatusChange {
  sequence: number;
  at: string;
  type: EventType;
  actor_id: PersonId | null;
}

// Requests have their policy as a subject too, so the query starts from the type, which is rare. SQLite never reorders
// a cross join.
const statusChanges = statement<{ id: PolicyId; type: PolicyStatusEvent; before: number; count: number }>()(
  (value, db) =>
    db
      .selectFrom('fact_event')
      .crossJoin('fact_event_subject')
      .select(['fact_event.sequence', 'fact_event.at', 'fact_event.type', 'fact_event.actor_id'])
      .where('fact_event.type', '=', value('type'))
      .where('fact_event.sequence', '<', value('before'))
      .where('fact_event_subject.subject_id', '=', value('id'))
      .whereRef('fact_event_subject.sequence', '=', 'fact_event.sequence')
      .orderBy('fact_event.sequence', 'desc')
      .limit(value('count')),
);

/** The events that archived, or restored, a policy before a sequence, newest first. */
export function listPolicyStatusChanges(
  db: ReadDb,
  of: { readonly id: PolicyId; readonly type: PolicyStatusEvent; readonly before: number; readonly count: number },
): StatusChange[] {
  return db.all(statusChanges(of));
}
