import { type DeskEvent, type EventType, subjectsOf } from '#contract/events.ts';
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

/** The index of the ledger: the time, actor, type and subjects of each event. */
export function projectEvent(tx: WriteTx, event: DeskEvent): void {
  const { sequence, type, at, actor } = event;
  tx.run(insertEvent({ sequence, type, at, actorId: actor }));
  for (const subjectId of new Set(subjectsOf(event))) tx.run(insertSubject({ subjectId, sequence }));
}
