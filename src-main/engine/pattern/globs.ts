import { Minimatch } from 'minimatch';
import { fold } from '../text/fold.ts';

/** The longest pattern tried as an extended glob, and the most alternatives in its braces. */
const LONGEST_GLOB = 64;
const MOST_ALTERNATIVES = 16;

/** A pattern read as an extended glob of bash, which many tools use. */
export interface Glob {
  /** Worst-case cost for each character of a name. */
  readonly cost: number;
  /** Takes a folded name. */
  matches(folded: string): boolean;
}

/** Reads a pattern as an extended glob of bash (`!(a)`, `+(a|b)`, `**`); a leading `!` negates all of it. Null when it is too long. */
export function readAsGlob(pattern: string): Glob | null {
  if (pattern.length > LONGEST_GLOB) return null;
  const glob = new Minimatch(fold(pattern), {
    dot: true,
    nocomment: true,
    // Otherwise minimatch reads `!(a)` as the negation of `(a)`.
    nonegate: pattern.startsWith('!('),
    braceExpandMax: MOST_ALTERNATIVES + 1,
    platform: 'linux',
  });
  const alternatives = glob.globSet.length;
  if (alternatives > MOST_ALTERNATIVES) return null;
  return { cost: pattern.length * alternatives, matches: (folded) => glob.match(folded) };
}
