import type { MatchResult } from '#contract/policies.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { prepareName } from '../pattern/compile.ts';
import { compileCondition } from './conditions.ts';
import { type Contender, compareContenders, contenderOf, explain, type Matchable } from './contenders.ts';

/** Finds the policy for an account among a set of active policies. Made once, used often. */
export interface Matcher {
  match(resource: string, account: string): MatchResult;
  /** The winner of `match` without sentences; null when no policy matches. */
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

/** The changes of policies since an earlier moment. */
export interface PolicyChanges {
  /** Policies that were created, changed, archived or restored since. */
  readonly changed: ReadonlySet<PolicyId>;
  /** Those that were active at that moment, as they were then. */
  readonly were: readonly Matchable[];
}

/**
 * The policies that matched an account at an earlier moment, explained as they were then. `now`: today's contenders, which are reused
 * for policies that have not changed since.
 */
export function matchThen(
  resource: string,
  account: string,
  now: readonly Contender[],
  { changed, were }: PolicyChanges,
): MatchResult {
  const untouched = now.filter(({ policy }) => !changed.has(policy.id));
  return explain([...untouched, ...scanMatcher(were).contenders(resource, account)].sort(compareContenders));
}
