import { type DeskEvent, directoryChangeOf } from '#contract/events.ts';
import type { Ref } from '#contract/policies.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { Directory, DirectoryPerson, Membership } from '../../engine/people/directory.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDirectory } from '../../store/queries/directory.ts';

/** The loaded part of the directory, cached until an event changes it: nearly every event needs it, few change it. */
export interface CachedDirectory {
  /** The directory with at least these people and groups in it. */
  of(refs: readonly Ref[], personIds: readonly PersonId[]): Directory;
  /** Drops whatever an event changes. */
  follow(event: DeskEvent): void;
}

export function cachedDirectory(db: ReadDb): CachedDirectory {
  const people = new Map<PersonId, DirectoryPerson>();
  const members = new Map<GroupId, readonly Membership[]>();
  // Drops a person's groups too: a group is cached with all its people or not at all.
  const drop = (id: PersonId) => {
    people.delete(id);
    for (const [groupId, memberships] of members)
      if (memberships.some(({ personId }) => personId === id)) members.delete(groupId);
  };
  return {
    of(refs, personIds) {
      const missing = refs.filter(({ kind, id }) => (kind === 'group' ? !members.has(id) : !people.has(id)));
      const strangers = personIds.filter((id) => !people.has(id));
      if (missing.length + strangers.length > 0) {
        const loaded = loadDirectory(db, missing, strangers);
        for (const [id, person] of loaded.people) people.set(id, person);
        for (const [id, memberships] of loaded.members) members.set(id, memberships);
      }
      return { people, members };
    },
    follow(event) {
      const changed = directoryChangeOf(event);
      for (const id of changed.people) drop(id);
      for (const id of changed.groups) members.delete(id);
    },
  };
}
