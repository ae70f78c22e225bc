import type { Condition, MatchResult, PolicyMatch } from '../../../src-preload/contract/policies.ts';
import type { PolicyId } from '../../../src-preload/contract/scalars.ts';
import { type CompiledPattern, compareFits, compilePattern, type Fit, prepareName } from '../pattern/compile.ts';

/** An active policy, as far as matching is concerned. */
export interface Matchable {
  readonly id: PolicyId;
  readonly name: string;
  readonly version: number;
  readonly precedence: number;
  readonly conditions: readonly Condition[];
  /** Sequence of the event that created the policy: the lower, the older. */
  readonly createdSequence: number;
}

/** Finds the policy for an account. Made once for a set of active policies, asked many times. */
export interface Matcher {
  match(resource: string, account: string): MatchResult;
}

interface Contender {
  readonly policy: Matchable;
  readonly condition: Condition;
  readonly fit: Fit;
}

/**
 * Scans every policy. One wins: the higher precedence; then the more fields matched without wildcards; then the more
 * literal characters; then the fewer wildcards; then the older (DESIGN.md, "Which policy"). Policies whose patterns are not
 * valid never match; they are refused when saved.
 */
export function scanMatcher(policies: readonly Matchable[]): Matcher {
  const compiled = policies.map((policy) => ({ policy, conditions: policy.conditions.map(compileCondition) }));
  return {
    match(resource, account) {
      const names = { resource: prepareName(resource), account: prepareName(account) };
      const contenders: Contender[] = [];
      for (const { policy, conditions } of compiled) {
        let best: Contender | null = null;
        for (const { condition, fields } of conditions) {
          const fit = fitAll(fields.map(({ field, pattern }) => pattern?.match(names[field]) ?? null));
          if (fit && (best === null || compareFits(fit, best.fit) < 0)) best = { policy, condition, fit };
        }
        if (best) contenders.push(best);
      }
      return explain(contenders.sort(compareContenders));
    },
  };
}

interface CompiledCondition {
  readonly condition: Condition;
  readonly fields: readonly { readonly field: 'resource' | 'account'; readonly pattern: CompiledPattern | null }[];
}

function compileCondition(condition: Condition): CompiledCondition {
  const fields = (['resource', 'account'] as const).flatMap((field) => {
    const pattern = condition[field];
    if (pattern === undefined) return [];
    const compiled = compilePattern(pattern);
    return [{ field, pattern: compiled.ok ? compiled.pattern : null }];
  });
  return { condition, fields };
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

function compareContenders(a: Contender, b: Contender): number {
  return (
    b.policy.precedence - a.policy.precedence ||
    compareFits(a.fit, b.fit) ||
    a.policy.createdSequence - b.policy.createdSequence
  );
}

function explain(contenders: readonly Contender[]): MatchResult {
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
