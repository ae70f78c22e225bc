import { Minimatch } from 'minimatch';
import { fold } from '../text/fold.ts';

/** Longest pattern that is tried as an extended glob, and most alternatives that its braces may have. */
const LONGEST_GLOB = 64;
const MOST_ALTERNATIVES = 16;

/** A pattern as an extended glob of bash, which other tools read, too. */
export interface Glob {
  /** What trying it costs for each character of a name, at worst. */
  readonly cost: number;
  /** Takes a folded name. */
  matches(folded: string): boolean;
}

/** Reads a pattern as bash reads extended globs (`!(a)`, `+(a|b)`, `**`), with a `!` in front that negates all of it. Null where it is too long. */
export function readAsGlob(pattern: string): Glob | null {
  if (pattern.length > LONGEST_GLOB) return null;
  const glob = new Minimatch(fold(pattern), {
    dot: true,
    nocomment: true,
    // Else `!(a)` is read as what is not `(a)`.
    nonegate: pattern.startsWith('!('),
    braceExpandMax: MOST_ALTERNATIVES + 1,
    platform: 'linux',
  });
  const alternatives = glob.globSet.length;
  if (alternatives > MOST_ALTERNATIVES) return null;
  return { cost: pattern.length * alternatives, matches: (folded) => glob.match(folded) };
}
