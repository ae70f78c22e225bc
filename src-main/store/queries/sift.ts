import type { ReadDb } from '../connection.ts';
import { type KeyColumn, type Keys, type Range, readKeys } from './inbox.ts';
import { merge, type Order, type Run } from './merge.ts';
import { overlap, type Span } from './span.ts';
import type { SeenPolicies } from './visibility.ts';

/** Which requests to keep of those that an index gives, and the columns that tell. */
export interface Sieve {
  readonly columns: readonly KeyColumn[];
  keeps(keys: Keys): boolean;
}

const AMONG = ['requester', 'policy', 'resource', 'account'] as const;

/** Keeps what has one of the values that a range may have, what is seen, and what is not left out. */
export function sieveOf({ among }: Range, seen: SeenPolicies | null, leftOut: ReadonlySet<number>): Sieve {
  const tests: ((keys: Keys) => boolean)[] = [];
  const columns = new Set<KeyColumn>();
  for (const column of AMONG) {
    const values = among[column];
    if (values === undefined) continue;
    const known = new Set<number | null | undefined>(values);
    columns.add(column);
    tests.push((keys) => known.has(keys[column]));
  }
  if (seen) {
    for (const column of ['requester', 'filer', 'policy'] as const) columns.add(column);
    tests.push(seenTest(seen));
  }
  if (leftOut.size > 0) tests.push(({ number }) => !leftOut.has(number));
  return { columns: [...columns], keeps: (keys) => tests.every((test) => test(keys)) };
}

// Tells of a request whether a member sees it.
function seenTest(seen: SeenPolicies): (keys: Keys) => boolean {
  const named = namedTest(seen);
  return (keys) => keys.requester === seen.viewer || keys.filer === seen.viewer || named(keys);
}

/** Tells of a request whether a member sees it as an approver. */
export function namedTest(seen: SeenPolicies): (keys: Keys) => boolean {
  const spans = spansByPolicy(seen);
  return ({ number, policy = 0 }) => spans.get(policy)?.some(({ from, to }) => from <= number && number < to) ?? false;
}

/** For which numbers each policy names a member. */
export function spansByPolicy({ classes }: SeenPolicies): ReadonlyMap<number, readonly Span[]> {
  const spans = new Map<number, Span[]>();
  for (const { span, policies } of classes)
    for (const policy of policies) spans.set(policy, [...(spans.get(policy) ?? []), span]);
  return spans;
}

/** How many to read at first for each one that is wanted, and how many at a time at most. */
const FIRST_SHARE = 2;
const LARGEST_PIECE = 5_000;

/**
 * The requests of a range that a sieve keeps, as a run in order. Most people see enough of what they ask for that the
 * next requests hold a page of it, and to look through those is a stretch or two of an index. If `most` of them do not
 * hold it, `far` gives the runs of what lies beyond.
 */
export function siftedRun(
  db: ReadDb,
  range: Range,
  sieve: Sieve,
  order: Order,
  most: number,
  far: (rest: Range) => Run[],
): Run {
  const plain = unsifted(range);
  return {
    read(after, limit) {
      const kept: number[] = [];
      let last = after;
      let size = Math.max(limit * FIRST_SHARE, 1);
      for (let looked = 0; looked < most; ) {
        const piece = readKeys(db, plain, sieve.columns, order, last, size);
        for (const keys of piece) if (sieve.keeps(keys)) kept.push(keys.number);
        const end = piece.at(-1);
        if (kept.length >= limit) return kept.slice(0, limit);
        if (end === undefined || piece.length < size) return kept;
        last = end.number;
        looked += size;
        size = Math.max(size, Math.min(size * 2, LARGEST_PIECE, most - looked));
      }
      const beyond = order === 'asc' ? { from: last + 1, to: range.span.to } : { from: range.span.from, to: last };
      const rest = overlap(range.span, beyond);
      return rest ? [...kept, ...merge(far({ ...range, span: rest }), order, last, limit - kept.length)] : kept;
    },
  };
}

/** How many requests of a range a sieve keeps; counts no further than `limit`, and reads each where need be. */
export function countSifted(db: ReadDb, range: Range, sieve: Sieve, limit: number): number {
  const plain = unsifted(range);
  let count = 0;
  let last = -1;
  for (let size = LARGEST_PIECE; count < limit; ) {
    const piece = readKeys(db, plain, sieve.columns, 'asc', last, size);
    for (const keys of piece) if (sieve.keeps(keys)) count += 1;
    const end = piece.at(-1);
    if (end === undefined || piece.length < size) break;
    last = end.number;
    size = LARGEST_PIECE;
  }
  return Math.min(count, limit);
}

// What the sieve decides is not asked of SQLite as well; what is stuck has an index of its own.
function unsifted(range: Range): Range {
  return { ...range, among: {}, seen: null, stuck: range.stuck === true ? true : null };
}
