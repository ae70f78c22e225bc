import type { Ref } from '#contract/policies.ts';
import type { NameOf } from '../../engine/policy/difference.ts';
import type { ReadDb } from '../../store/connection.ts';
import { groupName } from '../../store/queries/groups.ts';
import { loadPerson } from '../../store/queries/people.ts';

/** What people and groups are called in sentences, removed ones too: names are not unique, so a username goes with them. */
export function namesIn(db: ReadDb): NameOf {
  const known = new Map<string, string>();
  return (ref) => {
    const name = known.get(ref.id) ?? nameOf(db, ref);
    known.set(ref.id, name);
    return name;
  };
}

function nameOf(db: ReadDb, ref: Ref): string {
  if (ref.kind === 'group') return `the group ${groupName(db, ref.id) ?? ref.id}`;
  const person = loadPerson(db, ref.id);
  return person ? `${person.name} (${person.username})` : ref.id;
}
