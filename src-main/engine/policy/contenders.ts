import type { Condition, MatchResult, PolicyMatch } from '#contract/policies.ts';
import type { MatchCriterion, RecordedReason } from '#contract/reasons.ts';
import { type CompiledPattern, compareFits, compileParts, type Fit, type PreparedName } from '../pattern/compile.ts';
import { parsePattern } from '../pattern/parse.ts';
import { type Need, needsOf } from './keys.ts';
import type { Matchable } from './match.ts';
import { type Comparison, type Lead, loserSentence, winnerSentence } from './matchWords.ts';

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

/** Below zero when `a` goes before `b` (docs/rules.md#which-policy). */
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
  return {
    winner: answer(winner, winnerSentence(winner.condition, second ? lead(winner, second) : null)),
    shadowed: losers.map((loser) =>
      answer(loser, loserSentence(loser.condition, winner.policy.name, compare(winner, loser))),
    ),
  };
}

/** Why the first of these contenders wins, as the event of a request records it. They are in order. */
export function winningReason([winner, second]: readonly Contender[]): RecordedReason | null {
  if (!winner) return null;
  const { resource, account } = winner.condition;
  const same = (other: Condition) => other.resource === resource && other.account === account;
  const condition = winner.policy.conditions.findIndex(same) + 1;
  if (!second) return { code: 'ONLY_MATCH', condition };
  const { id: policy, version } = second.policy;
  return { code: 'BEST_MATCH', condition, ...compare(winner, second), policy, version };
}

function answer({ policy, condition }: Contender, because: string): PolicyMatch {
  return { policyId: policy.id, name: policy.name, version: policy.version, condition, because };
}

function lead(winner: Contender, second: Contender): Lead {
  return { ...compare(winner, second), overName: second.policy.name };
}

// The first criterion in which the two differ.
function compare({ policy, fit }: Contender, loser: Contender): Comparison {
  const by = (criterion: MatchCriterion, its: number, other: number): Comparison => ({ criterion, its, other });
  if (policy.precedence !== loser.policy.precedence)
    return by('PRECEDENCE', policy.precedence, loser.policy.precedence);
  if (fit.exact !== loser.fit.exact) return by('EXACT_FIELDS', fit.exact, loser.fit.exact);
  if (fit.literals !== loser.fit.literals) return by('LITERALS', fit.literals, loser.fit.literals);
  if (fit.wildcards !== loser.fit.wildcards) return by('WILDCARDS', fit.wildcards, loser.fit.wildcards);
  return by('AGE', policy.createdSequence, loser.policy.createdSequence);
}
