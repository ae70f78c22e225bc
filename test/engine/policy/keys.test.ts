import { describe, expect, it } from 'vitest';
import { parsePattern } from '../../../src-main/engine/pattern/parse.ts';
import { forEachKey, type Key, keyIndex, type Need, needsOf, rarest } from '../../../src-main/engine/policy/keys.ts';

/** The needs of a pattern: a key as its kind and text, a choice as the needs of each option. */
function brief(pattern: string): unknown {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) throw new Error(parsed.message);
  const short = (need: Need): unknown =>
    need.kind === 'either' ? need.options.map((option) => option.map(short)) : `${need.kind} ${need.text}`;
  return needsOf(parsed.parts).map(short);
}

describe('a pattern needs', () => {
  it.each([
    ['db-1', ['is db-1']],
    ['db*', ['begins db']],
    ['*db', ['ends db']],
    ['*db*', ['holds db']],
    ['a?b*c[0-9]d', ['begins a', 'holds b', 'holds c', 'ends d']],
    ['a*b', ['begins a', 'ends b']],
    ['*', []],
    ['?*?', []],
    [`${'a'.repeat(30)}*`, [`begins ${'a'.repeat(24)}`]],
    [`*b${'a'.repeat(24)}`, [`ends ${'a'.repeat(24)}`]],
    [`*${'a'.repeat(8)}b*`, [`holds ${'a'.repeat(8)}`]],
  ])('of a name that matches %s: %j', (pattern, keys) => {
    expect(brief(pattern)).toEqual([[keys]]);
  });

  it('one of its alternatives, across the parts beside a choice', () => {
    expect(brief('db-{1,2*}')).toEqual([[['is db-1'], ['begins db-2']]]);
    expect(brief('*{a,b}c')).toEqual([[['ends ac'], ['ends bc']]]);
  });

  it('each part by itself if the alternatives are too long to write out', () => {
    const choices = '{ab,c}'.repeat(7);
    const middle = [['holds ab'], ['holds c']];
    expect(brief(choices)).toEqual([
      [['begins ab'], ['begins c']],
      ...Array.from({ length: 5 }, () => middle),
      [['ends ab'], ['ends c']],
    ]);
    expect(brief(`x${choices}y`)).toEqual(['begins x', ...Array.from({ length: 7 }, () => middle), 'ends y']);
    // 128 alternatives of 4 parts, 512 in all, are written out; one more is too much.
    const many = Array.from({ length: 128 }, () => 'aa');
    expect(brief(`*x{${many.join(',')}}`)).toEqual([many.map(() => ['ends xaa'])]);
    expect(brief(`*x{${[...many, 'b'].join(',')}}`)).toEqual(['holds x', [...many.map(() => ['ends aa']), ['ends b']]]);
  });
});

describe('the rarest keys', () => {
  const key = (text: string): Key => ({ kind: 'holds', text });
  const either = (...options: readonly (readonly Need[])[]): Need => ({ kind: 'either', options });
  const crowd = ({ text }: Key): number => text.length;

  it('are those of the need with the fewest entries, the first of equal ones', () => {
    expect(rarest([key('aaa'), key('b'), key('c')], crowd)).toEqual({ keys: [key('b')], crowd: 1 });
    expect(rarest([], crowd)).toBeNull();
  });

  it('are one key of each option of a choice, with all their entries', () => {
    const choice = either([key('aaaa'), key('b')], [key('cc')]);
    expect(rarest([choice], crowd)).toEqual({ keys: [key('b'), key('cc')], crowd: 3 });
    expect(rarest([choice, key('ddd')], crowd)).toEqual({ keys: [key('b'), key('cc')], crowd: 3 });
    expect(rarest([choice, key('dd')], crowd)).toEqual({ keys: [key('dd')], crowd: 2 });
  });

  it('are none of a choice with an option that needs nothing', () => {
    expect(rarest([either([key('a')], [])], crowd)).toBeNull();
    expect(rarest([either([key('a')], []), key('bb')], crowd)).toEqual({ keys: [key('bb')], crowd: 2 });
  });

  it('are chosen among all keys, inner ones included', () => {
    const seen: string[] = [];
    forEachKey([key('a'), either([key('b')], [either([key('c')])])], ({ text }) => seen.push(text));
    expect(seen).toEqual(['a', 'b', 'c']);
  });
});

describe('an index of keys', () => {
  const index = keyIndex();
  const keys: readonly Key[] = [
    { kind: 'is', text: 'abc' },
    { kind: 'begins', text: 'ab' },
    { kind: 'ends', text: 'bc' },
    { kind: 'holds', text: 'b' },
    { kind: 'begins', text: 'abcd' },
    { kind: 'ends', text: 'zabc' },
  ];
  for (const [place, key] of keys.entries()) index.add(key, place);
  index.add({ kind: 'is', text: 'abc' }, 9);

  it.each([
    ['abc', [0, 1, 2, 3, 9]],
    ['abx', [1, 3]],
    ['xbc', [2, 3]],
    ['xbx', [3]],
    ['b', [3]],
    ['xab', [3]],
    ['abcd', [1, 3, 4]],
    ['', []],
  ])('leads from %s to %j', (name, places) => {
    const found = new Set<number>();
    index.collect(name, found);
    expect([...found].sort((a, b) => a - b)).toEqual(places);
  });

  it('counts the entries of each key', () => {
    const counted = keyIndex();
    counted.count({ kind: 'is', text: 'a' });
    counted.count({ kind: 'is', text: 'a' });
    counted.count({ kind: 'ends', text: 'a' });
    expect((['is', 'ends', 'begins'] as const).map((kind) => counted.countOf({ kind, text: 'a' }))).toEqual([2, 1, 0]);
  });
});
