import type { PolicyRules, Ref } from '#contract/policies.ts';
import { refKey } from '../alignment.ts';

/** The differences of two policies that affect requests; names and conditions do not. */
export interface Differences {
  /** Approvers, how many, their order, or how many steps there are. */
  readonly steps: boolean;
  /** Whether one person may count in several steps; never different when both have one step. */
  readonly distinct: boolean;
  readonly pending: boolean;
  /** Who may break the glass. */
  readonly bypass: boolean;
  /** Reasons for refusal at filing: duration, justification, ticket. */
  readonly limits: boolean;
}

export function differencesOf(one: PolicyRules, other: PolicyRules): Differences {
  return {
    steps:
      one.steps.length !== other.steps.length ||
      one.steps.some(({ approvers, required }, index) => {
        const step = other.steps[index];
        return step === undefined || step.required !== required || !sameRefs(approvers, step.approvers);
      }),
    distinct: one.distinctApprovers !== other.distinctApprovers && Math.max(one.steps.length, other.steps.length) > 1,
    pending: one.pendingTtlSeconds !== other.pendingTtlSeconds,
    bypass: !sameRefs(one.bypass?.bypassers ?? [], other.bypass?.bypassers ?? []),
    limits:
      one.duration.minSeconds !== other.duration.minSeconds ||
      one.duration.maxSeconds !== other.duration.maxSeconds ||
      one.requireJustification !== other.requireJustification ||
      one.requireTicket !== other.requireTicket,
  };
}

/** Whether two policies treat every request alike. */
export function indistinguishable(differences: Differences): boolean {
  const { steps, distinct, pending, bypass, limits } = differences;
  return !(steps || distinct || pending || bypass || limits);
}

// Ignores order and repetitions.
function sameRefs(one: readonly Ref[], other: readonly Ref[]): boolean {
  const [first, second] = [new Set(one.map(refKey)), new Set(other.map(refKey))];
  return first.size === second.size && [...first].every((key) => second.has(key));
}
