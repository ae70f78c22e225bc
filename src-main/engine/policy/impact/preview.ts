import type { Condition, PolicyStatus } from '#contract/policies.ts';
import type {
  AccountEffect,
  ImpactedAccount,
  ImpactedAccounts,
  ImpactedPolicy,
  PolicyImpact,
  PolicyOverlap,
  PolicyRisk,
} from '#contract/policyImpact.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { prepareName } from '../../pattern/compile.ts';
import { compileCondition } from '../conditions.ts';
import { compareContenders, contenderOf, explain, type Matchable } from '../contenders.ts';
import { effectRisks, effectSentences } from './effects.ts';
import { hintsOf } from './hints.ts';
import type { PolicyRanking } from './ranking.ts';
import { type Staffing, staffingRisks } from './risks.ts';
import { type AccountSurvey, type AccountTally, type Overlap, surveyAccounts } from './survey.ts';
import { type GroupName, ruleSentences } from './words.ts';

/** Most overlapping policies that an answer names. */
const MAX_OVERLAPS = 20;

/** A policy that is being written. */
export interface Draft {
  /** The policy for matching, with its valid conditions only. A new policy is younger than all others. */
  readonly policy: Matchable;
  /** The policy whose next version it would be; null for a new one. */
  readonly replaces: { readonly id: PolicyId; readonly status: PolicyStatus } | null;
  /** All its conditions by index, if some are invalid; left out otherwise. */
  readonly written?: readonly Condition[];
  /** Whether all its conditions are valid. */
  readonly conditionsAreRight: boolean;
  /** Whether all its fields are valid. */
  readonly isRight: boolean;
}

/**
 * Previews a draft as if it were saved now: the accounts that it would gate, those that change their policy, its overlaps, faults and
 * risks. The matcher and `submit` give the same results after saving.
 */
export function previewPolicy(
  ranking: PolicyRanking,
  draft: Draft,
  staffing: Staffing,
  groupName: GroupName,
  limit: number,
): Omit<PolicyImpact, 'fields' | 'differences'> {
  const { inventory, policies } = ranking;
  const found = surveyAccounts(ranking, draft.policy, draft.replaces?.id ?? null, limit);
  const describe = accountWords(ranking, draft);
  const list = ({ count, places }: AccountTally): ImpactedAccounts => ({ count, examples: places.map(describe) });
  const nameOf = (policy: number): string => policies[policy]?.name ?? '';
  return {
    accounts: inventory.size,
    matched: found.matched.count,
    gated: found.gated,
    examples: found.matched.places.map(describe),
    changes: { gains: list(found.gains), loses: list(found.loses), changes: list(found.changes) },
    ...overlapsOf(found, policies, describe),
    risks: risksOf(ranking, draft, staffing, found, nameOf),
    hints: hintsOf(draft.written ?? draft.policy.conditions, inventory),
    sentences: draft.isRight ? ruleSentences(staffing.rules, staffing.directory, groupName) : [],
    effects: effectSentences(inventory, found),
  };
}

function risksOf(
  { inventory }: PolicyRanking,
  draft: Draft,
  staffing: Staffing,
  found: AccountSurvey,
  nameOf: (policy: number) => string,
): PolicyRisk[] {
  const status = draft.replaces?.status ?? null;
  return [...staffingRisks(staffing), ...effectRisks(inventory, found, nameOf, status, draft.conditionsAreRight)];
}

function overlapsOf(
  { overlaps }: AccountSurvey,
  policies: readonly Matchable[],
  describe: (place: number) => ImpactedAccount,
): { overlaps: PolicyOverlap[]; overlapCount: number } {
  const most = [...overlaps].sort(([a, one], [b, other]) => other.accounts - one.accounts || a - b);
  return {
    overlaps: most.slice(0, MAX_OVERLAPS).flatMap(([index, overlap]) => {
      const policy = policies[index];
      return policy ? [overlapWith(policy, overlap, describe)] : [];
    }),
    overlapCount: most.length,
  };
}

function overlapWith(
  { id, name }: Matchable,
  { accounts, draftWins, otherWins, draftWinsAt, otherWinsAt, elsewhereAt }: Overlap,
  describe: (place: number) => ImpactedAccount,
): PolicyOverlap {
  const places = [otherWinsAt, draftWinsAt, elsewhereAt].filter((place) => place !== null);
  return { policyId: id, name, accounts, draftWins, otherWins, examples: places.map(describe) };
}

/** Describes an account as the matcher would, with the draft in the place of the policy that it replaces. */
function accountWords({ inventory, matcher }: PolicyRanking, { policy, replaces }: Draft) {
  const conditions = policy.conditions.map((one) => compileCondition(one));
  const own: ImpactedPolicy = { policyId: replaces?.id ?? null, name: policy.name };
  return (place: number): ImpactedAccount => {
    const { resource, account } = inventory.at(place);
    const now = matcher.contenders(resource, account);
    const names = { resource: prepareName(resource), account: prepareName(account) };
    const draft = contenderOf(policy, conditions, names);
    const then = [...now.filter((one) => one.policy.id !== replaces?.id), ...(draft ? [draft] : [])].sort(
      compareContenders,
    );
    const [before, after] = [now[0]?.policy ?? null, then[0]?.policy ?? null];
    return {
      resource,
      account,
      effect: effectOf(before, after, policy),
      from: before && { policyId: before.id, name: before.name },
      to: after && (after === policy ? own : { policyId: after.id, name: after.name }),
      because: explain(then).winner?.because ?? t('impact.noLongerMatched'),
    };
  };
}

function effectOf(before: Matchable | null, after: Matchable | null, draft: Matchable): AccountEffect {
  if (before === null) return 'gains';
  if (after === null) return 'loses';
  if (before.id !== after.id) return 'changes';
  return after === draft ? 'keeps' : 'shadowed';
}
