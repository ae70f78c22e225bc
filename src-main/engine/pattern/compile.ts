import { fold } from '../text/fold.ts';
import { type PatternPart, parsePattern } from './parse.ts';
import { compareFits, type Fit, matchParts, PreparedName } from './positions.ts';

export { compareFits, type Fit, PreparedName };

export interface CompiledPattern {
  /** The best fit among the alternatives that match a prepared name, or null when none does. */
  match(name: PreparedName): Fit | null;
}

export type Compiled =
  | { readonly ok: true; readonly pattern: CompiledPattern }
  | { readonly ok: false; readonly message: string };

/** Compiles a pattern; an invalid one is answered with a sentence that says why. */
export function compilePattern(pattern: string): Compiled {
  const parsed = parsePattern(pattern);
  return parsed.ok ? { ok: true, pattern: compileParts(parsed.parts) } : parsed;
}

/** Compiles a parsed pattern. The time does not grow with the number of alternatives. */
export function compileParts(parts: readonly PatternPart[]): CompiledPattern {
  return { match: (name) => matchParts(parts, name) };
}

/** Makes a name ready for matching. Prepare once, match often. */
export function prepareName(name: string): PreparedName {
  return new PreparedName(fold(name));
}

/** Whether a pattern has no wildcard, and stands for one name only. */
export function isLiteral(pattern: string): boolean {
  const parsed = parsePattern(pattern);
  return parsed.ok && parsed.parts.every((part) => part.kind === 'literal');
}
