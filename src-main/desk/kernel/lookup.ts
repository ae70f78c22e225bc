import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { invalid, refusal } from '../../engine/outcome.ts';
import type { Directory, DirectoryPerson } from '../../engine/people/directory.ts';
import type { ReadDb } from '../../store/connection.ts';
import { type IdKind, kindOfId } from '../../store/queries/ids.ts';
import { loadPerson } from '../../store/queries/people.ts';

const NAMES: Readonly<Record<IdKind, string>> = {
  person: 'a person',
  group: 'a group',
  policy: 'a policy',
  request: 'a request',
  grant: 'a grant',
  proposal: 'a proposal',
};

/**
 * Why nothing was found by an id: it is of something else (INVALID_INPUT with the field), or there is no such thing that the caller
 * may see (NOT_FOUND).
 */
export function notFound(db: ReadDb, wanted: IdKind, id: string, field = 'id'): Refusal {
  return otherKind(db, wanted, id, field) ?? refusal('NOT_FOUND', `There is no such ${wanted}, or you may not see it.`);
}

/** Refuses an id of something else than what is wanted; null when it is of that, of nothing, or was left out. */
export function otherKind(db: ReadDb, wanted: IdKind, id: string | undefined, field: string): Refusal | null {
  const kind = id === undefined ? null : kindOfId(db, id);
  return kind === null || kind === wanted
    ? null
    : invalid({ [field]: `This is the id of ${NAMES[kind]}, not of ${NAMES[wanted]}.` });
}

/** Somebody whom the ledger names, and who therefore exists. */
export function personNamed(db: ReadDb, id: PersonId): Person {
  const person = loadPerson(db, id);
  if (!person) throw new TypeError(`Person ${id} is named by the ledger and does not exist.`);
  return person;
}

/** Somebody who must be in the directory, because it was loaded with that id. */
export function inDirectory(directory: Directory, id: PersonId): DirectoryPerson {
  const person = directory.people.get(id);
  if (!person) throw new TypeError(`Person ${id} is not in the directory that was loaded for them.`);
  return person;
}
