import type { Condition, MatchResult, PolicyMatch } from '../../../src-preload/contract/policies.ts';
import { type CompiledPattern, compareFits, compileParts, type Fit, type PreparedName } from '../pattern/compile.ts';
import { parsePattern } from '../pattern/parse.ts';
import { type Need, needsOf } from './keys.ts';
import type { Matchable } from './match.ts';

/** A policy that matches an account, with the condition that fits best. */
export interface Contender {
  readonly policy: Matchable;
  readonly condition: Condition;
  readonly fit: Fit;
}

/** A pattern made ready for matching. */
export interface ReadyPattern {
  /** Null when it is not valid, and never matches. */
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

/** Compiles a pattern, or finds it among those that were compiled before. */
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

/** Below zero when `a` goes before `b` (DESIGN.md, "Which policy"). */
export function compareContenders(a: Contender, b: Contender): number {
  return (
    b.policy.precedence - a.policy.precedence ||
    compareFits(a.fit, b.fit) ||
    a.policy.createdSequence - b.policy.createdSequence
  );
}

/** What is answered about contenders that are in order, the winner first. */
export function explain(contenders: readonly Contender[]): MatchResult {
  const [winner, ...losers] = contenders;
  if (!winner) return { winner: null, shadowed: [] };
  const [second] = losers;
  const because = second
    ? `${describe(winner)}; it goes before “${second.policy.name}” because ${difference(winner, second)}.`
    : `${describe(winner)}, and no other active policy does.`;
  return {
    winner: answer(winner, because),
    shadowed: losers.map((loser) =>
      answer(
        loser,
        `${describe(loser)}, but “${winner.policy.name}” goes before it because ${difference(winner, loser)}.`,
      ),
    ),
  };
}

function answer({ policy, condition }: Contender, because: string): PolicyMatch {
  return { policyId: policy.id, name: policy.name, version: policy.version, condition, because };
}

function describe({ condition }: Contender): string {
  const fields = [
    condition.resource === undefined ? [] : [`resource ${condition.resource}`],
    condition.account === undefined ? [] : [`account ${condition.account}`],
  ].flat();
  return `Its condition (${fields.join(' and ')}) matches`;
}

// The first criterion in which the two differ, in words.
function difference(winner: Contender, loser: Contender): string {
  const [a, b] = [winner, loser];
  if (a.policy.precedence !== b.policy.precedence)
    return `its precedence is higher (${a.policy.precedence} against ${b.policy.precedence})`;
  if (a.fit.exact !== b.fit.exact)
    return `it names more of resource and account without wildcards (${a.fit.exact} against ${b.fit.exact})`;
  if (a.fit.literals !== b.fit.literals)
    return `it spells out more characters (${a.fit.literals} against ${b.fit.literals})`;
  if (a.fit.wildcards !== b.fit.wildcards)
    return `it has fewer wildcards (${a.fit.wildcards} against ${b.fit.wildcards})`;
  return 'it is the older policy';
}
