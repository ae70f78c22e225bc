import type { ReadDb } from '../../connection.ts';
import { type Range, STATUS_COUNT } from '../inbox.ts';
import type { Order, Run } from '../merge.ts';
import { beyond } from '../span.ts';
import { allParts, numbersOf, partsOf } from './parts.ts';
import { columnSieve } from './sieve.ts';

/**
 * Keeps those of some requests that a range asks for; they are given in order, have numbers of its span and are answered in
 * the same order.
 */
export function keepAsked(db: ReadDb, range: Range): (numbers: readonly number[]) => number[] {
  const keep = columnSieve(db, range);
  const statuses = range.statuses.length === STATUS_COUNT ? null : range.statuses;
  return (numbers) => {
    const kept: number[] = [];
    for (const parts of partsOf(numbers))
      for (const part of keep(parts, statuses)) for (const number of numbersOf(part)) kept.push(number);
    return kept;
  };
}

/** The requests of a range in order, found by looking through the columns of all that there are. */
export function columnRun(db: ReadDb, range: Range, order: Order): Run {
  const keep = columnSieve(db, range);
  return {
    read(after, limit) {
      const found: number[] = [];
      for (const parts of allParts(db, beyond(range.span, order, after), order))
        for (const part of keep(parts, range.statuses)) {
          const numbers = numbersOf(part);
          if (order === 'desc') numbers.reverse();
          for (const number of numbers) if (found.push(number) === limit) return found;
        }
      return found;
    },
  };
}
