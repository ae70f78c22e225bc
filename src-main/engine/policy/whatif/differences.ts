import type { PolicyRules, Ref } from '#contract/policies.ts';
import { refKey } from '../alignment.ts';

/** In what two policies differ that a request could feel. Names and conditions are none of it. */
export interface Differences {
  /** Approvers, how many, their order, or how many steps there are. */
  readonly steps: boolean;
  /** Whether one person may count in several steps; where there is one step, nothing. */
  readonly distinct: boolean;
  readonly pending: boolean;
  /** Who may break the glass. */
  readonly bypass: boolean;
  /** What is refused at once: durations, and what must be said in writing. */
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

/** Whether no request could tell two policies apart that both gate it. */
export function indistinguishable(differences: Differences): boolean {
  const { steps, distinct, pending, bypass, limits } = differences;
  return !(steps || distinct || pending || bypass || limits);
}

// In whatever order, and however often.
function sameRefs(one: readonly Ref[], other: readonly Ref[]): boolean {
  const [first, second] = [new Set(one.map(refKey)), new Set(other.map(refKey))];
  return first.size === second.size && [...first].every((key) => second.has(key));
}
