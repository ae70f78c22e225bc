import { dialectHints } from './dialects.ts';

/** Whether a name holds what a pattern of this desk or of another dialect is written with. */
export function looksLikePattern(name: string): boolean {
  return SPECIAL.test(name) && (OURS.test(name) || dialectHints(name).length > 0);
}

// Asked first, for a file has many names, and few hold any of these.
const SPECIAL = /[^\p{L}\p{N}\p{M} ._@:/-]/u;
const OURS = /[*?[\]{}]/u;

/** The pattern that means one name and no other. */
export function patternFor(name: string): string {
  return name.replace(/[*?[\]{}]/gu, (character) => `[${character}]`);
}
