import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { describe, expect, it } from 'vitest';
import { compilePattern, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { propertyRuns } from '../../support/runs.ts';
import { folded } from './folded.ts';
import { independentMatch, writtenOut } from './independent.ts';
import { everything, type Pair, sameAsMinimatch } from './pairs.ts';

const RUNS = propertyRuns(10_000);

function productMatch(pattern: string, name: string): boolean | 'invalid' {
  const compiled = compilePattern(pattern);
  return compiled.ok ? compiled.pattern.match(prepareName(name)) !== null : 'invalid';
}

/**
 * minimatch has no bound of 256 alternatives, and it expands no braces after braces that have neither a comma nor a range.
 * The product, like bash, does.
 */
function meansTheSame({ pattern }: Pair): boolean {
  const alternatives = writtenOut(pattern);
  if (alternatives === null) return false;
  const braces = pattern.match(/\{/g) ?? [];
  return braces.length < 2 || !alternatives.some((tokens) => tokens.includes('{{'));
}

/** Compares both on random pairs, and counts the matches: agreement on misses alone would prove little. */
function agree(pairs: fc.Arbitrary<Pair>, other: (pattern: string, name: string) => boolean | 'invalid') {
  const answers = { true: 0, false: 0, invalid: 0 };
  fc.assert(
    fc.property(pairs, ({ pattern, name }) => {
      const expected = other(pattern, name);
      answers[`${expected}`] += 1;
      expect({ pattern, name, matches: productMatch(pattern, name) }).toEqual({ pattern, name, matches: expected });
    }),
    { numRuns: RUNS },
  );
  return answers;
}

describe('matching', () => {
  it('agrees with an independent matcher of the grammar on 10,000 random pairs', () => {
    const answers = agree(everything, independentMatch);
    expect(answers.true).toBeGreaterThan(RUNS * 0.25);
    expect(answers.false).toBeGreaterThan(RUNS * 0.15);
    expect(answers.invalid).toBeGreaterThan(RUNS * 0.02);
  });

  it('agrees with bare minimatch on 10,000 random pairs without slashes and without syntax that only minimatch has', () => {
    const answers = agree(sameAsMinimatch.filter(meansTheSame), (pattern, name) =>
      new Minimatch(folded(pattern), { dot: true, platform: 'linux' }).match(folded(name)),
    );
    expect(answers.true).toBeGreaterThan(RUNS * 0.25);
    expect(answers.false).toBeGreaterThan(RUNS * 0.15);
  });
});
