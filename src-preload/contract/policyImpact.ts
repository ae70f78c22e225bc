import { z } from 'zod';
import { ref } from './policies.ts';
import type { PolicyChange } from './policyHistory.ts';
import { flag, type PolicyId, policyId, says } from './scalars.ts';

/** Most accounts in each list of an answer; it counts all of them. */
export const MAX_EXAMPLES = 200;
const DEFAULT_EXAMPLES = 20;

// A draft may have any text in its fields: mistakes are answered, not refused.
const typed = z.string(says('input.text')).max(30_000, says('input.tooLong', { max: 30_000 }));
const amount = z.number(says('input.numberOrNull')).nullable();
const refs = z.array(ref, says('input.refList')).max(1_000, says('input.draftRefsMax'));

/** A draft of a policy: the fields of `policies.create`, valid or not. An empty number is null. */
export const policyDraft = z.strictObject({
  name: typed,
  description: typed.nullish(),
  conditions: z
    .array(z.strictObject({ resource: typed.nullish(), account: typed.nullish() }), says('input.conditionList'))
    .max(100, says('input.draftConditionsMax')),
  duration: z.strictObject({ minSeconds: amount.optional(), maxSeconds: amount }),
  pendingTtlSeconds: amount.optional(),
  steps: z
    .array(z.strictObject({ name: typed.nullish(), approvers: refs, required: amount }), says('input.stepList'))
    .max(100, says('input.draftStepsMax')),
  distinctApprovers: flag.optional(),
  precedence: amount.optional(),
  requireJustification: flag.optional(),
  requireTicket: flag.optional(),
  bypass: z.strictObject({ bypassers: refs }).nullish(),
});

export type PolicyDraft = z.output<typeof policyDraft>;

export const policyImpactInputs = {
  foresee: z.strictObject({
    draft: policyDraft,
    /** The policy that the draft changes; left out for a new one. */
    replaces: policyId.optional(),
    examples: z
      .int(says('input.wholeNumber'))
      .min(1, says('input.min', { min: 1 }))
      .max(MAX_EXAMPLES, says('input.max', { max: 200 }))
      .default(DEFAULT_EXAMPLES),
  }),
};

/** A policy by name; without an id it is the draft of a new one. */
export interface ImpactedPolicy {
  readonly policyId: PolicyId | null;
  readonly name: string;
}

/**
 * What becomes of an account: it gets its first gate, loses its only one, or gets another one; the policy keeps it in its next version; or
 * the policy matches it, and another one goes before it as ever.
 */
export const accountEffects = ['gains', 'loses', 'changes', 'keeps', 'shadowed'] as const;
export type AccountEffect = (typeof accountEffects)[number];

/** An account with the policy that gates it now, and the one that would gate it. */
export interface ImpactedAccount {
  readonly resource: string;
  readonly account: string;
  readonly effect: AccountEffect;
  readonly from: ImpactedPolicy | null;
  readonly to: ImpactedPolicy | null;
  /** Why that policy would win, in words. */
  readonly because: string;
}

/** A number of accounts, and the first of them in the order of the inventory. */
export interface ImpactedAccounts {
  readonly count: number;
  readonly examples: readonly ImpactedAccount[];
}

/** Another active policy that matches some of the same accounts, and which of the two would win. */
export interface PolicyOverlap {
  readonly policyId: PolicyId;
  readonly name: string;
  /** How many accounts both match. */
  readonly accounts: number;
  /** How many of these the draft would win, and how many the other policy; a third policy wins the rest. */
  readonly draftWins: number;
  readonly otherWins: number;
  /** At most one account of each kind. */
  readonly examples: readonly ImpactedAccount[];
}

export const riskCodes = [
  'QUORUM_IMPOSSIBLE',
  'QUORUM_FOR_SOME',
  'STEP_WITHOUT_PEOPLE',
  'ONE_PERSON_PASSES_ALL',
  'BYPASSER_APPROVES',
  'BYPASS_WITHOUT_PEOPLE',
  'CANNOT_APPROVE',
  'MATCHES_NOTHING',
  'NEVER_WINS',
  'LOSES_GATE',
  'AGE_DECIDES',
  'PATTERNS_TOO_LONG',
  'ARCHIVED',
] as const;
export type RiskCode = (typeof riskCodes)[number];

/** A finding about a draft. A draft with a fault cannot be saved; one with a risk can. */
export interface PolicyRisk {
  readonly code: RiskCode;
  readonly weight: 'fault' | 'risk';
  readonly sentence: string;
  /** The field, if it is about one. */
  readonly path?: string;
}

/** The known accounts that a pattern matches by itself: their number, and the first of them. */
export interface HintedAccounts {
  readonly count: number;
  readonly examples: readonly { readonly resource: string; readonly account: string }[];
}

/** Syntax of another dialect in a pattern, which is valid here and means something else. */
export interface PatternHint {
  /** The path of the pattern: `conditions.0.resource`. */
  readonly path: string;
  readonly found: string;
  readonly meansHere: string;
  readonly probablyMeant: string;
  /** The whole pattern rewritten for that meaning; null if no pattern here has it. */
  readonly translation: string | null;
  readonly here: HintedAccounts;
  /** Matches of the translation, or else of the pattern in the other dialect; null if that is no glob or takes too long. */
  readonly meant: HintedAccounts | null;
}

/** The effect of saving a draft now. The query changes nothing. */
export interface PolicyImpact {
  /** A sentence about each invalid field, by path (`steps.0.required`). */
  readonly fields: Readonly<Record<string, string>>;
  /** Number of accounts in the inventory. */
  readonly accounts: number;
  /** Number of accounts that the draft matches. */
  readonly matched: number;
  /** Number of these that it would win. */
  readonly gated: number;
  /** The first accounts that it matches, in the order of the inventory. */
  readonly examples: readonly ImpactedAccount[];
  readonly changes: {
    readonly gains: ImpactedAccounts;
    readonly loses: ImpactedAccounts;
    readonly changes: ImpactedAccounts;
  };
  /** The policies with which it shares most accounts; the first 20. */
  readonly overlaps: readonly PolicyOverlap[];
  /** How many there are in all. */
  readonly overlapCount: number;
  readonly risks: readonly PolicyRisk[];
  /** Patterns that look like those of another dialect. */
  readonly hints: readonly PatternHint[];
  /** The rules of the policy, in sentences. */
  readonly sentences: readonly string[];
  /** How the draft differs from the current version of the policy that it replaces; empty for a new policy, and while a field is invalid. */
  readonly differences: readonly PolicyChange[];
  /** The effects on accounts, in sentences. */
  readonly effects: readonly string[];
}
