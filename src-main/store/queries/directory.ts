import { sql } from 'kysely';
import type { Ref } from '#contract/policies.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { Directory, DirectoryPerson, Membership, Span } from '../../engine/people/directory.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { nameColumns, personNameOf } from './people.ts';

// Lists of ids are passed as one JSON array, so the statement is the same for any number of ids.
const listed = (ids: string) => sql<string>`(select value from json_each(${ids}))`;

const memberships = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_membership')
    .select(['group_id', 'person_id', 'from_sequence', 'to_sequence'])
    .where('group_id', 'in', sql<GroupId>`${listed(value('ids'))}`)
    .orderBy('group_id')
    .orderBy('person_id')
    .orderBy('from_sequence'),
);

const people = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_person')
    .select([...nameColumns, 'role', 'status'])
    .where('id', 'in', sql<PersonId>`${listed(value('ids'))}`),
);

const standings = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_standing')
    .select(['person_id', 'from_sequence', 'to_sequence'])
    .where('person_id', 'in', sql<PersonId>`${listed(value('ids'))}`),
);

const resets = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_key_reset')
    .select(['person_id', 'sequence'])
    .where('person_id', 'in', sql<PersonId>`${listed(value('ids'))}`),
);

/** The part of the directory needed for decisions about these references and people. Unknown ids are left out. */
export function loadDirectory(db: ReadDb, refs: readonly Ref[], personIds: readonly PersonId[]): Directory {
  const groupIds = new Set(refs.flatMap((ref) => (ref.kind === 'group' ? [ref.id] : [])));
  const members = new Map<GroupId, Membership[]>([...groupIds].map((id) => [id, []]));
  for (const { group_id, person_id, ...row } of db.all(memberships({ ids: JSON.stringify([...groupIds]) })))
    members.get(group_id)?.push({ personId: person_id, ...spanOf(row) });
  const ids = JSON.stringify([
    ...new Set([
      ...personIds,
      ...refs.flatMap((ref) => (ref.kind === 'person' ? [ref.id] : [])),
      ...[...members.values()].flat().map(({ personId }) => personId),
    ]),
  ]);
  const standing = new Map<PersonId, Span[]>();
  for (const { person_id, ...row } of db.all(standings({ ids })))
    standing.set(person_id, [...(standing.get(person_id) ?? []), spanOf(row)]);
  const keyResets = new Map<PersonId, number[]>();
  for (const { person_id, sequence } of db.all(resets({ ids })))
    keyResets.set(person_id, [...(keyResets.get(person_id) ?? []), sequence]);
  return {
    members,
    people: new Map(
      db.all(people({ ids })).map((row): [PersonId, DirectoryPerson] => [
        row.id,
        {
          ...personNameOf(row),
          role: row.role,
          status: row.status,
          standing: standing.get(row.id) ?? [],
          keyResets: keyResets.get(row.id) ?? [],
        },
      ]),
    ),
  };
}

function spanOf({ from_sequence, to_sequence }: { from_sequence: number; to_sequence: number | null }): Span {
  return { from: from_sequence, to: to_sequence };
}

const ownMemberships = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_membership')
    .select(['group_id', 'from_sequence', 'to_sequence'])
    .where('person_id', '=', value('personId')),
);

/**
 * The part of the directory that shows one person's rights towards anybody: of every group, only that person's
 * memberships. The cost does not depend on the size of the groups.
 */
export function loadOwnDirectory(db: ReadDb, personId: PersonId): Directory {
  const members = new Map<GroupId, Membership[]>();
  for (const { group_id, ...row } of db.all(ownMemberships({ personId })))
    members.set(group_id, [...(members.get(group_id) ?? []), { personId, ...spanOf(row) }]);
  return { members, people: loadDirectory(db, [], [personId]).people };
}
