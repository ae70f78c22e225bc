import type { EventData } from '#contract/events.ts';
import { words } from '../../engine/text/words.ts';
import type { WriteTx } from '../connection.ts';
import { statement } from '../statement.ts';

const insertRequest = statement<{ number: number; words: string }>()((value, db) =>
  db.insertInto('search_request').values({ rowid: value('number'), words: value('words') }),
);

const insertGrant = statement<{ sequence: number; words: string }>()((value, db) =>
  db.insertInto('search_grant').values({ rowid: value('sequence'), words: value('words') }),
);

/**
 * The token that stands for the holder of a grant, by the number of the event that created the person, in the index of words. Names of people
 * change, so the index holds the person, and a search first finds the people whom a word could mean. No word can be the same: words are
 * letters and digits, and this begins with a private-use character.
 */
export function holderToken(person: number): string {
  return `\uE000q${person}`;
}

/** The words of a text, folded and each once, as they go into an index. */
export function distinctWords(text: string): string {
  return [...new Set(words(text))].join(' ');
}

/** Puts the words of a ticket and a justification into the index, by the number of the request. */
export function indexRequest(tx: WriteTx, { number, ticket, justification }: EventData<'request.submitted'>): void {
  const found = distinctWords([ticket, justification].join(' '));
  if (found !== '') tx.run(insertRequest({ number, words: found }));
}

/** Puts the words of a grant into the index; `holder` is the created_sequence of the person who has it. */
export function indexGrant(tx: WriteTx, grant: EventData<'grant.started'>, sequence: number, holder: number): void {
  const tokens = new Set([...words(`${grant.resource} ${grant.account}`), holderToken(holder)]);
  tx.run(insertGrant({ sequence, words: [...tokens].join(' ') }));
}
