import type { Condition, MatchResult, PolicyMatch } from '#contract/policies.ts';
import type { MatchCriterion, RecordedReason } from '#contract/reasons.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { compareFits, type Fit } from '../pattern/compile.ts';
import { type CompiledCondition, fitOf, type PreparedNames } from './conditions.ts';
import { type Comparison, type Lead, loserSentence, winnerSentence } from './matchWords.ts';

/** The fields of an active policy that matching needs. */
export interface Matchable {
  readonly id: PolicyId;
  readonly name: string;
  readonly version: number;
  readonly precedence: number;
  readonly conditions: readonly Condition[];
  /** Sequence of the event that created the policy: the lower, the older. */
  readonly createdSequence: number;
}

/** A policy that matches an account, with the condition that fits best. */
export interface Contender {
  readonly policy: Matchable;
  readonly condition: Condition;
  readonly fit: Fit;
}

/** A policy as a contender, by the condition that fits best (the first of several that fit equally); null when none matches. */
export function contenderOf(
  policy: Matchable,
  conditions: readonly CompiledCondition[],
  names: PreparedNames,
): Contender | null {
  let best: Contender | null = null;
  for (const condition of conditions) {
    const fit = fitOf(condition, names);
    if (fit && (best === null || compareFits(fit, best.fit) < 0))
      best = { policy, condition: condition.condition, fit };
  }
  return best;
}

/** Negative when `a` wins over `b` (docs/rules.md#which-policy). */
export function compareContenders(a: Contender, b: Contender): number {
  return (
    b.policy.precedence - a.policy.precedence ||
    compareFits(a.fit, b.fit) ||
    a.policy.createdSequence - b.policy.createdSequence
  );
}

/** The winner and the losers of sorted contenders, each with a sentence. */
export function explain(contenders: readonly Contender[]): MatchResult {
  const [winner, ...losers] = contenders;
  if (!winner) return { winner: null, shadowed: [] };
  return {
    winner: explainWinner(contenders),
    shadowed: losers.map((loser) =>
      answer(loser, loserSentence(loser.condition, winner.policy.name, compare(winner, loser))),
    ),
  };
}

/** The winner of sorted contenders, with a sentence; null without any. */
export function explainWinner([winner, second]: readonly Contender[]): PolicyMatch | null {
  return winner ? answer(winner, winnerSentence(winner.condition, second ? lead(winner, second) : null)) : null;
}

/** The recorded reason why the first of sorted contenders wins; null without any. */
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
