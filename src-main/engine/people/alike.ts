import type { PersonName } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { alikeKeys, looksAlike, strangeCharacters } from '../text/alike.ts';

const FIELDS = ['username', 'name'] as const;
type Field = (typeof FIELDS)[number];

/** The names to compare with those of others. */
type Wanted = { readonly [F in Field]?: string | undefined };

/** A person with names; `id` is null for a person of an import file who does not exist yet. */
type Named = Omit<PersonName, 'id'> & { readonly id: PersonId | null };

const ASCII = /^\p{ASCII}*$/u;

/** Finds people whose names look alike (docs/decisions/0025), by an index of their skeletons. */
export class Lookalikes {
  readonly #byKey = new Map<string, Named[]>();
  readonly #plain: Named[] = [];

  constructor(people: Iterable<Named>) {
    for (const person of people) this.add(person);
  }

  add(person: Named): void {
    // Two ASCII names never count as alike, and nearly all names are ASCII: index these only once a name is not.
    if (FIELDS.every((field) => ASCII.test(person[field]))) this.#plain.push(person);
    else this.#index(person);
  }

  /** A sentence about another person whose names look like these; null when there is none. `id`: the person themselves, left out. */
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

function sentence(field: Field, text: string, found: Named): string {
  const values = { text, other: found[field], name: found.name, username: found.username };
  const added = strangeCharacters(text, values.other);
  if (added.length > 0) return t(`alike.${field}.newHas`, { ...values, characters: added.join(', ') });
  const missing = strangeCharacters(values.other, text);
  if (missing.length > 0) return t(`alike.${field}.otherHas`, { ...values, characters: missing.join(', ') });
  return t(`alike.${field}.plain`, values);
}
