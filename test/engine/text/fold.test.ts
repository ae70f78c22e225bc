import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/engine/text/fold.ts';
import { propertyRuns } from '../../support/runs.ts';

const same = (...texts: readonly string[]): void => expect(new Set(texts.map(fold)).size).toBe(1);

describe('the folded form', () => {
  it('is the same for both normal forms and both cases', () => {
    same('café', 'cafe\u0301', 'CAFÉ', 'CAFE\u0301');
    same('ẖ', 'H\u0331', 'h\u0331');
    same('한', '\u1112\u1161\u11ab');
  });

  it('is the same for characters with the same upper case', () => {
    same('σ', 'ς', 'Σ');
    same('k', 'K', '\u212A');
    same('å', 'Å', '\u212B');
    same('s', 'ſ');
    same('𐐀', '𐐨');
    same('ß', 'ẞ');
  });

  it('never makes two characters of one', () => {
    expect(fold('ß')).toBe('ß');
    expect(fold('ﬁ')).toBe('ﬁ');
    expect(fold('İ')).toBe('İ');
  });

  it('keeps different characters apart', () => {
    for (const [a = '', b = ''] of [
      ['strasse', 'straße'],
      ['e', 'é'],
      ['a', 'а'],
      ['1', '１'],
      ['a b', 'ab'],
      ['fi', 'ﬁ'],
    ])
      expect(fold(a)).not.toBe(fold(b));
  });

  it('folds to itself, for every single character that has another form', () => {
    let looked = 0;
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      const variants = [character.toUpperCase(), character.toLowerCase(), character.normalize('NFC')];
      if (variants.every((variant) => variant === character)) continue;
      const folded = fold(character);
      looked += 1;
      if (fold(folded) !== folded) wrong.push(`${code.toString(16)}: ${folded} becomes ${fold(folded)}`);
    }
    expect(looked).toBeGreaterThan(2_000);
    expect(wrong).toEqual([]);
  });

  it('folds to itself, and equals that of either normal form and case, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const folded = fold(text);
        expect(fold(folded)).toBe(folded);
        expect(fold(text.normalize('NFD'))).toBe(folded);
        expect(folded.normalize('NFC')).toBe(folded);
      }),
      { numRuns: propertyRuns(5_000) },
    );
  });
});
