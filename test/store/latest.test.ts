import { describe, expect, it } from 'vitest';
import { keepLatest } from '../../src-main/store/latest.ts';

describe('a map of the latest', () => {
  it('loses the oldest beyond its size, and takes what is put again for new', () => {
    const map = new Map<string, number>();
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
    ] as const)
      keepLatest(map, key, value, 2);
    expect([...map]).toEqual([
      ['a', 3],
      ['c', 4],
    ]);
  });
});
