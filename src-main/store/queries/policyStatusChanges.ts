import type { EventType } from '#contract/events.ts';
import type { PersonId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

/** The events by which a policy is archived and restored. */
export const policyStatusEvents = ['policy.archived', 'policy.restored'] as const;
export type PolicyStatusEvent = (typeof policyStatusEvents)[number];

interface StatusChange {
  sequence: number;
  at: string;
  type: EventType;
  actor_id: PersonId | null;
}

// A policy is the subject of every request under it too, so what was archived and restored is found by the type, which is rare: a cross join
// is never turned round.
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

/** The events by which a policy was archived, or restored, before a sequence, the newest first. */
export function listPolicyStatusChanges(
  db: ReadDb,
  of: { readonly id: PolicyId; readonly type: PolicyStatusEvent; readonly before: number; readonly count: number },
): StatusChange[] {
  return db.all(statusChanges(of));
}
