/**
 * A set of whole numbers from 0 on, one bit for each. Lists test up to a million numbers, and lookups in a Set would
 * cost more than everything else.
 */
export type Bits = Uint32Array;

/** The bits of some numbers. */
export function bitsOf(numbers: readonly number[]): Bits {
  const bits: Bits = new Uint32Array((numbers.reduce((most, number) => Math.max(most, number), 0) >>> 5) + 1);
  for (const number of numbers) setBit(bits, number);
  return bits;
}

export function setBit(bits: Bits, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
}

/** 1 if the set has the number, else 0. */
export function bitOf(bits: Bits, number: number): number {
  return ((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1;
}

/** Sets the bits of the numbers from `from` up to but not including `to` that have a property. */
export type Fill = (bits: Bits, from: number, to: number) => void;

/** Sets the bits of the numbers whose cell in a column equals a key. */
export function fillEqual(cells: Uint32Array, key: number): Fill {
  return (bits, from, to) => {
    for (let number = from; number < to; ) {
      const end = Math.min((number | 31) + 1, to);
      const word = number >>> 5;
      let found = 0;
      // Without a branch: what it would depend on is unpredictable.
      for (; number < end; number += 1) found |= (cells[number] === key ? 1 : 0) << (number & 31);
      bits[word] = (bits[word] ?? 0) | found;
    }
  };
}

/** Sets the bits of the numbers whose cell in a column is one of the wanted keys. */
export function fillAmong(cells: Uint32Array, wanted: Bits): Fill {
  return (bits, from, to) => {
    for (let number = from; number < to; ) {
      const end = Math.min((number | 31) + 1, to);
      const word = number >>> 5;
      let found = 0;
      for (; number < end; number += 1) found |= bitOf(wanted, cells[number] ?? 0) << (number & 31);
      bits[word] = (bits[word] ?? 0) | found;
    }
  };
}

/**
 * Writes into `numbers`, ascending, those from `from` up to but not including `to` that are in all sets, and returns how many there are.
 */
export function collect(sets: readonly Bits[], from: number, to: number, numbers: Uint32Array): number {
  let count = 0;
  for (let first = from; first < to; first = (first | 31) + 1) {
    let left = -1 << (first & 31);
    const beyond = (first | 31) + 1 - to;
    if (beyond > 0) left &= -1 >>> beyond;
    for (const bits of sets) left &= bits[first >>> 5] ?? 0;
    const base = first & ~31;
    while (left !== 0) {
      numbers[count] = base + (31 - Math.clz32(left & -left));
      count += 1;
      left &= left - 1;
    }
  }
  return count;
}

/** How many requests to compute at a time, at least. */
const SMALLEST_PIECE = 65_536;

/**
 * A property of a request that never changes, one bit for each request. Bits are computed at first use, in growing
 * ranges without gaps.
 */
export class LazyBits {
  #bits: Bits = new Uint32Array(0);
  #from = 0;
  #to = 0;

  /**
   * The set, in which the numbers from `from` up to but not including `to` are computed. `end` is the number of the next request; `fill`
   * computes more bits.
   */
  covering(from: number, to: number, end: number, fill: Fill): Bits {
    if (from >= this.#from && to <= this.#to) return this.#bits;
    this.#reserve(end);
    const piece = Math.max(this.#to - this.#from, SMALLEST_PIECE);
    if (this.#to === 0) {
      // A first range near the end reaches to the end, so that later ranges extend it.
      this.#from = to > end - piece ? Math.max(Math.min(from, end - piece), 0) : from;
      this.#to = to > end - piece ? end : Math.min(Math.max(to, from + piece), end);
      fill(this.#bits, this.#from, this.#to);
    }
    if (from < this.#from) {
      const start = Math.max(Math.min(from, this.#from - piece), 0);
      fill(this.#bits, start, this.#from);
      this.#from = start;
    }
    if (to > this.#to) {
      const stop = Math.min(Math.max(to, this.#to + piece), end);
      fill(this.#bits, this.#to, stop);
      this.#to = stop;
    }
    return this.#bits;
  }

  #reserve(end: number): void {
    const words = (end >>> 5) + 1;
    if (words <= this.#bits.length) return;
    const more: Bits = new Uint32Array(words + (SMALLEST_PIECE >>> 5));
    more.set(this.#bits);
    this.#bits = more;
  }
}
