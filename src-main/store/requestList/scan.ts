import { type Bits, bitOf, collect } from './bits.ts';
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
  const numbers = new Uint32Array(LARGEST_PIECE);
  let piece = SMALLEST_PIECE;
  for (let done = 0; done < size; done += piece, piece = Math.min(piece * 2, LARGEST_PIECE)) {
    const length = Math.min(piece, size - done);
    const first = order === 'asc' ? done : size - done - length;
    const found = some
      ? among(some.subarray(first, first + length), filter, numbers)
      : between(filter.from + first, filter.from + first + length, filter, numbers);
    const count = cells === ALL ? found : keepCells(index.status, cells, numbers, found);
    if (count === 0) continue;
    cells &= take(numbers, count);
    if (cells === 0) return;
  }
}

const ALL = Object.values(CELLS_OF).reduce((bits: number, cells) => bits | cells, 0);

// There are few open requests, so they alone are scanned if no other status is wanted.
function candidates(index: RequestIndex, filter: RequestFilter): Uint32Array | null {
  const { cells, waitingOnly, from, to } = filter;
  if (!waitingOnly && (cells & ~CELLS_OF.open) !== 0) return null;
  return (waitingOnly ? filter.waiting() : index.openNumbers()).filter((number) => number >= from && number < to);
}

function setsFor({ tests }: RequestFilter, from: number, to: number): Bits[] {
  return tests.map((test) => test(from, to));
}

function between(from: number, to: number, filter: RequestFilter, numbers: Uint32Array): number {
  if (filter.tests.length > 0) return collect(setsFor(filter, from, to), from, to, numbers);
  for (let at = 0; at < to - from; at += 1) numbers[at] = from + at;
  return to - from;
}

// Ascending, as the given ones are.
function among(some: Uint32Array, filter: RequestFilter, numbers: Uint32Array): number {
  const sets = setsFor(filter, some[0] ?? 0, (some.at(-1) ?? 0) + 1);
  let left = 0;
  for (const number of some) {
    numbers[left] = number;
    left += sets.every((bits) => bitOf(bits, number) === 1) ? 1 : 0;
  }
  return left;
}

/** Moves the numbers whose status cell is wanted to the beginning, and returns how many there are. */
function keepCells(status: Uint8Array, wanted: number, numbers: Uint32Array, count: number): number {
  let left = 0;
  for (let at = 0; at < count; at += 1) {
    const number = numbers[at] ?? 0;
    numbers[left] = number;
    // Avoid a branch: the result is unpredictable, and a branch misprediction costs more than a move.
    left += (wanted >>> (status[number] ?? 0)) & 1;
  }
  return left;
}
