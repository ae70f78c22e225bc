import { z } from 'zod';
import { ref } from './policies.ts';
import { flag, type PolicyId, policyId, says } from './scalars.ts';

/** Most accounts that an answer names in each of its lists; it counts all of them. */
export const MAX_EXAMPLES = 200;
const DEFAULT_EXAMPLES = 20;

// What stands in a field while it is being written may be anything that can be typed. What is wrong with it is answered, not refused.
const typed = z.string(says('input.text')).max(30_000, says('input.tooLong', { max: 30_000 }));
const amount = z.number(says('input.numberOrNull')).nullable();
const refs = z.array(ref, says('input.refList')).max(1_000, says('input.draftRefsMax'));

/** A policy while it is being written: the fields of `policies.create`, right or wrong. Null stands where there is no number yet. */
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
    /** The policy whose next version this would be; left out for a new one. */
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

/** An account with the policy that gates it now and the one that would. */
export interface ImpactedAccount {
  readonly resource: string;
  readonly account: string;
  readonly effect: AccountEffect;
  readonly from: ImpactedPolicy | null;
  readonly to: ImpactedPolicy | null;
  /** Why it would be that one, in words. */
  readonly because: string;
}

/** How many accounts, and the first of them in the order of the inventory. */
export interface ImpactedAccounts {
  readonly count: number;
  readonly examples: readonly ImpactedAccount[];
}

/** Another active policy that matches some of the same accounts, and who would win there. */
export interface PolicyOverlap {
  readonly policyId: PolicyId;
  readonly name: string;
  /** How many accounts both match. */
  readonly accounts: number;
  /** Of these, how many the draft would win, and how many the other policy; the rest goes to a third. */
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

/** Something to know before a policy is saved. A fault is refused when it is saved; a risk is not. */
export interface PolicyRisk {
  readonly code: RiskCode;
  readonly weight: 'fault' | 'risk';
  readonly sentence: string;
  /** The field that it is about, where it is about one. */
  readonly path?: string;
}

/** Which known accounts a pattern matches, by itself: how many, and the first of them. */
export interface HintedAccounts {
  readonly count: number;
  readonly examples: readonly { readonly resource: string; readonly account: string }[];
}

/** Syntax of another dialect in a pattern, which is valid here and means something else. */
export interface PatternHint {
  /** The pattern that it is in: `conditions.0.resource`. */
  readonly path: string;
  readonly found: string;
  readonly meansHere: string;
  readonly probablyMeant: string;
  /** The whole pattern as it would be written here for that; null where it cannot be. */
  readonly translation: string | null;
  readonly here: HintedAccounts;
  /** By the translation; without one by the other dialect, and null where that is no glob or takes too long to try. */
  readonly meant: HintedAccounts | null;
}

/** What a draft would do, were it saved now. Nothing is changed by asking. */
export interface PolicyImpact {
  /** Everything that is wrong with the fields, by path (`steps.0.required`), with a sentence about each. */
  readonly fields: Readonly<Record<string, string>>;
  /** How many accounts the inventory has. */
  readonly accounts: number;
  /** How many the draft matches. */
  readonly matched: number;
  /** How many of those it would win. */
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
  /** What is written as in another dialect. */
  readonly hints: readonly PatternHint[];
  /** What the policy says, in plain sentences. */
  readonly sentences: readonly string[];
  /** What becomes of accounts, in plain sentences. */
  readonly effects: readonly string[];
}
