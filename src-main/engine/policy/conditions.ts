import type { Condition } from '#contract/policies.ts';
import { type CompiledPattern, compileParts, type Fit, type PreparedName } from '../pattern/compile.ts';
import { parsePattern } from '../pattern/parse.ts';
import { type Need, needsOf } from './keys.ts';

/** A compiled pattern with its index keys. */
export interface ReadyPattern {
  /** Null when it is invalid and so never matches. */
  readonly pattern: CompiledPattern | null;
  /** What a name must satisfy for the pattern to match it. */
  readonly needs: readonly Need[];
}

export interface CompiledCondition {
  readonly condition: Condition;
  readonly fields: readonly (ReadyPattern & { readonly field: Field })[];
}

export type Field = 'resource' | 'account';
export type PreparedNames = Readonly<Record<Field, PreparedName>>;

/** Compiles a pattern, or returns it from a cache. */
export type Compile = (pattern: string) => ReadyPattern;

export function readyPattern(pattern: string): ReadyPattern {
  const parsed = parsePattern(pattern);
  return parsed.ok
    ? { pattern: compileParts(parsed.parts), needs: needsOf(parsed.parts) }
    : { pattern: null, needs: [] };
}

/** A condition whose patterns are compiled. */
export function compileCondition(condition: Condition, compile: Compile = readyPattern): CompiledCondition {
  const fields = (['resource', 'account'] as const).flatMap((field) => {
    const pattern = condition[field];
    return pattern === undefined ? [] : [{ field, ...compile(pattern) }];
  });
  return { condition, fields };
}

/** How well a condition fits; null when it does not match. */
export function fitOf({ fields }: CompiledCondition, names: PreparedNames): Fit | null {
  return fitAll(fields.map(({ field, pattern }) => pattern?.match(names[field]) ?? null));
}

function fitAll(fits: readonly (Fit | null)[]): Fit | null {
  let sum: Fit = { exact: 0, literals: 0, wildcards: 0 };
  for (const fit of fits) {
    if (fit === null) return null;
    sum = {
      exact: sum.exact + fit.exact,
      literals: sum.literals + fit.literals,
      wildcards: sum.wildcards + fit.wildcards,
    };
  }
  return fits.length === 0 ? null : sum;
}
