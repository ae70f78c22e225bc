import type { Condition, MatchResult } from '#contract/policies.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { compareFits, prepareName } from '../pattern/compile.ts';
import { type Contender, compareContenders, compileCondition, explain, fitOf } from './contenders.ts';

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
  /** The policy that `match` names as the winner, without the words; null when none matches. */
  winner(resource: string, account: string): Matchable | null;
  /** Every policy that matches, the winner first. */
  contenders(resource: string, account: string): readonly Contender[];
}

/**
 * Scans every policy. One wins: the higher precedence; then the more fields matched without wildcards; then the more
 * literal characters; then the fewer wildcards; then the older (docs/rules.md#which-policy). Policies whose patterns are not
 * valid never match; they are refused when saved. This is what the rule says, as plainly as it can be said; {@link indexedMatcher} says the
 * same, sooner.
 */
export function scanMatcher(policies: readonly Matchable[]): Matcher {
  const compiled = policies.map((policy) => ({
    policy,
    conditions: policy.conditions.map((one) => compileCondition(one)),
  }));
  const contendersFor = (resource: string, account: string): Contender[] => {
    const names = { resource: prepareName(resource), account: prepareName(account) };
    const contenders: Contender[] = [];
    for (const { policy, conditions } of compiled) {
      let best: Contender | null = null;
      for (const condition of conditions) {
        const fit = fitOf(condition, names);
        if (fit && (best === null || compareFits(fit, best.fit) < 0))
          best = { policy, condition: condition.condition, fit };
      }
      if (best) contenders.push(best);
    }
    return contenders.sort(compareContenders);
  };
  return {
    match: (resource, account) => explain(contendersFor(resource, account)),
    winner: (resource, account) => contendersFor(resource, account)[0]?.policy ?? null,
    contenders: contendersFor,
  };
}
