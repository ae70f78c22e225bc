import type { GroupId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const accounts = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_account').select(['resource', 'account']).orderBy('resource_folded').orderBy('account_folded'),
);

/** The names of all accounts as written, in the order of the inventory. */
export function listAccountNames(db: ReadDb): { resource: string; account: string }[] {
  return db.all(accounts({}));
}

const able = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_person')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('status', '=', 'enabled')
    .where('role', '!=', 'auditor'),
);

/** How many people could request access: everybody enabled except auditors. */
export function countRequesters(db: ReadDb): number {
  return db.first(able({}))?.count ?? 0;
}

const ranking = statement<{ id: PolicyId }>()((value, db) =>
  db.selectFrom('fact_policy').select(['id', 'version', 'status', 'created_sequence']).where('id', '=', value('id')),
);

/** A policy's version, whether it is active, and the sequence of the event that created it. */
export function findPolicyRank(db: ReadDb, id: PolicyId) {
  return db.first(ranking({ id }));
}

const groupName = statement<{ id: GroupId }>()((value, db) =>
  db.selectFrom('fact_group').select('name').where('id', '=', value('id')).where('removed_sequence', 'is', null),
);

/** The name of a group that is not removed. */
export function findGroupName(db: ReadDb, id: GroupId): string | undefined {
  return db.first(groupName({ id }))?.name;
}
