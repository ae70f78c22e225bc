import type { PolicyStatus } from '#contract/policies.ts';
import type { PolicyRisk } from '#contract/policyImpact.ts';
import type { AccountNames, Inventory } from './inventory.ts';
import { counted, grouped } from './names.ts';
import type { AccountSurvey, AccountTally } from './survey.ts';

/** What becomes of the accounts of an inventory, in plain sentences. */
export function effectSentences(
  { size }: Inventory,
  { matched, gated, gains, loses, changes }: AccountSurvey,
): string[] {
  if (size === 0) return ['The inventory holds no accounts, so nothing can be said about them.'];
  const shadowed = matched.count - gated;
  return [
    matched.count === 0
      ? `It matches none of the ${grouped(size)} accounts.`
      : `It matches ${grouped(matched.count)} of ${counted(size, 'account')}, and gates ${gated === matched.count ? (gated === 1 ? 'it' : 'all of them') : grouped(gated)}.`,
    ...(shadowed === 0 ? [] : [`On ${counted(shadowed, 'account')} another policy goes before it.`]),
    ...(gains.count === 0
      ? []
      : [
          `${counted(gains.count, 'account')} that no policy gates now ${gains.count === 1 ? 'gets its' : 'get their'} first gate.`,
        ]),
    ...(changes.count === 0
      ? []
      : [`${counted(changes.count, 'account')} ${changes.count === 1 ? 'goes' : 'go'} from one policy to another.`]),
    ...(loses.count === 0
      ? []
      : [`${counted(loses.count, 'account')} ${loses.count === 1 ? 'loses its' : 'lose their'} only gate.`]),
  ];
}

/** What is risky about where a draft applies. `complete`: all its conditions can be read. */
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
  if (status === 'archived')
    add('ARCHIVED', 'This policy is archived and gates nothing; what is said here comes true when it is restored.');
  if (complete && inventory.size > 0 && matched.count === 0)
    add('MATCHES_NOTHING', 'None of the accounts in the inventory matches its conditions.', 'conditions');
  if (matched.count > 0 && gated === 0)
    add(
      'NEVER_WINS',
      'Other policies go before it on every account that it matches, so it would decide nothing.',
      'precedence',
    );
  if (loses.count > 0)
    add(
      'LOSES_GATE',
      `${counted(loses.count, 'account')} would be gated by no policy any more, ${exampleOf(loses, inventory)}: nobody could ask for ${loses.count === 1 ? 'it' : 'them'}.`,
      'conditions',
    );
  for (const [policy, { ties, tieAt }] of overlaps)
    if (tieAt !== null && ties > 0)
      add(
        'AGE_DECIDES',
        `Nothing but age decides between it and “${nameOf(policy)}” on ${counted(ties, 'account')}, ${one(inventory.at(tieAt))} for one: precedence and patterns are equal. Give one of the two a higher precedence if that matters.`,
        'precedence',
      );
  return risks;
}

function exampleOf({ count, places: [first] }: AccountTally, inventory: Inventory): string {
  if (first === undefined) return '';
  return count === 1 ? one(inventory.at(first)) : `${one(inventory.at(first))} for one`;
}

function one({ resource, account }: AccountNames): string {
  return `${account} on ${resource}`;
}
