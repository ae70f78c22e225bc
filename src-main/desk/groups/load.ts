import type { Group } from '#contract/groups.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { GroupState } from '../../engine/people/commands.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { findGroupByName } from '../../store/queries/groups.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { notFound } from '../kernel/lookup.ts';

/** Refuses the first of these people who does not exist, with the field and index; null if all exist. */
export function unknownMember(db: ReadDb, memberIds: readonly PersonId[], field = 'memberIds'): Refusal | null {
  const index = memberIds.findIndex((id) => !loadPerson(db, id));
  const id = memberIds[index];
  return id === undefined ? null : notFound(db, 'person', id, `${field}.${index}`);
}

/** Whether a group other than `by` has this name. */
export function nameTaken(db: ReadDb, name: string, by: GroupId | null): boolean {
  const namesake = findGroupByName(db, fold(name));
  return namesake !== undefined && namesake !== by;
}

/** A group as the engine changes it. */
export function stateOf({ id, name, members }: Group): GroupState {
  return { id, name, memberIds: members.map((person) => person.id) };
}
