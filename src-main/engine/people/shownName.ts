import type { PersonName } from '#contract/people.ts';

/**
 * What every sentence calls a person: the name, with the username beside it where somebody else has the same name (docs/rules.md#people).
 * `nameIsShared` comes with the person from the store.
 */
export function shownName({ name, username, nameIsShared }: Omit<PersonName, 'id'>): string {
  return nameIsShared ? `${name} (${username})` : name;
}

/** A person as named inside answers. */
export function personName({ id, username, name, nameIsShared }: PersonName): PersonName {
  return { id, username, name, ...(nameIsShared ? { nameIsShared } : {}) };
}
