import { describe, expect, it } from 'vitest';
import { compilePattern, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { expand, MAX_ALTERNATIVES, parsePattern, sizeWrittenOut } from '../../../src-main/engine/pattern/parse.ts';
import { invalidPatterns } from '../../../src-main/engine/policy/check.ts';
import { independentMatch } from './independent.ts';

// Expanding an exploding pattern would take minutes; refusing it by arithmetic takes almost no time.
const AT_ONCE = 10_000;

function whyInvalid(pattern: string): string | null {
  const compiled = compilePattern(pattern);
  return compiled.ok ? null : compiled.message;
}

describe('a pattern is invalid', () => {
  it('when a bracket is not closed, or closes nothing', () => {
    for (const pattern of ['[', 'a[', '[a', '[]', '[!]', '[!', '[a-', '{[a,b}', 'a[b{c,d}']) {
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringContaining('[')]);
      expect(independentMatch(pattern, 'a')).toBe('invalid');
    }
    for (const pattern of [']', 'a]', '[a]]', '{a,b]}', '[[:alpha:]]', '[[:digit:]a]']) {
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringContaining(']')]);
      expect(independentMatch(pattern, 'a')).toBe('invalid');
    }
  });

  it('when a brace is not closed, or closes nothing', () => {
    for (const pattern of ['{', 'a{', '{a', '{a,b', '{a,{b,c}', '{1..3', '{{', '{a[}]']) {
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringContaining('{')]);
      expect(independentMatch(pattern, 'a')).toBe('invalid');
    }
    for (const pattern of ['}', 'a}', '{a,b}}', '}{', '{}}', '{},a}b']) {
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringContaining('}')]);
      expect(independentMatch(pattern, 'a')).toBe('invalid');
    }
  });

  it('when it has more than 256 alternatives', () => {
    expect(MAX_ALTERNATIVES).toBe(256);
    for (const pattern of [
      '{1..256}',
      '{0..255}',
      '{1..16}{1..16}',
      '{{1..128},{1..128}}',
      '{a,b}'.repeat(8),
      '{{1..255},x}',
    ])
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, null]);
    for (const pattern of [
      '{1..257}',
      '{0..256}',
      '{1..16}{1..17}',
      '{{1..128},{1..129}}',
      '{a,b}'.repeat(9),
      '{{1..256},x}',
    ])
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringContaining('256')]);
  });

  it('counts equal alternatives one by one', () => {
    expect(parsePattern('{a,a}{b,b}')).toMatchObject({ ok: true, alternatives: 4 });
    expect(whyInvalid(`{${'a,'.repeat(256)}}`)).toContain('256');
  });

  it('at once, however large its expansion would be', { timeout: AT_ONCE }, () => {
    const nested = (depth: number): string => (depth === 0 ? 'a' : `{${nested(depth - 1)},${nested(depth - 1)}}{x,y}`);
    for (const pattern of [
      '{a,b}'.repeat(20),
      '{a,b}'.repeat(51),
      '{1..1000000000}',
      '{1..1000000000000000}',
      '{-9007199254740991..9007199254740991}',
      '{1..99}'.repeat(36),
      '{{1..9}{1..9}{1..9}{1..9}{1..9}{1..9}{1..9},x}',
      '{{{a,b}{a,b}{a,b},c}{a,b}{a,b},d}{a,b}{a,b}{a,b}{a,b}',
      nested(5),
      `{${'{a,b}'.repeat(40)}}`,
    ])
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringContaining('256')]);
  });

  it('when the numbers of a range are too large to count with', { timeout: AT_ONCE }, () => {
    for (const pattern of [
      '{1..10000000000000000}',
      `{1..${'9'.repeat(240)}}`,
      `{${'9'.repeat(60)}..${'9'.repeat(61)}}`,
      '{1..9..99999999999999999999}',
    ])
      expect([pattern, whyInvalid(pattern)]).toEqual([pattern, expect.stringMatching(/256|too large/)]);
  });

  it('in a sentence', () => {
    for (const pattern of ['[', ']', '{', '}', '{1..257}', '{1..99999999999999999999}'])
      expect(whyInvalid(pattern)).toMatch(/^[A-Z].*\.$/s);
  });

  it.each([
    ['ab[c', 'The bracket [ at character 3 is not closed.'],
    ['ab]', 'The bracket ] at character 3 closes nothing.'],
    ['a{b,', 'The brace { at character 2 is not closed.'],
    ['{a,b}}', 'The brace } at character 6 closes nothing.'],
    ['a{1..9007199254740992}', 'The numbers in the braces at character 2 are too large.'],
    ['a{-9007199254740992..1}', 'The numbers in the braces at character 2 are too large.'],
    ['{1..2..9007199254740992}', 'The numbers in the braces at character 1 are too large.'],
    ['{1..257}', 'This pattern stands for more than 256 alternatives; write it as several conditions.'],
    ['{a,b}{1..129}', 'This pattern stands for more than 256 alternatives; write it as several conditions.'],
    ['{x,{1..256}}', 'This pattern stands for more than 256 alternatives; write it as several conditions.'],
  ])('with the reason and the place: %s', (pattern, sentence) => {
    expect(whyInvalid(pattern)).toBe(sentence);
  });

  it('and is named by its path among the conditions of a policy', () => {
    expect(invalidPatterns([{ resource: 'a*' }, { resource: '[', account: '{a' }, { account: 'b' }])).toEqual({
      'conditions.1.resource': expect.any(String),
      'conditions.1.account': expect.any(String),
    });
    expect(invalidPatterns([{ resource: '*', account: '{a,b}' }])).toEqual({});
  });
});

