import type { Group } from '../../../src-preload/contract/groups.ts';
import { groupInputs } from '../../../src-preload/contract/groups.ts';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { type GroupId, groupId, type PersonId } from '../../../src-preload/contract/scalars.ts';
import { createGroup, type GroupState, removeGroup, updateGroup } from '../../engine/people/commands.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { findGroupByName, groupUses, loadGroup } from '../../store/queries/groups.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { notFound } from '../lookup.ts';
import { reassessFor } from '../requests/reassess.ts';
import { no, settle, writes } from '../usecase.ts';

function unknownMember(db: ReadDb, memberIds: readonly PersonId[]): Refusal | null {
  const index = memberIds.findIndex((id) => !loadPerson(db, id));
  const id = memberIds[index];
  return id === undefined ? null : notFound(db, 'person', id, `memberIds.${index}`);
}

function existing(db: ReadDb, id: GroupId): Group {
  const group = loadGroup(db, id);
  if (!group) throw new TypeError(`Group ${id} is gone in the turn that changed it.`);
  return group;
}

const stateOf = ({ id, name, members }: Group): GroupState => ({
  id,
  name,
  memberIds: members.map((person) => person.id),
});

export const groupChanges = {
  create: writes(groupInputs.create, { roles: ['admin'] }, (context, { name, memberIds }) => {
    const { db } = context;
    const unknown = unknownMember(db, memberIds);
    if (unknown) return no(unknown);
    const id = groupId.parse(context.newId());
    const outcome = createGroup(id, name, memberIds, findGroupByName(db, fold(name)) !== undefined);
    return settle(context, outcome, () => existing(db, id));
  }),
  update: writes(groupInputs.update, { roles: ['admin'] }, (context, { id, name, memberIds }) => {
    const { db } = context;
    const group = loadGroup(db, id);
    if (!group) return no(notFound(db, 'group', id));
    const unknown = unknownMember(db, memberIds ?? []);
    if (unknown) return no(unknown);
    const namesake = findGroupByName(db, fold(name ?? group.name));
    const outcome = updateGroup(stateOf(group), { name, memberIds }, namesake !== undefined && namesake !== id);
    return settle(context, outcome, () => {
      reassessFor(context, [id]);
      return existing(db, id);
    });
  }),
  remove: writes(groupInputs.remove, { roles: ['admin'] }, (context, { id }) => {
    const { db } = context;
    const group = loadGroup(db, id);
    if (!group) return no(notFound(db, 'group', id));
    return settle(context, removeGroup(stateOf(group), groupUses(db, id)), (): Record<string, never> => ({}));
  }),
};
