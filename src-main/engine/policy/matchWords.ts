import type { Condition } from '#contract/policies.ts';
import type { MatchCriterion } from '#contract/reasons.ts';
import { t } from '#texts/texts.ts';

/** The criterion by which one policy wins over another, and the two values compared. */
export interface Comparison {
  readonly criterion: MatchCriterion;
  readonly its: number;
  readonly other: number;
}

/** How the winner compares with the next best policy, and the name of that one. */
export interface Lead extends Comparison {
  readonly overName: string;
}

/** Why a policy wins by this condition; `lead` is null when no other active policy matches. */
export function winnerSentence(condition: Condition | undefined, lead: Lead | null): string {
  return lead === null
    ? t('engine.match.only', { condition: conditionText(condition) })
    : t('engine.match.wins', {
        condition: conditionText(condition),
        other: lead.overName,
        difference: differenceText(lead),
      });
}

/** Why a policy loses although this condition matches. */
export function loserSentence(condition: Condition, winnerName: string, comparison: Comparison): string {
  return t('engine.match.loses', {
    condition: conditionText(condition),
    other: winnerName,
    difference: differenceText(comparison),
  });
}

function conditionText({ resource, account }: Condition = {}): string {
  if (resource !== undefined && account !== undefined) return t('engine.match.both', { resource, account });
  if (resource !== undefined) return t('engine.match.resource', { resource });
  return account === undefined ? t('engine.match.any') : t('engine.match.account', { account });
}

function differenceText({ criterion, its, other }: Comparison): string {
  return criterion === 'AGE'
    ? t('engine.match.difference.AGE')
    : t(`engine.match.difference.${criterion}`, { its, other });
}
