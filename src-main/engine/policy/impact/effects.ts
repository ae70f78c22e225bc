import type { PolicyStatus } from '#contract/policies.ts';
import type { PolicyRisk } from '#contract/policyImpact.ts';
import { t } from '#texts/texts.ts';
import type { Inventory } from './inventory.ts';
import type { AccountSurvey, AccountTally } from './survey.ts';

/** How a draft affects the accounts of an inventory, as sentences. */
export function effectSentences(
  { size }: Inventory,
  { matched, gated, gains, loses, changes }: AccountSurvey,
): string[] {
  if (size === 0) return [t('impact.effects.noAccounts')];
  const shadowed = matched.count - gated;
  return [
    matchSentence(size, matched.count, gated),
    ...(shadowed === 0 ? [] : [t('impact.effects.shadowed', { count: shadowed })]),
    ...(gains.count === 0 ? [] : [t('impact.effects.gains', { count: gains.count })]),
    ...(changes.count === 0 ? [] : [t('impact.effects.changes', { count: changes.count })]),
    ...(loses.count === 0 ? [] : [t('impact.effects.loses', { count: loses.count })]),
  ];
}

function matchSentence(size: number, matched: number, gated: number): string {
  if (matched === 0) return t('impact.effects.matchesNone', { size });
  const values = { matched, accounts: t('engine.accounts', { count: size }) };
  if (gated !== matched) return t('impact.effects.matchesAndGates', { ...values, gated });
  return gated === 1 ? t('impact.effects.matchesAndGatesIt', values) : t('impact.effects.matchesAndGatesAll', values);
}

/** The risks of a draft's conditions. `complete`: all its conditions are valid. */
export function effectRisks(
  inventory: Inventory,
  surveyAccounts: AccountSurvey,
  nameOf: (policy: number) => string,
  status: PolicyStatus | null,
  complete: boolean,
): PolicyRisk[] {
  const { matched, gated, loses, overlaps } = surveyAccounts;
  const risks: PolicyRisk[] = [];
  const add = (code: PolicyRisk['code'], sentence: string, path?: string): void => {
    risks.push({ code, weight: 'risk', sentence, ...(path === undefined ? {} : { path }) });
  };
  if (status === 'archived') add('ARCHIVED', t('impact.risks.archived'));
  if (complete && inventory.size > 0 && matched.count === 0)
    add('MATCHES_NOTHING', t('impact.risks.matchesNothing'), 'conditions');
  if (matched.count > 0 && gated === 0) add('NEVER_WINS', t('impact.risks.neverWins'), 'precedence');
  if (loses.count > 0)
    add(
      'LOSES_GATE',
      t('impact.risks.losesGate', { count: loses.count, example: exampleOf(loses, inventory) }),
      'conditions',
    );
  for (const [policy, { ties, tieAt }] of overlaps)
    if (tieAt !== null && ties > 0)
      add(
        'AGE_DECIDES',
        t('impact.risks.ageDecides', {
          policy: nameOf(policy),
          count: ties,
          example: t('impact.account', inventory.at(tieAt)),
        }),
        'precedence',
      );
  return risks;
}

function exampleOf({ places: [first] }: AccountTally, inventory: Inventory): string {
  return first === undefined ? '' : t('impact.account', inventory.at(first));
}
