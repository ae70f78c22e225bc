import type { PersonName } from '#contract/people.ts';

type Named = Omit<PersonName, 'id'>;

/** The name of a person, with the username where another person of the desk has the same name; as in the desk's own sentences. */
export function shownName({ name, username, nameIsShared }: Named): string {
  return nameIsShared ? `${name} (${username})` : name;
}

/** The names of people, as {@link shownName} writes them. */
export function namesOf(people: readonly Named[]): readonly string[] {
  return people.map(shownName);
}
