import { sql } from 'kysely';
import { parseSearch, words } from '../../engine/text/words.ts';
import { build, type ReadDb } from '../connection.ts';
import { peopleCalled } from '../queries/search.ts';
import { statement } from '../statement.ts';
import { bitsOf, type Fill, fillAmong, setBit } from './bits.ts';
import { type RequestIndex, type Test, testOf } from './requestIndex.ts';

/** A word of a search text, or the beginning of one. */
interface Term {
  readonly word: string;
  readonly isPrefix: boolean;
}

/**
 * One test for each word of a search text. The word must occur in the resource, the account, the requester's username
 * or name, the ticket or the justification. Null if the text has no word and so finds nothing.
 */
export function textTests(db: ReadDb, index: RequestIndex, text: string): Test[] | null {
  const search = parseSearch(text);
  if (!search) return null;
  const whole = [...new Set(search.whole)].map((word): Term => ({ word, isPrefix: false }));
  const terms = search.prefix === null ? whole : [...whole, { word: search.prefix, isPrefix: true }];
  return terms.map((term) => {
    // People can be renamed, so the matching people are part of the cache key. Names of accounts never change.
    const people = peopleCalled(db, term.word, term.isPrefix);
    const key = `${term.isPrefix ? 'words beginning with' : 'word'} ${term.word} ${people.join(' ')}`;
    return testOf(index, key, filler(db, index, term, people));
  });
}

function filler(db: ReadDb, { keys }: RequestIndex, term: Term, people: readonly number[]): Fill {
  const match = `"${term.word}"${term.isPrefix ? ' *' : ''}`;
  let named: readonly number[] | null = null;
  return (bits, from, to) => {
    for (const number of db.numbers(written({ match, from, to }))) setBit(bits, number);
    named ??= namesWith(db, term);
    const fill = (cells: Uint32Array, ids: readonly number[]) => {
      if (ids.length > 0) fillAmong(cells, bitsOf(ids))(bits, from, to);
    };
    for (const cells of [keys.resource, keys.account]) fill(cells, named);
    fill(keys.requester, people);
  };
}

// better-sqlite3 passes numbers as floats, but FTS5 accepts only an integer as the bound of a range.
const written = statement<{ match: string; from: number; to: number }>()((value) => ({
  compile: () =>
    sql<{ number: number }>`select rowid as number from search_request where search_request match ${value('match')}
      and rowid >= cast(${value('from')} as integer) and rowid < cast(${value('to')} as integer)`.compile(build),
}));

const holding = statement<{ word: string }>()((value, db) =>
  db
    .selectFrom('fact_name')
    .select(['id', 'folded'])
    .where(sql<boolean>`instr(folded, ${value('word')}) > 0`),
);

// The ids of the resources and accounts that contain a word.
function namesWith(db: ReadDb, { word, isPrefix }: Term): number[] {
  const found = db.all(holding({ word })).filter(({ folded }) => {
    const all = words(folded);
    return isPrefix ? all.some((one) => one.startsWith(word)) : all.includes(word);
  });
  return found.map(({ id }) => id);
}
