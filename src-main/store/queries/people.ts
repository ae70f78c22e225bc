import type { Person, PersonName } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import type { PersonRow } from '../schema.ts';
import { statement } from '../statement.ts';

/** The columns that a {@link PersonName} is read from. */
export const nameColumns = ['id', 'username', 'name', 'name_shared'] as const;
export type NameRow = Pick<PersonRow, (typeof nameColumns)[number]>;

const columns = [...nameColumns, 'email', 'role', 'status', 'version'] as const;
type Row = Pick<PersonRow, (typeof columns)[number]>;

const byId = statement<{ id: PersonId }>()((value, db) =>
  db.selectFrom('fact_person').select(columns).where('id', '=', value('id')),
);

export function loadPerson(db: ReadDb, id: PersonId): Person | undefined {
  const row = db.first(byId({ id }));
  return row && personOf(row);
}

const nameById = statement<{ id: PersonId }>()((value, db) =>
  db.selectFrom('fact_person').select(nameColumns).where('id', '=', value('id')),
);

/** A person, named as inside answers. */
export function loadPersonName(db: ReadDb, id: PersonId): PersonName | undefined {
  const row = db.first(nameById({ id }));
  return row && personNameOf(row);
}

const byUsername = statement<{ folded: string }>()((value, db) =>
  db.selectFrom('fact_person').select(columns).where('username_folded', '=', value('folded')),
);

/** The person with a username. Pass the username folded. */
export function findByUsername(db: ReadDb, folded: string): Person | undefined {
  const row = db.first(byUsername({ folded }));
  return row && personOf(row);
}

const byName = statement<{ folded: string }>()((value, db) =>
  db.selectFrom('fact_person').select(columns).where('name_folded', '=', value('folded')).orderBy('username_folded'),
);

/** Everybody with a name. Pass the name folded. */
export function listByName(db: ReadDb, folded: string): Person[] {
  return db.all(byName({ folded })).map(personOf);
}

const names = statement<Record<string, never>>()((_, db) => db.selectFrom('fact_person').select(nameColumns));

/** Everybody, named as inside answers. */
export function listNames(db: ReadDb): PersonName[] {
  return db.all(names({})).map(personNameOf);
}

const admins = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_person')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('status', '=', 'enabled'),
);

export function countEnabledAdmins(db: ReadDb): number {
  return db.first(admins({}))?.count ?? 0;
}

const adminsWithKey = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_person')
    .innerJoin('fact_key', 'fact_key.person_id', 'fact_person.id')
    .select('fact_person.id')
    .where('fact_person.role', '=', 'admin')
    .where('fact_person.status', '=', 'enabled')
    .where('fact_key.to_sequence', 'is', null),
);

/** The enabled admins who have a signing key. */
export function listAdminsWithKey(db: ReadDb): PersonId[] {
  return db.all(adminsWithKey({})).map(({ id }) => id);
}

const enabled = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_person').select(columns).where('status', '=', 'enabled').orderBy('username_folded'),
);

export function listEnabled(db: ReadDb): Person[] {
  return db.all(enabled({})).map(personOf);
}

/** Makes the person of an answer from a table row. */
export function personOf({ email, role, status, version, ...row }: Row): Person {
  const { id, username, name, name_shared } = row;
  return { id, username, name, email, role, status, version, ...sharing(name_shared) };
}

/** Makes the person name of an answer from a table row. */
export function personNameOf({ id, username, name, name_shared }: NameRow): PersonName {
  return { id, username, name, ...sharing(name_shared) };
}

// The field is left out unless it is true, to keep most answers small.
function sharing(name_shared: number): Pick<PersonName, 'nameIsShared'> {
  return name_shared === 1 ? { nameIsShared: true } : {};
}
