import { sql } from 'kysely';
import type { PersonConsequences } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { idOf, keyOf } from '../ids.ts';
import { statement } from '../statement.ts';

type Named<K extends 'cancelled' | 'policies' | 'groups'> = PersonConsequences[K][number];

const ownOpen = statement<{ personId: PersonId; after: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'number', 'resource', 'account'])
    .where('requester_key', '=', keyOf(value('personId')))
    .where('status', '=', 'open')
    .where('expires_at', '>', value('after'))
    .orderBy('number'),
);

/** A person's own open requests, oldest first, with the names shown to people. */
export function nameOpenRequests(db: ReadDb, personId: PersonId): Named<'cancelled'>[] {
  return db.all(ownOpen({ personId, after: db.asOf ?? '' }));
}

const naming = statement<{ principals: string }>()((value, db) =>
  db
    .selectFrom('fact_policy_ref')
    .innerJoin('fact_policy', (join) =>
      join
        .onRef('fact_policy.id', '=', 'fact_policy_ref.policy_id')
        .onRef('fact_policy.version', '=', 'fact_policy_ref.version'),
    )
    .select(['fact_policy.id', 'fact_policy.name'])
    .distinct()
    .where('fact_policy_ref.principal', 'in', sql<PersonId>`(select value from json_each(${value('principals')}))`)
    .where('fact_policy.status', '=', 'active')
    .orderBy('fact_policy.name_folded'),
);

/**
 * Active policies whose current version names one of these people or groups as an approver or for break-glass, by name.
 */
export function listPoliciesNaming(db: ReadDb, principals: readonly string[]): Named<'policies'>[] {
  return db.all(naming({ principals: JSON.stringify(principals) }));
}

const groupsNow = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_membership')
    .innerJoin('fact_group', 'fact_group.id', 'fact_membership.group_id')
    .select(['fact_group.id', 'fact_group.name'])
    .where('fact_membership.person_id', '=', value('personId'))
    .where('fact_membership.to_sequence', 'is', null)
    .orderBy('fact_group.name_folded'),
);

/** The groups that currently have a person as a member, by name. */
export function listCurrentGroups(db: ReadDb, personId: PersonId): Named<'groups'>[] {
  return db.all(groupsNow({ personId }));
}
