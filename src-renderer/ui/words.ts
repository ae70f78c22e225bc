import type { PersonName } from '#contract/people.ts';

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number as a word. */
export const numberWord = (count: number): string => numbers[count] ?? count.toLocaleString();

/** `1 person`, `3 people`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

type Named = Omit<PersonName, 'id'>;

/** The name of a person, with the username where another person of the desk has the same name; as in the desk's own sentences. */
export function shownName({ name, username, nameIsShared }: Named): string {
  return nameIsShared ? `${name} (${username})` : name;
}

/** The names of people, as {@link shownName} writes them. */
export function namesOf(people: readonly Named[]): readonly string[] {
  return people.map(shownName);
}

/** A sentence from a fragment: its first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
