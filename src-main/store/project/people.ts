import type { PublicKey } from '#contract/eventShapes.ts';
import type { DeskEvent } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { fold } from '../../engine/text/fold.ts';
import { words } from '../../engine/text/words.ts';
import { build, type WriteTx } from '../connection.ts';
import { keyOf } from '../ids.ts';

type PersonEvent = Extract<
  DeskEvent,
  { type: 'person.created' | 'person.updated' | 'person.disabled' | 'person.enabled' }
>;

export function projectPerson(tx: WriteTx, event: PersonEvent): void {
  const { sequence } = event;
  switch (event.type) {
    case 'person.created':
      return insertPerson(tx, event.data, sequence);
    case 'person.updated': {
      const { id, name, email, role } = event.data;
      tx.run(
        build
          .updateTable('fact_person')
          .set((e) => ({ email, role, version: e('version', '+', 1) }))
          .where('id', '=', id),
      );
      rename(tx, id, name);
      indexWords(tx, id);
      return updateStanding(tx, id, sequence);
    }
    case 'person.disabled':
    case 'person.enabled': {
      const status = event.type === 'person.enabled' ? 'enabled' : 'disabled';
      tx.run(build.updateTable('fact_person').set({ status }).where('id', '=', event.data.id));
      return updateStanding(tx, event.data.id, sequence);
    }
  }
}

export function insertPerson(
  tx: WriteTx,
  person: { id: PersonId; username: string; name: string; email: string; role: Role },
  sequence: number,
): void {
  const { id, username, name, email, role } = person;
  tx.run(
    build.insertInto('fact_person').values({
      id,
      id_key: keyOf(id),
      username,
      username_folded: fold(username),
      name,
      email,
      role,
      status: 'enabled',
      created_sequence: sequence,
      version: 1,
      name_folded: fold(name),
      name_shared: 0,
    }),
  );
  noteSharing(tx, fold(name));
  indexWords(tx, id);
  updateStanding(tx, id, sequence);
}

function rename(tx: WriteTx, id: PersonId, name: string): void {
  const before = tx.first(build.selectFrom('fact_person').select('name_folded').where('id', '=', id));
  const folded = fold(name);
  tx.run(build.updateTable('fact_person').set({ name, name_folded: folded }).where('id', '=', id));
  if (!before || before.name_folded === folded) return;
  noteSharing(tx, before.name_folded);
  noteSharing(tx, folded);
}

// Updates only the people whose value changes: of ten thousand namesakes, only the newest one.
function noteSharing(tx: WriteTx, folded: string): void {
  const namesakes = tx.all(
    build.selectFrom('fact_person').select('id').where('name_folded', '=', folded).limit(2),
  ).length;
  const shared = namesakes > 1 ? 1 : 0;
  tx.run(
    build
      .updateTable('fact_person')
      .set({ name_shared: shared })
      .where('name_folded', '=', folded)
      .where('name_shared', '=', 1 - shared),
  );
}

// Indexes the words by which a search finds the person, and removes those of a former name.
function indexWords(tx: WriteTx, id: PersonId): void {
  const person = tx.first(build.selectFrom('fact_person').select(['username', 'name', 'id_key']).where('id', '=', id));
  if (!person) return;
  const { username, name, id_key: person_key } = person;
  tx.run(build.deleteFrom('fact_person_word').where('person_key', '=', person_key));
  for (const word of new Set(words(`${username} ${name}`)))
    tx.run(build.insertInto('fact_person_word').values({ word, person_key }));
}

export function insertKey(tx: WriteTx, personId: PersonId | null, key: PublicKey, sequence: number): void {
  tx.run(
    build.insertInto('fact_key').values({
      id: key.id,
      person_id: personId,
      public_key: key.publicKey,
      from_sequence: sequence,
      to_sequence: null,
    }),
  );
}

// Opens or closes the interval in which the person can be an approver, if that has changed.
function updateStanding(tx: WriteTx, personId: PersonId, sequence: number): void {
  const person = tx.first(build.selectFrom('fact_person').select(['role', 'status']).where('id', '=', personId));
  const current = tx.first(
    build
      .selectFrom('fact_standing')
      .select('from_sequence')
      .where('person_id', '=', personId)
      .where('to_sequence', 'is', null),
  );
  const stands = person?.status === 'enabled' && person.role !== 'auditor';
  if (stands && !current)
    tx.run(
      build.insertInto('fact_standing').values({ person_id: personId, from_sequence: sequence, to_sequence: null }),
    );
  if (!stands && current)
    tx.run(
      build
        .updateTable('fact_standing')
        .set({ to_sequence: sequence })
        .where('person_id', '=', personId)
        .where('from_sequence', '=', current.from_sequence),
    );
}
