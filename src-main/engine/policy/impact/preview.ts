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

/** A policy that is being written, as far as it can be read. */
export interface Draft {
  /** How it would take part in matching: with the conditions that are valid. A new policy is younger than every other. */
  readonly policy: Matchable;
  /** The policy whose next version it would be; null for a new one. */
  readonly replaces: { readonly id: PolicyId; readonly status: PolicyStatus } | null;
  /** Its conditions by their places, as far as they can be read; left out where all of them can. */
  readonly written?: readonly Condition[];
  /** Whether all its conditions are without a mistake. */
  readonly conditionsAreRight: boolean;
  /** Whether nothing at all is wrong with its fields. */
  readonly isRight: boolean;
}

/**
 * What a draft would do, were it saved now: which accounts it would gate, which of them come from or go to another policy, who goes before
 * whom, and what is wrong or risky. Equal to what the matcher and `submit` say once it is saved; nothing here decides anything.
 */
export function previewPolicy(
  ranking: PolicyRanking,
  draft: Draft,
  staffing: Staffing,
  groupName: GroupName,
  limit: number,
): Omit<PolicyImpact, 'fields'> {
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

/** Says about an account what the matcher would say, with the policy that is replaced taken out and the draft put in. */
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
      because: explain(then).winner?.because ?? 'No active policy would match it any more.',
    };
  };
}

function effectOf(before: Matchable | null, after: Matchable | null, draft: Matchable): AccountEffect {
  if (before === null) return 'gains';
  if (after === null) return 'loses';
  if (before.id !== after.id) return 'changes';
  return after === draft ? 'keeps' : 'shadowed';
}
