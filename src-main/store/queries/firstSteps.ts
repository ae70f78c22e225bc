import { build, type ReadDb } from '../connection.ts';

/** Whether the desk has an enabled member, a group, an account in the inventory, an active policy, or a decided request. */
export function hasAny(db: ReadDb, what: keyof typeof queries): boolean {
  return db.first(queries[what]()) !== undefined;
}

const queries = {
  member: () =>
    build
      .selectFrom('fact_person')
      .select('created_sequence as number')
      .where('role', '=', 'member')
      .where('status', '=', 'enabled')
      .limit(1),
  group: () =>
    build.selectFrom('fact_group').select('created_sequence as number').where('removed_sequence', 'is', null).limit(1),
  account: () => build.selectFrom('fact_account').select('number').limit(1),
  policy: () =>
    build.selectFrom('fact_policy').select('created_sequence as number').where('status', '=', 'active').limit(1),
  decision: () =>
    build.selectFrom('fact_decision').select('number').where('decision', 'in', ['approved', 'rejected']).limit(1),
} as const;
