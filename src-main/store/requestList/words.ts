import { sql } from 'kysely';
import { parseSearch, words } from '../../engine/text/words.ts';
import { build, type ReadDb } from '../connection.ts';
import { peopleCalled } from '../queries/search.ts';
import { statement } from '../statement.ts';
import { type Bits, bitOf, bitsOf, type Fill, type Keep, setBit } from './bits.ts';
import { type RequestIndex, wordBits } from './requestIndex.ts';

/** A word of a search text, or the beginning of one. */
interface Term {
  readonly word: string;
  readonly isPrefix: boolean;
}

/**
 * One test for each word of a search text. The word must occur in the resource, the account, the requester's username
 * or name, the ticket or the justification. Null if the text has no word and so finds nothing.
 */
export function textTests(db: ReadDb, index: RequestIndex, text: string): Keep[] | null {
  const search = parseSearch(text);
  if (!search) return null;
  const whole = [...new Set(search.whole)].map((word): Term => ({ word, isPrefix: false }));
  const terms = search.prefix === null ? whole : [...whole, { word: search.prefix, isPrefix: true }];
  return terms.map((term) => {
    // People can be renamed, so the matching people are part of the cache key. Names of accounts never change.
    const people = peopleCalled(db, term.word, term.isPrefix);
    const bits = wordBits(index, `${term.isPrefix ? '^' : '='}${term.word} ${people.join(' ')}`);
    return bits.keep(filler(db, index, term, people), index.end);
  });
}

function filler(db: ReadDb, { keys }: RequestIndex, term: Term, people: readonly number[]): Fill {
  return (bits, from, to) => {
    const match = `"${term.word}"${term.isPrefix ? ' *' : ''}`;
    for (const number of db.numbers(written({ match, from, to }))) setBit(bits, number);
    const named = namesWith(db, term);
    if (named) fillWhere(bits, from, to, bitsOf(named), keys.resource, keys.account);
    if (people.length > 0) fillWhere(bits, from, to, bitsOf(people), keys.requester);
  };
}

function fillWhere(bits: Bits, from: number, to: number, wanted: Bits, ...columns: readonly Uint32Array[]): void {
  for (const column of columns)
    for (let number = from; number < to; number += 1)
      if (bitOf(wanted, column[number] ?? 0) === 1) setBit(bits, number);
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

// The ids of the resources and accounts that contain a word. Null if there is none.
function namesWith(db: ReadDb, { word, isPrefix }: Term): number[] | null {
  const found = db.all(holding({ word })).filter(({ folded }) => {
    const all = words(folded);
    return isPrefix ? all.some((one) => one.startsWith(word)) : all.includes(word);
  });
  return found.length === 0 ? null : found.map(({ id }) => id);
}
