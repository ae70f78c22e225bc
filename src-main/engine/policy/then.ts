import type { MatchResult } from '#contract/policies.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { type Contender, compareContenders, explain } from './contenders.ts';
import { type Matchable, scanMatcher } from './match.ts';

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
