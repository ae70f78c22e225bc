import unhomoglyph from 'unhomoglyph';
import { t } from '#texts/texts.ts';
import { fold } from './fold.ts';

/** The scripts of today's languages, and those of others whose letters look like them (UAX 31, table 5; confusables.txt). */
const NAMES = [
  ...['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Thaana', 'Ethiopic'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer', 'Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul'],
  ...['Cherokee', 'Coptic', 'Lisu', 'Canadian_Aboriginal', 'Deseret', 'Osage', 'Nko', 'Vai', 'Tifinagh', 'Yi'],
] as const;
const SCRIPTS = NAMES.map((name) => ({ name, has: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** A script; `special`: letters that are special forms of others, the mathematical 𝐁 or the fullwidth Ｂ. */
type Script = (typeof NAMES)[number] | 'special' | 'other';

const ASCII = /^\p{ASCII}*$/u;
const COMMON = /[\p{Script=Common}\p{Script=Inherited}]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Keys that texts which look alike share: the skeletons (UTS 39, section 4) of the text as it is and of the folded text. */
export function alikeKeys(text: string): readonly [string, string] {
  return [fold(skeleton(text)), skeleton(fold(text))];
}

// The library only maps characters. Capitals and small letters have different look-alikes: В looks like B, but в not like b.
function skeleton(text: string): string {
  return unhomoglyph(text.normalize('NFD').replace(/\p{Default_Ignorable_Code_Point}/gu, '')).normalize('NFD');
}

/** Whether two texts look alike although they are in different scripts. Likeness within one script (l and 1) does not count. */
export function looksAlike(one: string, other: string): boolean {
  if ((ASCII.test(one) && ASCII.test(other)) || fold(one) === fold(other)) return false;
  const [asIs, folded] = alikeKeys(one);
  const [asIsToo, foldedToo] = alikeKeys(other);
  return (asIs === asIsToo || folded === foldedToo) && scriptsOf(one).join() !== scriptsOf(other).join();
}

/** The names of the scripts of a text's letters and digits, sorted. */
function scriptsOf(text: string): string[] {
  return [...new Set([...text.normalize('NFC')].flatMap((character) => scriptOf(character) ?? []))].sort();
}

/** The script of a character; null when it belongs to none. */
function scriptOf(character: string): Script | null {
  if (ASCII.test(character)) return /[A-Za-z]/.test(character) ? 'Latin' : null;
  if (LETTER_OR_DIGIT.test(character) && character.normalize('NFKC') !== character) return 'special';
  const script = SCRIPTS.find(({ has }) => has.test(character));
  if (script) return script.name;
  return COMMON.test(character) ? null : 'other';
}

/** Up to four characters of a text in scripts that a similar text does not use: `“В” (U+0412, Cyrillic)`. */
export function strangeCharacters(text: string, other: string): readonly string[] {
  const known = new Set(scriptsOf(other));
  const strange = [...new Set([...text])].flatMap((character) => {
    const script = scriptOf(character);
    return script !== null && !known.has(script) ? [{ character, script }] : [];
  });
  return strange
    .slice(0, MOST_SHOWN)
    .map(({ character, script }) =>
      t('alike.character', { character, codePoint: codePoint(character), script: t(`alike.script.${script}`) }),
    );
}

const MOST_SHOWN = 4;

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Shows invisible and reordering characters as their code points: `a⟨U+202E⟩b`. For texts that a person must be able to trust as they
 * read them. Line breaks and tabs become blanks.
 */
export function visible(text: string): string {
  return text
    .replace(/[\r\n\t]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, mark);
}

const mark = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
