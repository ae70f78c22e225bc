import { fold } from './fold.ts';

/** Fewest characters that the beginning of a word must have to be searched for by itself (docs/contract.md#areas-and-verbs). */
const MIN_PREFIX_CHARACTERS = 2;

/** The words of a text, folded: runs of letters (with their marks) and digits. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

export interface Search {
  /** Words that must occur as they are. */
  readonly whole: readonly string[];
  /** The beginning of a word that must occur too: the last word, unless it is a single character by itself. */
  readonly prefix: string | null;
}

/** What a search text asks for; null when it has no word, and so finds nothing. */
export function parseSearch(text: string): Search | null {
  const all = words(text);
  const last = all.at(-1);
  if (last === undefined) return null;
  return all.length > 1 || [...last].length >= MIN_PREFIX_CHARACTERS
    ? { whole: all.slice(0, -1), prefix: last }
    : { whole: all, prefix: null };
}

/** Whether a text answers a search. */
export function searchMatches(search: Search, text: string): boolean {
  const found = new Set(words(text));
  if (!search.whole.every((word) => found.has(word))) return false;
  const { prefix } = search;
  return prefix === null || [...found].some((word) => word.startsWith(prefix));
}
