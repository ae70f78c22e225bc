import type { PersonName } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { alikeKeys, looksAlike, strangeCharacters } from '../text/alike.ts';

const FIELDS = ['username', 'name'] as const;
type Field = (typeof FIELDS)[number];

/** What is said of somebody whose name looks like another one. */
type Wanted = { readonly [F in Field]?: string | undefined };

/** Somebody new, in a file that is imported, has no id yet. */
type Named = Omit<PersonName, 'id'> & { readonly id: PersonId | null };

const ASCII = /^\p{ASCII}*$/u;

/** Finds people whose names look like others (docs/decisions/0025). What is looked for among many is looked up, not compared with each. */
export class Lookalikes {
  readonly #byKey = new Map<string, Named[]>();
  readonly #plain: Named[] = [];

  constructor(people: Iterable<Named>) {
    for (const person of people) this.add(person);
  }

  add(person: Named): void {
    // Two names in plain ASCII are never meant, and nearly all are; these are looked through only when another one is asked about.
    if (FIELDS.every((field) => ASCII.test(person[field]))) this.#plain.push(person);
    else this.#index(person);
  }

  /** Why these names of a person, `id` where there is one already, look like those of another, as a sentence; null when they do not. */
  find(wanted: Wanted, id?: PersonId): string | null {
    for (const field of FIELDS) {
      const text = wanted[field];
      if (text === undefined) continue;
      if (!ASCII.test(text)) for (const person of this.#plain.splice(0)) this.#index(person);
      const found = alikeKeys(text)
        .flatMap((key) => this.#byKey.get(`${field} ${key}`) ?? [])
        .find((person) => person.id !== id && looksAlike(text, person[field]));
      if (found) return sentence(field, text, found);
    }
    return null;
  }

  #index(person: Named): void {
    for (const field of FIELDS)
      for (const key of new Set(alikeKeys(person[field]))) {
        const place = `${field} ${key}`;
        const known = this.#byKey.get(place);
        if (known) known.push(person);
        else this.#byKey.set(place, [person]);
      }
  }
}

function sentence(field: Field, text: string, other: Named): string {
  const strange = strangeCharacters(text, other[field]);
  const [whose, characters] =
    strange.length > 0 ? ['The new one has', strange] : ['The other one has', strangeCharacters(other[field], text)];
  const made = characters.length > 0 ? ` ${whose} ${characters.join(', ')}.` : '';
  return `The ${field} “${text}” looks like “${other[field]}” of ${other.name} (${other.username}), and is written in another script.${made}`;
}
