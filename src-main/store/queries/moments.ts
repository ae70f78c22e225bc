import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { nextRequestNumber } from './numbers.ts';
import { FOREVER, type Span } from './span.ts';

const submittedAt = statement<{ number: number }>()((value, db) =>
  db.selectFrom('fact_request').select('submitted_at as at').where('number', '=', value('number')),
);

const recordedAt = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('fact_event').select('at').where('sequence', '=', value('sequence')),
);

const newest = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_event').select((e) => e.fn.max('sequence').as('sequence')),
);

/** A period from one time to another, both included. Either end may be left open. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The numbers of the requests filed in a period. Numbers and times grow together (no event is older than the one before
 * it), so a binary search finds the ends.
 */
export function numbersIn(db: ReadDb, { from, to }: Period): Span {
  const end = nextRequestNumber(db);
  const at = (number: number) => db.first(submittedAt({ number }))?.at ?? '';
  return {
    from: from === undefined ? 0 : firstWhere(1, end, (number) => at(number) >= from),
    to: to === undefined ? FOREVER : firstWhere(1, end, (number) => at(number) > to),
  };
}

/** The sequences of the events in a period, found by the same binary search. */
export function sequencesIn(db: ReadDb, { from, to }: Period): Span {
  const end = (db.first(newest({}))?.sequence ?? 0) + 1;
  const at = (sequence: number) => db.first(recordedAt({ sequence }))?.at ?? '';
  return {
    from: from === undefined ? 0 : firstWhere(1, end, (sequence) => at(sequence) >= from),
    to: to === undefined ? FOREVER : firstWhere(1, end, (sequence) => at(sequence) > to),
  };
}

// The first whole number from `low` to `high` for which `holds` is true. Once true, it must be true for all later
// numbers.
function firstWhere(low: number, high: number, holds: (number: number) => boolean): number {
  let [first, last] = [low, high];
  while (first < last) {
    const middle = Math.floor((first + last) / 2);
    if (holds(middle)) last = middle;
    else first = middle + 1;
  }
  return first;
}
