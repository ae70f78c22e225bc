import type { EventData } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { words } from '../../engine/text/words.ts';
import type { WriteTx } from '../connection.ts';
import type { Key } from '../schema.ts';
import { statement } from '../statement.ts';

const insertRequest = statement<{ number: number; words: string }>()((value, db) =>
  db.insertInto('search_request').values({ rowid: value('number'), words: value('words') }),
);

const insertGrant = statement<{ sequence: number; words: string }>()((value, db) =>
  db.insertInto('search_grant').values({ rowid: value('sequence'), words: value('words') }),
);

/**
 * The token for the holder of a grant in the word index. Names change, so the index stores the person, and a search
 * finds people by word first. No word can equal a token: words have letters and digits only, and a token begins with a
 * private-use character.
 */
export function holderToken(person: Key<PersonId>): string {
  return `\uE000q${person}`;
}

/** The words of a text, folded and without duplicates, in the form that an index takes. */
export function distinctWords(text: string): string {
  return [...new Set(words(text))].join(' ');
}

/** Indexes the words of a ticket and a justification by request number. */
export function indexRequest(tx: WriteTx, { number, ticket, justification }: EventData<'request.submitted'>): void {
  const found = distinctWords([ticket, justification].join(' '));
  if (found !== '') tx.run(insertRequest({ number, words: found }));
}

/** Indexes the words of a grant. */
export function indexGrant(
  tx: WriteTx,
  grant: EventData<'grant.started'>,
  sequence: number,
  holder: Key<PersonId>,
): void {
  const tokens = new Set([...words(`${grant.resource} ${grant.account}`), holderToken(holder)]);
  tx.run(insertGrant({ sequence, words: [...tokens].join(' ') }));
}
