const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number as a word. */
export const numberWord = (count: number): string => numbers[count] ?? count.toLocaleString();

/** `1 person`, `3 people`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[], joint: 'and' | 'or' = 'and'): string =>
  new Intl.ListFormat('en-GB', { type: joint === 'and' ? 'conjunction' : 'disjunction' }).format(items);

interface Named {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

/** What to call these people: their names, with the username where a name alone could mean two of them. */
export function namesOf(people: readonly Named[]): readonly string[] {
  return people.map((person) =>
    people.some((other) => other.id !== person.id && other.name === person.name)
      ? `${person.name} (${person.username})`
      : person.name,
  );
}

/** Whether a text shows anything: neither blanks nor characters that have no picture (the Hangul fillers and the empty Braille cell among them). */
export const showsSomething = (text: string): boolean =>
  /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** A sentence from a fragment: its first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
