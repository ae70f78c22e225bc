import type { Person } from '#contract/people.ts';
import type { GroupState } from '../../../engine/people/commands.ts';
import type { ImportState, PersonRow } from '../../../engine/people/import.ts';
import { fold } from '../../../engine/text/fold.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { findGroupByName, listNamesWithSemicolon, loadGroup } from '../../../store/queries/groups.ts';
import { countEnabledAdmins, findByUsername, listNames } from '../../../store/queries/people.ts';
import { ownAccess } from '../load.ts';

/** Groups by folded name. */
export type Groups = ImportState['groups'];

/** The people and groups that these rows name, as they are now. */
export function loadState(db: ReadDb, rows: readonly PersonRow[]): Omit<ImportState, 'groupLimit'> {
  const usernames = new Set(rows.map(({ username }) => fold(username)));
  const names = new Set(rows.flatMap(({ groups }) => groups.map(fold)));
  return {
    people: new Map(
      [...usernames].flatMap((folded): [string, Person][] => {
        const person = findByUsername(db, folded);
        return person ? [[folded, person]] : [];
      }),
    ),
    groups: new Map(
      [...names].flatMap((folded): [string, GroupState][] => {
        const group = groupState(db, folded);
        return group ? [[folded, group]] : [];
      }),
    ),
    namesWithSemicolon: rows.some(({ unquoted }) => unquoted !== null) ? listNamesWithSemicolon(db) : [],
    enabledAdmins: countEnabledAdmins(db),
    accessOf: (id) => ownAccess(db, id),
    everybody: listNames(db),
  };
}

function groupState(db: ReadDb, folded: string): GroupState | undefined {
  const id = findGroupByName(db, folded);
  const group = id === undefined ? undefined : loadGroup(db, id);
  return group && { id: group.id, name: group.name, memberIds: group.members.map((member) => member.id) };
}
