import type { Group } from '../../../src-preload/contract/groups.ts';
import { groupInputs } from '../../../src-preload/contract/groups.ts';
import { type GroupId, groupId } from '../../../src-preload/contract/scalars.ts';
import { createGroup, removeGroup, updateGroup } from '../../engine/people/commands.ts';
import { mayCause } from '../../engine/people/roles.ts';
import type { ReadDb } from '../../store/connection.ts';
import { groupUses, loadGroup } from '../../store/queries/groups.ts';
import { notFound } from '../lookup.ts';
import { reassessFor } from '../requests/reassess.ts';
import { no, settle, writes } from '../usecase.ts';
import { nameTaken, stateOf, unknownMember } from './load.ts';

function existing(db: ReadDb, id: GroupId): Group {
  const group = loadGroup(db, id);
  if (!group) throw new TypeError(`Group ${id} is gone in the turn that changed it.`);
  return group;
}

export const groupChanges = {
  create: writes(groupInputs.create, { roles: mayCause['group.created'] }, (context, { name, memberIds }) => {
    const { db } = context;
    const unknown = unknownMember(db, memberIds);
    if (unknown) return no(unknown);
    const id = groupId.parse(context.newId());
    const outcome = createGroup(id, name, memberIds, nameTaken(db, name, null));
    return settle(context, outcome, () => existing(db, id));
  }),
  update: writes(groupInputs.update, { roles: mayCause['group.updated'] }, (context, { id, name, memberIds }) => {
    const { db } = context;
    const group = loadGroup(db, id);
    if (!group) return no(notFound(db, 'group', id));
    const unknown = unknownMember(db, memberIds ?? []);
    if (unknown) return no(unknown);
    const outcome = updateGroup(stateOf(group), { name, memberIds }, nameTaken(db, name ?? group.name, id));
    return settle(context, outcome, () => {
      reassessFor(context, [id]);
      return existing(db, id);
    });
  }),
  remove: writes(groupInputs.remove, { roles: mayCause['group.removed'] }, (context, { id }) => {
    const { db } = context;
    const group = loadGroup(db, id);
    if (!group) return no(notFound(db, 'group', id));
    return settle(context, removeGroup(stateOf(group), groupUses(db, id)), (): Record<string, never> => ({}));
  }),
};
