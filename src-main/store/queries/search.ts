import { parseSearch } from '../../engine/text/words.ts';
import type { ReadDb } from '../connection.ts';
import { LONGEST_PREFIX_CHARACTERS, token } from '../project/search.ts';
import { statement } from '../statement.ts';
import { keepAsked } from './columns/read.ts';
import { tally } from './columns/tally.ts';
import { listFound, newestFound } from './found.ts';
import type { Range } from './inbox.ts';
import { keptRun, type Order, type Run } from './merge.ts';
import { beyond } from './span.ts';
import type { SeenPolicies } from './visibility.ts';

const withWord = statement<{ word: string }>()((value, db) =>
  db.selectFrom('fact_person_word').select('person_sequence as person').where('word', '=', value('word')),
);

const withPrefix = statement<{ from: string; to: string }>()((value, db) =>
  db
    .selectFrom('fact_person_word')
    .select('person_sequence as person')
    .where('word', '>=', value('from'))
    .where('word', '<', value('to')),
);

/**
 * Most words, or values of a column, that go into an expression side by side: each is read at each step. More values are
 * looked up in what is found.
 */
const MOST_TOKENS = 16;

/** Comes after every word: no word holds this character. */
const AFTER_ALL = '\u{10FFFF}';

/**
 * What a search text means to an index of words (project/search.ts), as an FTS5 expression: every word must occur,
 * itself or the token of a person whose username or name has it. Null when the text has no word, and so finds
 * nothing.
 */
export function searchExpression(db: ReadDb, text: string): string | null {
  const search = parseSearch(text);
  if (!search) return null;
  const { whole, prefix } = search;
  const groups = [...new Set(whole)].map((word) => oneOf([quoted(word), ...people(db.all(withWord({ word })))]));
  if (prefix !== null) {
    const found = people(db.all(withPrefix({ from: prefix, to: prefix + AFTER_ALL })));
    groups.push(oneOf([...beginningWith(db, prefix), ...new Set(found)]));
  }
  return groups.join(' AND ');
}

const longWords = statement<{ from: string; to: string; limit: number }>()((value, db) =>
  db
    .selectFrom('fact_request_word')
    .select('word')
    .where('word', '>=', value('from'))
    .where('word', '<', value('to'))
    .limit(value('limit')),
);

/**
 * Words that begin so. The index of words keeps the beginnings of words up to a length; beyond it, it would put together the
 * list of each such word first, so it is asked for the words by themselves where they are few.
 */
function beginningWith(db: ReadDb, prefix: string): string[] {
  if ([...prefix].length > LONGEST_PREFIX_CHARACTERS) {
    const long = db.all(longWords({ from: prefix, to: prefix + AFTER_ALL, limit: MOST_TOKENS + 1 }));
    if (long.length > 0 && long.length <= MOST_TOKENS) return long.map(({ word }) => quoted(word));
  }
  return [`${quoted(prefix)} *`];
}

function people(rows: readonly { person: number }[]): string[] {
  return rows.map(({ person }) => quoted(token('requester', person)));
}

const quoted = (term: string) => `"${term}"`;
const oneOf = (terms: readonly string[]) => `(${terms.join(' OR ')})`;

/** A search in a range of the inbox: what the index of words answers, and what is left to be looked up in the inbox. */
interface SearchPlan {
  readonly expression: string;
  readonly rest: Range;
}

/** The requests of a range whose words answer an expression, in order. */
export function searchRun(db: ReadDb, expression: string, range: Range, order: Order): Run {
  const plan = withTokens(expression, range);
  const match = narrowest(plan, range);
  const found: Run = {
    read: (after, limit) => listFound(db, match, beyond(range.span, order, after), order, limit),
  };
  return keptRun(found, keepAsked(db, plan.rest));
}

/**
 * The numbers of the requests in the span of a range that answer an expression, ascending. Of whatever else the range asks, some
 * is answered with it; the rest must be asked of each.
 */
export function foundNumbers(db: ReadDb, expression: string, range: Range): number[] {
  const match = narrowest(withTokens(expression, range), range);
  return [...newestFound(db, match, range.span)].flat().reverse();
}

/**
 * How many requests of a range answer an expression, for each of its statuses, no further than `limit`: counted from
 * the newest on, until all of them have come so far. What most requests contain is not read to its end.
 */
export function countSearch(
  db: ReadDb,
  expression: string,
  range: Range,
  limit: number,
  firstPiece?: number,
): number[] {
  const plan = withTokens(expression, range);
  const found = tally(db, plan.rest, limit);
  let before = range.span.to;
  for (const piece of newestFound(db, narrowest(plan, range), range.span, firstPiece)) {
    found.add(piece);
    before = piece.at(-1) ?? before;
    if (found.isDone(before)) break;
  }
  return found.counts();
}

// Whatever of a range the index of words has tokens for goes into the expression: the index skips from one match to
// the next.
function withTokens(expression: string, range: Range): SearchPlan {
  const groups: string[] = [];
  const among: Range['among'] = Object.fromEntries(
    Object.entries(range.among).filter(([, keys]) => keys.length > MOST_TOKENS),
  );
  for (const kind of ['requester', 'policy', 'resource', 'account'] as const) {
    const key = range.equal[kind];
    const keys = range.among[kind] ?? [];
    if (key !== undefined) groups.push(quoted(token(kind, key)));
    else if (keys.length > 0 && keys.length <= MOST_TOKENS)
      groups.push(oneOf(keys.map((one) => quoted(token(kind, one)))));
  }
  return { expression: [expression, ...groups].join(' AND '), rest: { ...range, equal: {}, among } };
}

// With whatever tells who sees a request, where it is little enough.
function narrowest({ expression }: SearchPlan, { seen, equal }: Range): string {
  const tokens = seen && seenTokens(seen);
  const asked = equal.policy !== undefined && tokens !== null && tokens.length > 0;
  return tokens && !asked ? `${expression} AND ${oneOf([...ownTokens(seen), ...tokens])}` : expression;
}

function ownTokens({ viewer }: SeenPolicies): string[] {
  return [quoted(token('requester', viewer)), quoted(token('filer', viewer))];
}

function seenTokens({ classes }: SeenPolicies): string[] | null {
  const policies = new Set(classes.flatMap((one) => one.policies));
  return policies.size > MOST_TOKENS ? null : [...policies].map((policy) => quoted(token('policy', policy)));
}
