import { LRUCache } from 'lru-cache';
import { type DeskEvent, directoryChangeOf } from '#contract/events.ts';
import type { Ref } from '#contract/policies.ts';
import type { GroupId, PersonId, RequestId } from '#contract/scalars.ts';
import type { Directory, DirectoryPerson, Membership } from '../../engine/people/directory.ts';
import { refsOf } from '../../engine/policy/check.ts';
import { type Progress, progressOf } from '../../engine/request/progress.ts';
import type { RequestState } from '../../engine/request/state.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDirectory } from '../../store/queries/directory.ts';

/** The loaded part of the directory, cached until an event changes it: nearly every event needs it, few change it. */
export interface CachedDirectory {
  /** The directory with at least these people and groups in it. */
  of(refs: readonly Ref[], personIds: readonly PersonId[]): Directory;
  /** The progress of a request with these people, which are in {@link of} of its policy. */
  progressOf(request: RequestState, personIds: readonly PersonId[]): Progress;
  /** Drops whatever an event changes. */
  follow(event: DeskEvent): void;
}

/** For how many open requests the progress is kept. */
const MOST_PROGRESSES = 5_000;

export function cachedDirectory(db: ReadDb): CachedDirectory {
  const people = new Map<PersonId, DirectoryPerson>();
  const members = new Map<GroupId, readonly Membership[]>();
  // Drops a person's groups too: a group is cached with all its people or not at all.
  const drop = (id: PersonId) => {
    people.delete(id);
    for (const [groupId, memberships] of members)
      if (memberships.some(({ personId }) => personId === id)) members.delete(groupId);
  };
  // Progress depends on the request and the directory alone, and who is eligible for an open request on the directory.
  const progresses = new LRUCache<RequestId, Progress>({ max: MOST_PROGRESSES });
  const directoryOf = (refs: readonly Ref[], personIds: readonly PersonId[]): Directory => {
    const missing = refs.filter(({ kind, id }) => (kind === 'group' ? !members.has(id) : !people.has(id)));
    const strangers = personIds.filter((id) => !people.has(id));
    if (missing.length + strangers.length > 0) {
      const loaded = loadDirectory(db, missing, strangers);
      for (const [id, person] of loaded.people) people.set(id, person);
      for (const [id, memberships] of loaded.members) members.set(id, memberships);
    }
    return { people, members };
  };
  return {
    of: directoryOf,
    progressOf(request, personIds) {
      const known = request.status === 'open' ? progresses.get(request.id) : undefined;
      // What it is known from was loaded, and is dropped with it.
      const refs = known ? [] : refsOf(request.rules);
      const loaded = directoryOf(refs, personIds);
      if (known?.request === request) return known;
      const progress = progressOf(request, loaded, known?.eligible);
      if (request.status === 'open') progresses.set(request.id, progress);
      return progress;
    },
    follow(event) {
      const changed = directoryChangeOf(event);
      if (changed.people.length + changed.groups.length > 0) progresses.clear();
      for (const id of changed.people) drop(id);
      for (const id of changed.groups) members.delete(id);
    },
  };
}
