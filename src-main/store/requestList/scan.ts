import { type Keep, keepBytes } from './bits.ts';
import { CELLS_OF, type RequestFilter } from './filter.ts';
import type { RequestIndex } from './requestIndex.ts';

export type Order = 'asc' | 'desc';

/**
 * How many requests to test in the first piece, and in the largest. Most pages are complete after the first requests.
 */
const SMALLEST_PIECE = 1_024;
const LARGEST_PIECE = 8_192;

/**
 * The one loop of all lists and counts. Tests the requests in pieces, in the given order, and passes the matching
 * numbers of each piece to `take`, ascending. `take` returns the status cells that are still wanted, one bit for each;
 * the loop stops if there are none.
 */
export function scan(
  index: RequestIndex,
  filter: RequestFilter,
  order: Order,
  take: (numbers: Uint32Array, count: number) => number,
): void {
  const some = candidates(index, filter);
  const size = some ? some.length : filter.to - filter.from;
  let { cells } = filter;
  let tests = inTurn(index, filter);
  const numbers = new Uint32Array(LARGEST_PIECE);
  let piece = SMALLEST_PIECE;
  for (let done = 0; done < size; done += piece, piece = Math.min(piece * 2, LARGEST_PIECE)) {
    let count = Math.min(piece, size - done);
    const first = order === 'asc' ? done : size - done - count;
    if (some) numbers.set(some.subarray(first, first + count));
    else for (let at = 0; at < count; at += 1) numbers[at] = filter.from + first + at;
    for (const keep of tests) if (count > 0) count = keep(numbers, count);
    if (count === 0) continue;
    const wanted = take(numbers, count) & cells;
    if (wanted === 0) return;
    if (wanted !== cells) tests = inTurn(index, { ...filter, cells: wanted });
    cells = wanted;
  }
}

// There are few open requests, so they alone are scanned if no other status is wanted.
function candidates(index: RequestIndex, filter: RequestFilter): Uint32Array | null {
  const { cells, waitingOnly, from, to } = filter;
  if (!waitingOnly && (cells & ~CELLS_OF.open) !== 0) return null;
  return (waitingOnly ? filter.waiting() : index.openNumbers()).filter((number) => number >= from && number < to);
}

const ALL = Object.values(CELLS_OF).reduce((bits: number, cells) => bits | cells, 0);

// Most requests are approved, so the status test is the most selective one if approved requests are not wanted.
function inTurn({ status }: RequestIndex, { cells, tests }: RequestFilter): readonly Keep[] {
  if (cells === ALL) return tests;
  const ofStatus = keepBytes(status, cells);
  return (cells & CELLS_OF.approved) !== 0 ? [...tests, ofStatus] : [ofStatus, ...tests];
}
