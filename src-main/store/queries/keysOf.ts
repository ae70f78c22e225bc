import type { PersonId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const personCreated = statement<{ id: PersonId }>()((value, db) =>
  db.selectFrom('fact_person').select('created_sequence').where('id', '=', value('id')),
);

const policyCreated = statement<{ id: PolicyId }>()((value, db) =>
  db.selectFrom('fact_policy').select('created_sequence').where('id', '=', value('id')),
);

/**
 * The number that stands for a person in the columns and indexes of requests. Undefined if the person does not exist.
 */
export function personKey(db: ReadDb, id: PersonId): number | undefined {
  return db.first(personCreated({ id }))?.created_sequence;
}

/** The number that stands for a policy there. Undefined if the policy does not exist. */
export function policyKey(db: ReadDb, id: PolicyId): number | undefined {
  return db.first(policyCreated({ id }))?.created_sequence;
}
