import { describe, expect, it } from 'vitest';
import { alikeKeys, looksAlike, strangeCharacters, visible } from '../../../src-main/engine/text/alike.ts';

describe('two texts look alike', () => {
  it.each([
    ['a Cyrillic а', 'аlice', 'alice'],
    ['a capital that is like another script’s where the small letter is not', 'Вob', 'Bob'],
    ['small letters that are alike where the capitals are not', 'ρaul', 'paul'],
    ['a Greek ο between Latin letters', 'bοb', 'bob'],
    ['mathematical letters', '𝐀lice', 'Alice'],
    ['fullwidth letters', 'Ｂob', 'bob'],
    ['an invisible character between', 'а\u200Blice', 'alice'],
    ['a soft hyphen between', 'аl\u00ADice', 'alice'],
  ])('with %s', (_, one, other) => {
    expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['they are the same but for case', 'ALICE', 'alice'],
    ['they are likenesses within ASCII', 'a1ice', 'alice'],
    ['they are likenesses within one script', 'Yılmaz', 'Yilmaz'],
    ['they only have the same script mixture', 'аlice', 'аIice'],
    ['they have nothing in common', 'Вася', 'Bob'],
    ['only digits and signs differ from ASCII', '１２', 'alice'],
  ])('not when %s', (_, one, other) => {
    expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([false, false]);
  });

  it('exactly when they share a key', () => {
    const shared = (one: string, other: string) => {
      const [asIs, folded] = alikeKeys(one);
      const [asIsToo, foldedToo] = alikeKeys(other);
      return asIs === asIsToo || folded === foldedToo;
    };
    expect(shared('Вob', 'bob')).toBe(true);
    expect(shared('ρaul', 'Paul')).toBe(true);
    expect(shared('Вася', 'bob')).toBe(false);
  });
});

describe('the characters of a text in a script that another text does not use', () => {
  it.each([
    ['аlice', 'alice', ['“а” (U+0430, Cyrillic)']],
    ['bοb', 'bob', ['“ο” (U+03BF, Greek)']],
    ['𝐀lice', 'Alice', ['“𝐀” (U+1D400, special forms)']],
    ['Ｂob', 'Bob', ['“Ｂ” (U+FF22, special forms)']],
    ['alice', 'аlice', []],
    ['abc', 'вас', ['“a” (U+0061, Latin)', '“b” (U+0062, Latin)', '“c” (U+0063, Latin)']],
    ['ааа', 'aaa', ['“а” (U+0430, Cyrillic)']],
    ['абвгд', 'abcde', ['а', 'б', 'в', 'г'].map((letter, index) => `“${letter}” (U+043${index}, Cyrillic)`)],
    ['1-2 ’é', 'abc', []],
    ['ᚠ', 'f', ['“ᚠ” (U+16A0, another script)']],
    ['ሀ', 'u', ['“ሀ” (U+1200, Ethiopic)']],
  ])('of %s beside %s', (text, other, strange) => {
    expect(strangeCharacters(text, other)).toEqual(strange);
  });
});

describe('a text made visible', () => {
  it.each([
    ['plain text, with é, 東 and 😀', 'plain text, with é, 東 and 😀'],
    ['a\u202Eb', 'a⟨U+202E⟩b'],
    ['a\u200Bb', 'a⟨U+200B⟩b'],
    ['a\u0007b', 'a⟨U+0007⟩b'],
    ['a\u2028b\u2029c', 'a⟨U+2028⟩b⟨U+2029⟩c'],
    ['a\u{E0001}b', 'a⟨U+E0001⟩b'],
    ['a\uE000b', 'a⟨U+E000⟩b'],
    ['a\u3164b', 'a⟨U+3164⟩b'],
    ['one\r\n\ttwo\nthree', 'one two three'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});
