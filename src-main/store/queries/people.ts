import type { Person } from '../../../src-preload/contract/people.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import type { PersonRow } from '../schema.ts';
import { statement } from '../statement.ts';

const columns = ['id', 'username', 'name', 'email', 'role', 'status'] as const;

const byId = statement<{ id: PersonId }, Person>((value, db) =>
  db.selectFrom('fact_person').select(columns).where('id', '=', value('id')),
);

export function loadPerson(db: ReadDb, id: PersonId): Person | undefined {
  return db.first(byId({ id }));
}

const byUsername = statement<{ folded: string }, Person>((value, db) =>
  db.selectFrom('fact_person').select(columns).where('username_folded', '=', value('folded')),
);

/** The person with a username, which is handed in folded. */
export function findByUsername(db: ReadDb, folded: string): Person | undefined {
  return db.first(byUsername({ folded }));
}

const admins = statement<Record<string, never>, { count: number }>((_, db) =>
  db
    .selectFrom('fact_person')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('status', '=', 'enabled'),
);

export function countEnabledAdmins(db: ReadDb): number {
  return db.first(admins({}))?.count ?? 0;
}

const adminsWithKey = statement<Record<string, never>, { id: PersonId }>((_, db) =>
  db
    .selectFrom('fact_person')
    .innerJoin('fact_key', 'fact_key.person_id', 'fact_person.id')
    .select('fact_person.id')
    .where('fact_person.role', '=', 'admin')
    .where('fact_person.status', '=', 'enabled')
    .where('fact_key.to_sequence', 'is', null),
);

/** The enabled admins who have a key to sign with. */
export function listAdminsWithKey(db: ReadDb): PersonId[] {
  return db.all(adminsWithKey({})).map(({ id }) => id);
}

const enabled = statement<Record<string, never>, Person>((_, db) =>
  db.selectFrom('fact_person').select(columns).where('status', '=', 'enabled').orderBy('username_folded'),
);

export function listEnabled(db: ReadDb): Person[] {
  return db.all(enabled({}));
}

/** A person as answered, from a row of the table. */
export function personOf({ id, username, name, email, role, status }: PersonRow): Person {
  return { id, username, name, email, role, status };
}