describe('a valid pattern', () => {
  it('is matched quickly, however many stars it has and however nearly a name matches', { timeout: AT_ONCE }, () => {
    const name = prepareName('a'.repeat(256));
    for (const pattern of [
      `${'*a'.repeat(127)}b`,
      `${'*?'.repeat(127)}b`,
      `${'*[ab]'.repeat(50)}c`,
      `${'*'.repeat(255)}b`,
      `{*a,*b}{*a,*b}{*a,*b}${'*a'.repeat(100)}b`,
    ]) {
      const compiled = compilePattern(pattern);
      expect(compiled.ok && compiled.pattern.match(name)).toBeNull();
    }
  });

  it('may nest its braces deeply', { timeout: AT_ONCE }, () => {
    const deep = `${'{'.repeat(120)}a${'}'.repeat(120)}`;
    expect(parsePattern(deep)).toMatchObject({ ok: true, alternatives: 1 });
    expect(parsePattern(`${'{a,'.repeat(60)}b${'}'.repeat(60)}`)).toMatchObject({ ok: true, alternatives: 61 });
  });
});

describe('the size of all alternatives of a pattern', () => {
  const parts = (pattern: string) => {
    const parsed = parsePattern(pattern);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.parts;
  };
  const expanded = (pattern: string) => expand(parts(pattern)).reduce((sum, one) => sum + one.length, 0);

  it.each([
    ['abc', 3],
    ['a*?[b-d]', 4],
    ['{a,bc}', 3],
    ['x{a,bc}', 5],
    ['{a,bc}x', 5],
    ['{a,bc}{d,}', 8],
    ['{a,{b,cd}}e', 7],
    ['{1..3}', 3],
    ['x{1..3}y', 9],
    ['{01..10}', 20],
    ['{a..c}x', 6],
  ])('of %s is %i, as if they were written out', (pattern, size) => {
    expect(sizeWrittenOut(parts(pattern))).toBe(size);
    expect(expanded(pattern)).toBe(size);
  });

  it('counts each number of a range as long as the longer of its ends', () => {
    expect(sizeWrittenOut(parts('{9..11}'))).toBe(6);
    expect(sizeWrittenOut(parts('{-10..2..6}'))).toBe(9);
  });
});
