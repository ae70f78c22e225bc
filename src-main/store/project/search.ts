import { sql } from 'kysely';
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

const insertWords = statement<{ words: string }>()((value, db) =>
  db
    .insertInto('fact_request_word')
    .orIgnore()
    .columns(['word'])
    .expression((e) => e.selectFrom(sql<{ value: string }>`json_each(${value('words')})`.as('each')).select('value')),
);

/** How many characters the longest beginnings have that the index of words keeps (`prefix` of the table). */
export const LONGEST_PREFIX_CHARACTERS = 5;

const LETTERS = { requester: 'q', filer: 'f', policy: 'p', resource: 'r', account: 'a' } as const;

/** What a token can stand for beside a word. */
export type TokenKind = keyof typeof LETTERS;

/**
 * The token that stands for a person, a policy (their created_sequence) or a name (its id) in an index of words, so
 * that a search finds words and filters in one go. Names of people change, so the index holds the person, and a
 * search first finds the people whom a word could mean. No word can be the same: words are letters and digits, and
 * this begins with a private-use character.
 */
export function token(kind: TokenKind, key: number): string {
  return `\uE000${LETTERS[kind]}${key}`;
}

/** What lists filter a request by, as in `fact_inbox`. */
export type RequestKeys = Readonly<Record<Exclude<TokenKind, 'filer'>, number>> & { readonly filer: number | null };

/** Puts the words of a request into the index, and the long ones of them among the long words. */
export function indexRequest(tx: WriteTx, request: EventData<'request.submitted'>, keys: RequestKeys): void {
  const text = [request.resource, request.account, request.ticket, request.justification].join(' ');
  const { requester, filer, policy, resource, account } = keys;
  const tokens = [
    token('requester', requester),
    ...(filer === null ? [] : [token('filer', filer)]),
    token('policy', policy),
    token('resource', resource),
    token('account', account),
  ];
  const found = new Set(words(text));
  tx.run(insertRequest({ number: request.number, words: [...found, ...tokens].join(' ') }));
  const long = [...found].filter((word) => [...word].length > LONGEST_PREFIX_CHARACTERS);
  if (long.length > 0) tx.run(insertWords({ words: JSON.stringify(long) }));
}

/** Puts the words of a grant into the index; `holder` is the created_sequence of the person who has it. */
export function indexGrant(tx: WriteTx, grant: EventData<'grant.started'>, sequence: number, holder: number): void {
  const tokens = new Set([...words(`${grant.resource} ${grant.account}`), token('requester', holder)]);
  tx.run(insertGrant({ sequence, words: [...tokens].join(' ') }));
}
