import { fold } from './fold.ts';

/** The shortest beginning of a word that can be searched for by itself (docs/contract.md#areas-and-verbs). */
const MIN_PREFIX_CHARACTERS = 2;

/** The words of a text, folded: runs of letters (with their marks) and digits. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

export interface Search {
  /** Words that must occur as they are. */
  readonly whole: readonly string[];
  /** The last word, which may be the beginning of a longer one; null when it is a single character by itself. */
  readonly prefix: string | null;
}

/** Parses a search text; null when it contains no word and so finds nothing. */
export function parseSearch(text: string): Search | null {
  const all = words(text);
  const last = all.at(-1);
  if (last === undefined) return null;
  return all.length > 1 || [...last].length >= MIN_PREFIX_CHARACTERS
    ? { whole: all.slice(0, -1), prefix: last }
    : { whole: all, prefix: null };
}

/** Whether a text matches a search. */
export function searchMatches(search: Search, text: string): boolean {
  const found = new Set(words(text));
  if (!search.whole.every((word) => found.has(word))) return false;
  const { prefix } = search;
  return prefix === null || [...found].some((word) => word.startsWith(prefix));
}
