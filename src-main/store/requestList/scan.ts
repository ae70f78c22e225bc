import { type Keep, keepBytes } from './bits.ts';
import { CELLS_OF, type RequestFilter } from './filter.ts';
import type { RequestIndex } from './requestIndex.ts';

export type Order = 'asc' | 'desc';

/** How many requests are looked at at first, and at most at a time: a page is mostly among the first. */
const SMALLEST_PIECE = 1_024;
const LARGEST_PIECE = 8_192;

/**
 * The one loop of all lists and counts: looks through the requests piece by piece in an order, and hands over the numbers of those of each
 * piece that answer a filter, ascending in themselves. Ends when `take` answers false.
 */
export function scan(
  index: RequestIndex,
  filter: RequestFilter,
  order: Order,
  take: (numbers: Uint32Array, count: number) => boolean,
): void {
  const some = candidates(index, filter);
  const size = some ? some.length : filter.to - filter.from;
  const tests = inTurn(index, filter);
  const numbers = new Uint32Array(LARGEST_PIECE);
  let piece = SMALLEST_PIECE;
  for (let done = 0; done < size; done += piece, piece = Math.min(piece * 2, LARGEST_PIECE)) {
    let count = Math.min(piece, size - done);
    const first = order === 'asc' ? done : size - done - count;
    if (some) numbers.set(some.subarray(first, first + count));
    else for (let at = 0; at < count; at += 1) numbers[at] = filter.from + first + at;
    for (const keep of tests) if (count > 0) count = keep(numbers, count);
    if (count > 0 && !take(numbers, count)) return;
  }
}

// What is open is little: it is looked through by itself where nothing else is asked for.
function candidates(index: RequestIndex, filter: RequestFilter): Uint32Array | null {
  const { cells, waitingOnly, from, to } = filter;
  if (!waitingOnly && (cells & ~CELLS_OF.open) !== 0) return null;
  return (waitingOnly ? filter.waiting() : index.openNumbers()).filter((number) => number >= from && number < to);
}

const ALL = Object.values(CELLS_OF).reduce((bits: number, cells) => bits | cells, 0);

// Most requests are approved, so the status leaves fewest where these are not asked for.
function inTurn({ status }: RequestIndex, { cells, tests }: RequestFilter): readonly Keep[] {
  if (cells === ALL) return tests;
  const ofStatus = keepBytes(status, cells);
  return (cells & CELLS_OF.approved) !== 0 ? [...tests, ofStatus] : [ofStatus, ...tests];
}
