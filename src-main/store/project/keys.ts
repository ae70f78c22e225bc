import type { DeskEvent } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { build, type WriteTx } from '../connection.ts';
import { nextRequestNumber } from '../queries/numbers.ts';
import { statement } from '../statement.ts';
import { insertKey } from './people.ts';

type KeyEvent = Extract<
  DeskEvent,
  { type: 'key.enrolled' | 'enrolment.issued' | 'recovery.issued' | 'recovery.used' | 'deskKey.enrolled' }
>;

/** The current signing keys, and what can still become one: issued codes and recovery kits. */
export function projectKey(tx: WriteTx, event: KeyEvent): void {
  const { sequence, data } = event;
  switch (event.type) {
    case 'key.enrolled':
      endEnrolment(tx, event.data.personId, sequence);
      endKey(tx, event.data.personId, sequence);
      return insertKey(tx, event.data.personId, event.data.key, sequence);
    case 'enrolment.issued': {
      const { personId, key, expiresAt, reset } = event.data;
      endEnrolment(tx, personId, sequence);
      if (reset) resetKey(tx, personId, sequence);
      return tx.run(
        build.insertInto('fact_enrolment').values({
          key_id: key.id,
          person_id: personId,
          sequence,
          issued_at: event.at,
          expires_at: expiresAt,
          reset: reset ? 1 : 0,
          ended_sequence: null,
        }),
      );
    }
    case 'recovery.issued':
      endKit(tx);
      return tx.run(build.insertInto('fact_recovery_kit').values({ key_id: data.key.id, sequence, current: 1 }));
    case 'recovery.used':
      endKit(tx);
      endEnrolment(tx, event.data.personId, sequence);
      resetKey(tx, event.data.personId, sequence);
      return insertKey(tx, event.data.personId, event.data.key, sequence);
    case 'deskKey.enrolled': {
      const { key, replaces } = event.data;
      if (replaces !== null) tx.run(endDeskKey({ id: replaces, sequence }));
      return insertKey(tx, null, key, sequence);
    }
  }
}

const endDeskKey = statement<{ id: string; sequence: number }>()((value, db) =>
  db
    .updateTable('fact_key')
    .set({ to_sequence: value('sequence') })
    .where('id', '=', value('id'))
    .where('person_id', 'is', null)
    .where('to_sequence', 'is', null),
);

function endKey(tx: WriteTx, personId: PersonId, sequence: number): void {
  tx.run(
    build
      .updateTable('fact_key')
      .set({ to_sequence: sequence })
      .where('person_id', '=', personId)
      .where('to_sequence', 'is', null),
  );
}

function resetKey(tx: WriteTx, personId: PersonId, sequence: number): void {
  endKey(tx, personId, sequence);
  tx.run(build.insertInto('fact_key_reset').values({ person_id: personId, sequence, number: nextRequestNumber(tx) }));
}

function endEnrolment(tx: WriteTx, personId: PersonId, sequence: number): void {
  tx.run(
    build
      .updateTable('fact_enrolment')
      .set({ ended_sequence: sequence })
      .where('person_id', '=', personId)
      .where('ended_sequence', 'is', null),
  );
}

function endKit(tx: WriteTx): void {
  tx.run(build.updateTable('fact_recovery_kit').set({ current: null }).where('current', '=', 1));
}
