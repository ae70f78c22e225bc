import { type DeskEvent, subjectsOf } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import { EVENT_CODES, type EventCode } from '../eventCodes.ts';
import { noteId } from '../ids.ts';
import type { Key } from '../schema.ts';
import { statement } from '../statement.ts';

const insertEvent = statement<{ sequence: number; type: EventCode; at: string; actor: Key<PersonId> | null }>()(
  (value, db) =>
    db.insertInto('fact_event').values({
      sequence: value('sequence'),
      type: value('type'),
      at: value('at'),
      actor_key: value('actor'),
    }),
);

const insertSubject = statement<{ subject: Key; sequence: number }>()((value, db) =>
  db.insertInto('fact_event_subject').values({ subject_key: value('subject'), sequence: value('sequence') }),
);

/**
 * The index of the ledger: the time, actor, type and subjects of each event. Gives keys to new ids: to the subjects in
 * the order of their ids, then to the actor.
 */
export function projectEvent(tx: WriteTx, event: DeskEvent): void {
  const { sequence, type, at, actor } = event;
  const subjects = [...new Set(subjectsOf(event))].sort().map((id) => noteId(tx, id));
  tx.run(insertEvent({ sequence, type: EVENT_CODES[type], at, actor: actor === null ? null : noteId(tx, actor) }));
  for (const subject of subjects) tx.run(insertSubject({ subject, sequence }));
}
