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

/** Moves the numbers that pass to the beginning of the ascending list, and returns how many passed. */
export type Keep = (numbers: Uint32Array, count: number) => number;

/** Keeps the numbers whose cell in a column equals a key. */
export function keepEqual(cells: Uint32Array, key: number): Keep {
  return (numbers, count) => {
    let left = 0;
    for (let at = 0; at < count; at += 1) {
      const number = numbers[at] ?? 0;
      numbers[left] = number;
      // Avoid a branch: the result is unpredictable, and a branch misprediction costs more than a move.
      left += cells[number] === key ? 1 : 0;
    }
    return left;
  };
}

/** Keeps the numbers whose cell in a column is one of the wanted keys. */
export function keepAmong(cells: Uint32Array, wanted: Bits): Keep {
  return (numbers, count) => {
    let left = 0;
    for (let at = 0; at < count; at += 1) {
      const number = numbers[at] ?? 0;
      numbers[left] = number;
      left += bitOf(wanted, cells[number] ?? 0);
    }
    return left;
  };
}

/**
 * As above, for a column of bytes. It has its own code because code that reads only one kind of array compiles to
 * faster code.
 */
export function keepBytes(cells: Uint8Array, wanted: number): Keep {
  return (numbers, count) => {
    let left = 0;
    for (let at = 0; at < count; at += 1) {
      const number = numbers[at] ?? 0;
      numbers[left] = number;
      left += (wanted >>> (cells[number] ?? 0)) & 1;
    }
    return left;
  };
}

/** How many requests to compute at a time, at least. */
const SMALLEST_PIECE = 65_536;

/** Sets the bits of the numbers from `from` up to but not including `to` that have a property. */
export type Fill = (bits: Bits, from: number, to: number) => void;

/**
 * A property of a request that never changes, one bit for each request. Bits are computed at first use, in growing
 * ranges without gaps.
 */
export class LazyBits {
  #bits: Bits = new Uint32Array(0);
  #from = 0;
  #to = 0;

  /** Keeps the requests that have the property. `end` is the number of the next request; `fill` computes more bits. */
  keep(fill: Fill, end: number): Keep {
    return (numbers, count) => {
      this.#cover(numbers[0] ?? 0, (numbers[count - 1] ?? 0) + 1, end, fill);
      const bits = this.#bits;
      let left = 0;
      for (let at = 0; at < count; at += 1) {
        const number = numbers[at] ?? 0;
        numbers[left] = number;
        left += bitOf(bits, number);
      }
      return left;
    };
  }

  #cover(from: number, to: number, end: number, fill: Fill): void {
    if (from >= this.#from && to <= this.#to) return;
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
  }

  #reserve(end: number): void {
    const words = (end >>> 5) + 1;
    if (words <= this.#bits.length) return;
    const more: Bits = new Uint32Array(words + (SMALLEST_PIECE >>> 5));
    more.set(this.#bits);
    this.#bits = more;
  }
}
