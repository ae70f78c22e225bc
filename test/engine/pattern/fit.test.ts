import { describe, expect, it } from 'vitest';
import { compareFits, compilePattern, type Fit, prepareName } from '../../../src-main/engine/pattern/compile.ts';

function fitOf(pattern: string, name: string): Fit | null {
  const compiled = compilePattern(pattern);
  return compiled.ok ? compiled.pattern.match(prepareName(name)) : null;
}

describe('how closely a pattern fits', () => {
  it('counts the literal characters', () => {
    expect(fitOf('prod-db', 'prod-db')).toEqual({ exact: 1, literals: 7, wildcards: 0 });
    expect(fitOf('prod-*', 'prod-db')).toEqual({ exact: 0, literals: 5, wildcards: 1 });
    expect(fitOf('CORP\\*', 'corp\\admin')).toEqual({ exact: 0, literals: 5, wildcards: 1 });
    expect(fitOf('日😀*', '日😀')).toEqual({ exact: 0, literals: 2, wildcards: 1 });
    expect(fitOf('cafe\u0301', 'café')).toEqual({ exact: 1, literals: 4, wildcards: 0 });
  });

  it('counts a class as one wildcard, whatever it contains', () => {
    expect(fitOf('db[0-9]', 'db1')).toEqual({ exact: 0, literals: 2, wildcards: 1 });
    expect(fitOf('db[!a-z0-5]', 'db9')).toEqual({ exact: 0, literals: 2, wildcards: 1 });
    expect(fitOf('a[*]', 'a*')).toEqual({ exact: 0, literals: 1, wildcards: 1 });
  });

  it('counts a run of stars as one wildcard, and each question mark as one', () => {
    expect(fitOf('a***', 'ab')).toEqual({ exact: 0, literals: 1, wildcards: 1 });
    expect(fitOf('**a**', 'a')).toEqual({ exact: 0, literals: 1, wildcards: 2 });
    expect(fitOf('a??', 'abc')).toEqual({ exact: 0, literals: 1, wildcards: 2 });
    expect(fitOf('*?*', 'a')).toEqual({ exact: 0, literals: 0, wildcards: 3 });
  });

  it('scores each brace alternative, and takes the best that matches', () => {
    expect(fitOf('{prod-db,prod-*}', 'prod-db')).toEqual({ exact: 1, literals: 7, wildcards: 0 });
    expect(fitOf('{prod-*,prod-db}', 'prod-db')).toEqual({ exact: 1, literals: 7, wildcards: 0 });
    expect(fitOf('{prod-db,prod-*}', 'prod-web')).toEqual({ exact: 0, literals: 5, wildcards: 1 });
    expect(fitOf('{*,p*,pr??-*}', 'prod-web')).toEqual({ exact: 0, literals: 3, wildcards: 3 });
    expect(fitOf('{1..20}', '12')).toEqual({ exact: 1, literals: 2, wildcards: 0 });
    expect(fitOf('{*,**}x', 'x')).toEqual({ exact: 0, literals: 1, wildcards: 1 });
    expect(fitOf('{*,}*x', 'x')).toEqual({ exact: 0, literals: 1, wildcards: 1 });
  });

  it('counts literal braces as characters', () => {
    expect(fitOf('{a}', '{a}')).toEqual({ exact: 1, literals: 3, wildcards: 0 });
    expect(fitOf('{*}', '{a}')).toEqual({ exact: 0, literals: 2, wildcards: 1 });
  });

  it('is null if nothing matches', () => {
    expect(fitOf('prod-*', 'test-db')).toBeNull();
    expect(fitOf('[c-a]', 'b')).toBeNull();
  });

  it('is compared by exactness first, then by characters, then by wildcards', () => {
    const order: Fit[] = [
      { exact: 2, literals: 2, wildcards: 0 },
      { exact: 1, literals: 9, wildcards: 3 },
      { exact: 1, literals: 8, wildcards: 1 },
      { exact: 0, literals: 99, wildcards: 1 },
      { exact: 0, literals: 99, wildcards: 2 },
    ];
    expect([...order].reverse().sort(compareFits)).toEqual(order);
    expect(compareFits({ exact: 0, literals: 1, wildcards: 1 }, { exact: 0, literals: 1, wildcards: 1 })).toBe(0);
  });
});
