/** Keys, a bit for each: a million are asked for, and a set would take longer to ask than all else. */
export type Bits = Uint32Array;

/** The bits of some keys. */
export function bitsOf(keys: readonly number[]): Bits {
  const largest = keys.reduce((most, key) => Math.max(most, key), 0);
  const bits = new Uint32Array((largest >>> 5) + 1);
  for (const key of keys) bits[key >>> 5] = (bits[key >>> 5] ?? 0) | (1 << (key & 31));
  return bits;
}

/** 1 for one of the keys, else 0. */
export function bitOf(bits: Bits, key: number): number {
  return ((bits[key >>> 5] ?? 0) >>> (key & 31)) & 1;
}
