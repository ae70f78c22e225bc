import type { Condition } from '#contract/policies.ts';
import type { MatchCriterion } from '#contract/reasons.ts';

/** By what one policy goes before another, and the two values that were compared. */
export interface Comparison {
  readonly criterion: MatchCriterion;
  readonly its: number;
  readonly other: number;
}

/** How a policy that wins compares with the next best one, and what that one is called. */
export interface Lead extends Comparison {
  readonly overName: string;
}

/** Why a policy wins by this condition; `lead` is null when no other active policy matches. */
export function winnerSentence(condition: Condition | undefined, lead: Lead | null): string {
  return lead === null
    ? `${matched(condition)}, and no other active policy does.`
    : `${matched(condition)}; it goes before “${lead.overName}” because ${difference(lead)}.`;
}

/** Why a policy loses although this condition matches. */
export function loserSentence(condition: Condition, winnerName: string, comparison: Comparison): string {
  return `${matched(condition)}, but “${winnerName}” goes before it because ${difference(comparison)}.`;
}

function matched(condition: Condition | undefined): string {
  const fields = [
    condition?.resource === undefined ? [] : [`resource ${condition.resource}`],
    condition?.account === undefined ? [] : [`account ${condition.account}`],
  ].flat();
  return fields.length === 0 ? 'Its condition matches' : `Its condition (${fields.join(' and ')}) matches`;
}

function difference({ criterion, its, other }: Comparison): string {
  const compared = `(${its} against ${other})`;
  switch (criterion) {
    case 'PRECEDENCE':
      return `its precedence is higher ${compared}`;
    case 'EXACT_FIELDS':
      return `it names more of resource and account without wildcards ${compared}`;
    case 'LITERALS':
      return `it spells out more characters ${compared}`;
    case 'WILDCARDS':
      return `it has fewer wildcards ${compared}`;
    case 'AGE':
      return 'it is the older policy';
  }
}
