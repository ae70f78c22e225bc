import { eventCatalogue } from '#contract/events.ts';
import { type Group, groupInputs, MAX_GROUP_MEMBERS } from '#contract/groups.ts';
import type { Refusal } from '#contract/refusal.ts';
import { type GroupId, groupId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { invalid, whyStale } from '../../engine/outcome.ts';
import { createGroup, type GroupChange, removeGroup, updateGroup } from '../../engine/people/commands.ts';
import type { ReadDb } from '../../store/connection.ts';
import { listGroups } from '../../store/queries/groupList.ts';
import { groupUses, loadGroup } from '../../store/queries/groups.ts';
import { notFound } from '../kernel/lookup.ts';
import { commitOr, paged, reads, refuse, writes } from '../kernel/usecase.ts';
import { reassessFor } from '../requests/reassess.ts';
import { nameTaken, stateOf, unknownMember } from './load.ts';

function existing(db: ReadDb, id: GroupId): Group {
  const group = loadGroup(db, id);
  if (!group) throw new TypeError(`Group ${id} is gone in the transaction that changed it.`);
  return group;
}

// The first id in any of the fields that belongs to no person.
function unknownIn(db: ReadDb, { memberIds, add, remove }: GroupChange): Refusal | null {
  return (
    unknownMember(db, memberIds ?? []) ??
    unknownMember(db, add ?? [], 'add') ??
    unknownMember(db, remove ?? [], 'remove')
  );
}

// The schema limits each list; only the group itself says how many members there would be.
function tooMany(group: Group, { add = [], remove = [] }: GroupChange): Refusal | null {
  const members = new Set([...group.members.map(({ id }) => id), ...add]);
  for (const id of remove) members.delete(id);
  return members.size <= MAX_GROUP_MEMBERS
    ? null
    : invalid({ add: t('desk.groups.tooManyMembers', { most: MAX_GROUP_MEMBERS }) });
}

export const groupChanges = {
  create: writes(
    groupInputs.create,
    { roles: eventCatalogue['group.created'].roles },
    (context, { name, memberIds }) => {
      const { db } = context;
      const unknown = unknownMember(db, memberIds);
      if (unknown) return refuse(unknown);
      const id = groupId.parse(context.newId());
      const outcome = createGroup(id, name, memberIds, nameTaken(db, name, null));
      return commitOr(context, outcome, () => existing(db, id));
    },
  ),
  update: writes(
    groupInputs.update,
    { roles: eventCatalogue['group.updated'].roles },
    (context, { id, version, ...change }) => {
      const { db } = context;
      const group = loadGroup(db, id);
      if (!group) return refuse(notFound(db, 'group', id));
      const wrong =
        unknownIn(db, change) ??
        whyStale({ kind: 'group', name: group.name }, group.version, version) ??
        tooMany(group, change);
      if (wrong) return refuse(wrong);
      const outcome = updateGroup(stateOf(group), change, nameTaken(db, change.name ?? group.name, id));
      return commitOr(context, outcome, () => {
        reassessFor(context, [id]);
        return existing(db, id);
      });
    },
  ),
  remove: writes(groupInputs.remove, { roles: eventCatalogue['group.removed'].roles }, (context, { id }) => {
    const { db } = context;
    const group = loadGroup(db, id);
    if (!group) return refuse(notFound(db, 'group', id));
    return commitOr(context, removeGroup(stateOf(group), groupUses(db, id)), (): Record<string, never> => ({}));
  }),
};

export const groupVerbs = {
  ...groupChanges,
  list: reads(groupInputs.list, {}, ({ db }, filters) => paged(listGroups(db, filters))),
};
