const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== '');

/** How well one typed word fits: as a whole word, the beginning of one, initials of several, inside of one; 0 for not at all. */
function fitOf(typed: string, words: readonly string[]): number {
  if (words.includes(typed)) return 4;
  if (words.some((word) => word.startsWith(typed))) return 3;
  const initials = words.map((word) => word.charAt(0)).join('');
  if (typed.length > 1 && initials.includes(typed)) return 2;
  return typed.length > 1 && words.some((word) => word.includes(typed)) ? 1 : 0;
}

/**
 * How well a text fits what was typed: each typed word has to be found in it, in any order, and accents and capitals make no difference.
 * 0 when it does not fit; more is better. Nothing typed fits everything.
 */
export function fuzzyScore(typed: string, text: string): number {
  const asked = wordsOf(typed);
  const words = wordsOf(text);
  const fits = asked.map((word) => fitOf(word, words));
  if (fits.includes(0)) return 0;
  const sum = fits.reduce((total, one) => total + one, 0);
  // Of two that fit alike, the one that begins as was typed goes first, then the shorter one.
  const begins = asked[0] !== undefined && words[0]?.startsWith(asked[0]) === true ? 0.5 : 0;
  return 1 + sum + begins + 1 / (2 + words.length);
}

/** The items that fit, the best first; in their order where they fit alike. */
export function fuzzyFind<T>(typed: string, items: readonly T[], textOf: (item: T) => string): readonly T[] {
  if (wordsOf(typed).length === 0) return items;
  return items
    .map((item) => ({ item, score: fuzzyScore(typed, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
