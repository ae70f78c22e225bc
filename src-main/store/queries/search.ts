import type { PersonId } from '#contract/scalars.ts';
import { parseSearch } from '../../engine/text/words.ts';
import type { ReadDb } from '../connection.ts';
import { holderToken } from '../project/search.ts';
import type { Key } from '../schema.ts';
import { statement } from '../statement.ts';

const withWord = statement<{ word: string }>()((value, db) =>
  db.selectFrom('fact_person_word').select('person_key as person').where('word', '=', value('word')),
);

const withPrefix = statement<{ from: string; to: string }>()((value, db) =>
  db
    .selectFrom('fact_person_word')
    .select('person_key as person')
    .where('word', '>=', value('from'))
    .where('word', '<', value('to')),
);

/** Sorts after every word: words cannot contain this character. */
const AFTER_ALL = '\u{10FFFF}';

/** The keys of the people whose username or name has a word, or a word with this beginning. */
export function peopleCalled(db: ReadDb, word: string, isPrefix: boolean): Key<PersonId>[] {
  const query = isPrefix ? withPrefix({ from: word, to: word + AFTER_ALL }) : withWord({ word });
  return [...new Set(db.all(query).map(({ person }) => person))];
}

/**
 * Translates a search text into an FTS5 expression for the word index of grants (project/search.ts). Every word must
 * occur, either itself or as the token of a holder whose username or name has it. Null if the text has no word and so
 * finds nothing.
 */
export function grantExpression(db: ReadDb, text: string): string | null {
  const search = parseSearch(text);
  if (!search) return null;
  const { whole, prefix } = search;
  const oneOf = (term: string, word: string, isPrefix: boolean) =>
    `(${[term, ...peopleCalled(db, word, isPrefix).map((person) => `"${holderToken(person)}"`)].join(' OR ')})`;
  const groups = [...new Set(whole)].map((word) => oneOf(`"${word}"`, word, false));
  if (prefix !== null) groups.push(oneOf(`"${prefix}" *`, prefix, true));
  return groups.join(' AND ');
}
