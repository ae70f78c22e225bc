import type { MatchResult } from '#contract/policies.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { prepareName } from '../pattern/compile.ts';
import { compileCondition } from './conditions.ts';
import { type Contender, compareContenders, contenderOf, explain, type Matchable } from './contenders.ts';

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
    const contenders = compiled.flatMap(({ policy, conditions }) => contenderOf(policy, conditions, names) ?? []);
    return contenders.sort(compareContenders);
  };
  return {
    match: (resource, account) => explain(contendersFor(resource, account)),
    winner: (resource, account) => contendersFor(resource, account)[0]?.policy ?? null,
    contenders: contendersFor,
  };
}

/** What has become of policies since a moment. */
export interface SinceThen {
  /** Policies that were created, changed, archived or restored since. */
  readonly changed: ReadonlySet<PolicyId>;
  /** Those of them that were active at that moment, as they were. */
  readonly were: readonly Matchable[];
}

/**
 * Which policies matched an account at an earlier moment, with the words that were said about them then. `now` are the contenders of now: what
 * nobody has touched since matches as it did.
 */
export function matchThen(
  resource: string,
  account: string,
  now: readonly Contender[],
  { changed, were }: SinceThen,
): MatchResult {
  const untouched = now.filter(({ policy }) => !changed.has(policy.id));
  return explain([...untouched, ...scanMatcher(were).contenders(resource, account)].sort(compareContenders));
}
