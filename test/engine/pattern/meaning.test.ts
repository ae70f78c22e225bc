import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, type Fit, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { propertyRuns } from '../../support/runs.ts';
import { everything, join, type Pair } from './pairs.ts';
import { minimatchFit } from './throughMinimatch.ts';

const RUNS = propertyRuns(10_000);
const LONG_RUNS = propertyRuns(1_000);

function productFit(pattern: string): (name: string) => Fit | null {
  const compiled = compilePattern(pattern);
  return (name) => (compiled.ok ? compiled.pattern.match(prepareName(name)) : null);
}

/** Compares fits on random pairs, and counts the matches: agreement on misses alone would prove little. */
function agree(pairs: fc.Arbitrary<Pair>, runs: number): number {
  let matches = 0;
  fc.assert(
    fc.property(pairs, ({ pattern, name }) => {
      const expected = minimatchFit(pattern)(name);
      if (expected) matches += 1;
      expect({ pattern, name, fit: productFit(pattern)(name) }).toEqual({ pattern, name, fit: expected });
    }),
    { numRuns: runs },
  );
  return matches;
}

describe('a pattern with all its alternatives compiled into one', () => {
  it('fits 10,000 random names as well as its best alternative that minimatch matches', () => {
    expect(agree(everything, RUNS)).toBeGreaterThan(RUNS * 0.25);
  });

  it('does so for names of more than 32 and of more than 64 characters', () => {
    const long = fc
      .record({ before: fc.integer({ min: 20, max: 80 }), pair: everything, star: fc.boolean() })
      .map(({ before, pair, star }) =>
        join([{ pattern: star ? 'x*-' : `${'x'.repeat(before)}-`, name: `${'x'.repeat(before)}-` }, pair]),
      );
    expect(agree(long, LONG_RUNS)).toBeGreaterThan(LONG_RUNS * 0.1);
    const edges = [30, 31, 32, 33, 62, 63, 64, 65, 95, 96, 97].flatMap((length) =>
      [
        '*',
        '*b',
        '?*b',
        `${'?'.repeat(length - 1)}b`,
        `${'a'.repeat(length - 1)}[!a]`,
        '{*a,*}{b,c}',
        `a{a,*}${'?'.repeat(length - 3)}*`,
      ].map((pattern): Pair => ({ pattern, name: `${'a'.repeat(length - 1)}b` })),
    );
    for (const { pattern, name } of edges)
      expect([pattern, name, productFit(pattern)(name)]).toEqual([pattern, name, minimatchFit(pattern)(name)]);
    expect(edges.filter(({ pattern, name }) => productFit(pattern)(name)).length).toBe(edges.length);
  });

  it('reads each number of a range as it is written, and no other', () => {
    const ranges = [
      '{1..20}',
      '{20..1..3}',
      '{-5..5}',
      '{08..12}',
      '{-010..5..5}',
      '{0..9007199254740991..35465847065542}',
      '{1..3..007}',
    ];
    const names = [
      '0',
      '-0',
      '1',
      '01',
      '001',
      '1.0',
      '1e1',
      '5',
      '-5',
      '05',
      '-05',
      '-010',
      '-005',
      '0005',
      '08',
      '8',
      '10',
      '12',
      '20',
      '21',
      '17',
      '9007199254740992',
      '35465847065542',
      '٣',
      '-',
      '',
    ];
    for (const range of ranges)
      for (const name of names)
        expect([range, name, productFit(range)(name)]).toEqual([range, name, minimatchFit(range)(name)]);
    expect(productFit('db{1..20}{1..9}')('db111')).toEqual({ exact: 1, literals: 5, wildcards: 0 });
    expect(productFit('{1..3}*')('12')).toEqual({ exact: 0, literals: 1, wildcards: 1 });
  });
});

describe('the cost of a pattern', () => {
  const heaviest = [
    `${'{a,b}'.repeat(8)}${'c'.repeat(216)}`,
    `{1..256}${'-orders'.repeat(35)}`,
    `{${Array.from({ length: 128 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join(',')}}`,
    `${'{*a,*b}'.repeat(8)}${'*c'.repeat(100)}`,
    `${'{*[a-c]*,?*}'.repeat(8)}${'*?'.repeat(80)}`,
  ];

  // Exponential work would not end in the time of a test.
  it('does not grow exponentially with its alternatives: 2,000 patterns with 256 of them compile', () => {
    const patterns = Array.from({ length: 2_000 }, (_, index) => heaviest[index % heaviest.length] ?? '');
    expect(patterns.filter((pattern) => compilePattern(pattern).ok).length).toBe(2_000);
  });

  it('is bounded for the longest names, however nearly they match', () => {
    const names = ['a'.repeat(256), 'ab'.repeat(128), `${'abc'.repeat(85)}d`].map(prepareName);
    for (let round = 0; round < 20; round += 1)
      for (const pattern of heaviest) {
        const compiled = compilePattern(`${pattern}z`.slice(-256));
        for (const name of names) expect(compiled.ok ? compiled.pattern.match(name) : null).toBeNull();
      }
  });
});
