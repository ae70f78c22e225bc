/** Whole numbers from 0 on, a bit for each: a million of them are asked for, and a set would take longer to ask than all else. */
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

/** 1 for one of the numbers, else 0. */
export function bitOf(bits: Bits, number: number): number {
  return ((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1;
}

/** Leaves of some numbers, ascending, those that pass at the beginning of the list, and answers how many they are. */
export type Keep = (numbers: Uint32Array, count: number) => number;

/** Keeps the numbers that have a key in a column. */
export function keepEqual(cells: Uint32Array, key: number): Keep {
  return (numbers, count) => {
    let left = 0;
    for (let at = 0; at < count; at += 1) {
      const number = numbers[at] ?? 0;
      numbers[left] = number;
      // Without a branch: which numbers stay cannot be foreseen, and a processor that guesses wrong loses more than a move costs.
      left += cells[number] === key ? 1 : 0;
    }
    return left;
  };
}

/** Keeps the numbers that have one of some keys in a column. */
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

/** The same of a column of bytes, in code of its own: what reads arrays of one kind only is compiled to read them faster. */
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

/** How many requests are worked out at least at a time. */
const SMALLEST_PIECE = 65_536;

/** Sets the bits of those numbers from `from` to before `to` of which something holds. */
export type Fill = (bits: Bits, from: number, to: number) => void;

/**
 * Something that holds of a request for ever or not at all, a bit for each request. The bits are worked out when they are first asked
 * for, in pieces that grow, and always without a gap.
 */
export class LazyBits {
  #bits: Bits = new Uint32Array(0);
  #from = 0;
  #to = 0;

  /** Keeps the requests of which it holds; `end` is the number of the next request, and `fill` works out more bits. */
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
      // From the end where it is asked for, so that the next pieces continue it.
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
