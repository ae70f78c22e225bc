import type { Person, PersonName } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { invalid, refusal } from '../../engine/outcome.ts';
import { type Directory, type DirectoryPerson, personName } from '../../engine/people/directory.ts';
import type { ReadDb } from '../../store/connection.ts';
import { type IdKind, kindOfId } from '../../store/queries/ids.ts';
import { loadPerson } from '../../store/queries/people.ts';

/** Why an id leads to nothing: it belongs to another kind (INVALID_INPUT with the field), or to nothing that the caller may see (NOT_FOUND). */
export function notFound(db: ReadDb, wanted: IdKind, id: string, field = 'id'): Refusal {
  return otherKind(db, wanted, id, field) ?? refusal('NOT_FOUND', t(`desk.kernel.notFound.${wanted}`));
}

/** Refuses an id of another kind than wanted; null if it is of that kind, of nothing, or left out. */
export function otherKind(db: ReadDb, wanted: IdKind, id: string | undefined, field: string): Refusal | null {
  const kind = id === undefined ? null : kindOfId(db, id);
  return kind === null || kind === wanted
    ? null
    : invalid({
        [field]: t('desk.kernel.otherKind', {
          found: t(`desk.kernel.kinds.${kind}`),
          wanted: t(`desk.kernel.kinds.${wanted}`),
        }),
      });
}

/** A person whom the ledger names, and who therefore exists. */
export function personNamed(db: ReadDb, id: PersonId): Person {
  const person = loadPerson(db, id);
  if (!person) throw new TypeError(`Person ${id} is named by the ledger and does not exist.`);
  return person;
}

/** The names of people whom the ledger names; each is read once. */
export function personNames(db: ReadDb): (id: PersonId) => PersonName {
  const known = new Map<PersonId, PersonName>();
  return (id) => {
    const before = known.get(id);
    if (before) return before;
    const found = personName(personNamed(db, id));
    known.set(id, found);
    return found;
  };
}

/** A person who must be in the directory, because it was loaded with that id. */
export function inDirectory(directory: Directory, id: PersonId): DirectoryPerson {
  const person = directory.people.get(id);
  if (!person) throw new TypeError(`Person ${id} is not in the directory that was loaded for them.`);
  return person;
}
