import type { Group } from '#contract/groups.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { personNameOf } from './people.ts';

const byId = statement<{ id: GroupId }>()((value, db) =>
  db
    .selectFrom('fact_group')
    .select(['id', 'name', 'version'])
    .where('id', '=', value('id'))
    .where('removed_sequence', 'is', null),
);

const membersOf = statement<{ id: GroupId }>()((value, db) =>
  db
    .selectFrom('fact_membership')
    .innerJoin('fact_person', 'fact_person.id', 'fact_membership.person_id')
    .select(['fact_person.id', 'fact_person.username', 'fact_person.name', 'fact_person.name_shared'])
    .where('fact_membership.group_id', '=', value('id'))
    .where('fact_membership.to_sequence', 'is', null)
    .orderBy('fact_person.username_folded'),
);

/** A group that is not removed, with its current members. */
export function loadGroup(db: ReadDb, id: GroupId): Group | undefined {
  const group = db.first(byId({ id }));
  return group && { ...group, members: db.all(membersOf({ id })).map(personNameOf) };
}

const membership = statement<{ id: GroupId; personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_membership')
    .select('person_id')
    .where('group_id', '=', value('id'))
    .where('person_id', '=', value('personId'))
    .where('to_sequence', 'is', null),
);

/** Whether a person is currently a member of a group. */
export function isMember(db: ReadDb, id: GroupId, personId: PersonId): boolean {
  return db.first(membership({ id, personId })) !== undefined;
}

const nameOf = statement<{ id: GroupId }>()((value, db) =>
  db.selectFrom('fact_group').select('name').where('id', '=', value('id')),
);

/** The name of a group; for a removed group, its last name. */
export function groupName(db: ReadDb, id: GroupId): string | undefined {
  return db.first(nameOf({ id }))?.name;
}

const byName = statement<{ folded: string }>()((value, db) =>
  db
    .selectFrom('fact_group')
    .select('id')
    .where('name_folded', '=', value('folded'))
    .where('removed_sequence', 'is', null),
);

/** The group with a name. Pass the name folded. */
export function findGroupByName(db: ReadDb, folded: string): GroupId | undefined {
  return db.first(byName({ folded }))?.id;
}

const withSemicolon = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_group')
    .select('name')
    .where('name', 'like', '%;%')
    .where('removed_sequence', 'is', null)
    .orderBy('name_folded'),
);

/** The names of the groups that contain a `;`. */
export function listNamesWithSemicolon(db: ReadDb): string[] {
  return db.all(withSemicolon({})).map(({ name }) => name);
}

const activePolicies = statement<{ id: GroupId }>()((value, db) =>
  db
    .selectFrom('fact_policy_ref')
    .innerJoin('fact_policy', (join) =>
      join
        .onRef('fact_policy.id', '=', 'fact_policy_ref.policy_id')
        .onRef('fact_policy.version', '=', 'fact_policy_ref.version'),
    )
    .select('fact_policy.name')
    .distinct()
    .where('fact_policy_ref.principal', '=', value('id'))
    .where('fact_policy.status', '=', 'active')
    .orderBy('fact_policy.name_folded'),
);

// A policy version names bypassers, but they are no audience. They are found through the open requests of that version.
const openRequests = statement<{ id: GroupId }>()((value, db) =>
  db
    .selectFrom('fact_policy_ref')
    .innerJoin('fact_policy', 'fact_policy.id', 'fact_policy_ref.policy_id')
    .innerJoin('fact_request', (join) =>
      join
        .onRef('fact_request.policy_key', '=', 'fact_policy.id_key')
        .onRef('fact_request.policy_version', '=', 'fact_policy_ref.version')
        .on('fact_request.status', '=', 'open'),
    )
    .select('fact_request.number')
    .distinct()
    .where('fact_policy_ref.principal', '=', value('id'))
    .limit(1),
);

/** Which policies and requests in force name a group, in words: active policies, and one open request as an example. */
export function groupUses(db: ReadDb, id: GroupId): string[] {
  const policies = db.all(activePolicies({ id })).map(({ name }) => `the active policy “${name}”`);
  const request = db.first(openRequests({ id }));
  return request ? [...policies, `the open request #${request.number}`] : policies;
}
