import type { DeskEvent, EventType, Fact, RuleChange } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import { statement } from '../statement.ts';

const insertEvent = statement<{ sequence: number; type: EventType; at: string; actorId: PersonId | null }>()(
  (value, db) =>
    db.insertInto('fact_event').values({
      sequence: value('sequence'),
      type: value('type'),
      at: value('at'),
      actor_id: value('actorId'),
    }),
);

const insertSubject = statement<{ subjectId: string; sequence: number }>()((value, db) =>
  db.insertInto('fact_event_subject').values({ subject_id: value('subjectId'), sequence: value('sequence') }),
);

/** The index of the ledger: what happened when, by whom, and about what. */
export function projectEvent(tx: WriteTx, event: DeskEvent): void {
  const { sequence, type, at, actor } = event;
  tx.run(insertEvent({ sequence, type, at, actorId: actor }));
  for (const subjectId of new Set(subjectsOf(event))) tx.run(insertSubject({ subjectId, sequence }));
}

/** The ids of everything that an event is about. */
export function subjectsOf(fact: Fact): string[] {
  switch (fact.type) {
    case 'desk.founded':
      return [fact.data.admin.id];
    case 'rules.adopted':
    case 'clock.advanced':
    case 'clock.corrected':
    case 'clock.confirmed':
    case 'recovery.issued':
    case 'deskKey.enrolled':
    case 'desk.updated':
      return [];
    case 'person.created':
    case 'person.updated':
    case 'person.disabled':
    case 'person.enabled':
    case 'group.removed':
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
    case 'grant.expired':
    case 'grant.revoked':
    case 'grant.released':
    case 'proposal.approved':
    case 'proposal.rejected':
    case 'proposal.withdrawn':
      return [fact.data.id];
    case 'key.enrolled':
    case 'enrolment.issued':
    case 'recovery.used':
    case 'passphrase.changed':
    case 'signin.failed':
      return [fact.data.personId];
    case 'group.created':
      return [fact.data.id, ...fact.data.memberIds];
    case 'group.updated':
      return [fact.data.id, ...fact.data.added, ...fact.data.removed];
    case 'accounts.imported':
      return [fact.data.importId];
    case 'request.submitted':
      return [fact.data.id, fact.data.requesterId, fact.data.policyId];
    case 'request.approved':
    case 'request.rejected':
    case 'approval.withdrawn':
    case 'step.completed':
    case 'request.bypassed':
    case 'request.cancelled':
    case 'request.expired':
    case 'request.stuck':
    case 'request.unstuck':
      return [fact.data.requestId];
    case 'grant.started':
      return [fact.data.id, fact.data.requestId, fact.data.personId];
    case 'bypass.reviewed':
      return [fact.data.grantId];
    case 'proposal.made':
      return [fact.data.id, ...fact.data.changes.flatMap(changedBy)];
  }
}

// What a proposal would change; of a new group or policy that is its future id.
function changedBy({ type, data }: RuleChange): string[] {
  if (type === 'recovery.issued' || type === 'deskKey.enrolled' || type === 'desk.updated') return [];
  return [type === 'enrolment.issued' ? data.personId : data.id];
}
