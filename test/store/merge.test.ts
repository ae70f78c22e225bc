import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge, type Run } from '../../src-main/store/queries/merge.ts';
import { gaps, joined, type Span } from '../../src-main/store/queries/span.ts';

function runOf(numbers: readonly number[], order: 'asc' | 'desc', reads: { count: number }): Run {
  const sorted = [...numbers].sort((a, b) => (order === 'asc' ? a - b : b - a));
  return {
    read(after, limit) {
      reads.count += 1;
      return sorted.filter((number) => (order === 'asc' ? number > after : number < after)).slice(0, limit);
    },
  };
}

const sets = fc.array(fc.uniqueArray(fc.nat(300), { maxLength: 120 }), { maxLength: 12 });

describe('merging runs', () => {
  it('gives the first numbers of their union, each once and in order', () => {
    fc.assert(
      fc.property(
        sets,
        fc.constantFrom('asc', 'desc'),
        fc.nat(300),
        fc.integer({ min: 1, max: 200 }),
        (all, order, after, count) => {
          const reads = { count: 0 };
          const runs = all.map((numbers) => runOf(numbers, order, reads));
          const union = [...new Set(all.flat())].filter((number) =>
            order === 'asc' ? number > after : number < after,
          );
          const expected = union.sort((a, b) => (order === 'asc' ? a - b : b - a)).slice(0, count);
          expect(merge(runs, order, after, count)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads little more than a page, however long the runs are', () => {
    const long = Array.from({ length: 100_000 }, (_, index) => index);
    const asked: number[] = [];
    const runs = [0, 1, 2].map(
      (offset): Run => ({
        read(after, limit) {
          asked.push(limit);
          return long.slice(after + 1, after + 1 + limit).map((number) => number + offset);
        },
      }),
    );
    expect(merge(runs, 'asc', -1, 50)).toHaveLength(50);
    expect(asked.reduce((sum, limit) => sum + limit, 0)).toBeLessThan(500);
  });
});

describe('spans', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 15 })).map(([from, length]): Span => ({ from, to: from + length })),
    { maxLength: 8 },
  );
  const within = (all: readonly Span[], number: number) => all.some(({ from, to }) => from <= number && number < to);

  it('hold the same numbers when joined, and their gaps hold all others', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const whole = joined(all);
        const between = gaps(whole);
        for (let number = 0; number < 90; number += 1) {
          expect(within(whole, number)).toBe(within(all, number));
          expect(within(between, number)).toBe(!within(all, number));
        }
        for (const [index, { from }] of whole.entries()) expect(from).toBeGreaterThan(whole[index - 1]?.to ?? -1);
      }),
    );
  });
});
