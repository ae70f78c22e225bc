/** Why a call was refused. Stable: callers branch on these (docs/contract-reference.md#codes-of-refusals). */
export const refusalCodes = [
  'INVALID_INPUT',
  'NOT_SIGNED_IN',
  'FORBIDDEN',
  'NOT_FOUND',
  'NAME_TAKEN',
  'IN_USE',
  'LAST_ADMIN',
  'STALE',
  'NO_MATCHING_POLICY',
  'DURATION_OUT_OF_RANGE',
  'QUORUM_IMPOSSIBLE',
  'DUPLICATE_REQUEST',
  'NOT_OPEN',
  'NOT_ELIGIBLE',
  'NOTHING_TO_WITHDRAW',
  'BYPASS_NOT_ALLOWED',
  'NOT_ACTIVE',
  'LOOKS_ALIKE',
  'FOUR_EYES_NEEDED',
  'SIGN_IN_FAILED',
  'SIGN_IN_SLOWED',
  'PASSPHRASE_NEEDED',
  'CLOCK_WENT_BACK',
  'CLOCK_LEAPT',
  'LEDGER_BROKEN',
  'WORKSPACE_UNREADABLE',
  'INTERNAL',
] as const;

/** Why a person may not decide a request or a proposal; goes with the code NOT_ELIGIBLE. */
export const ineligibilityReasons = [
  'REQUESTER',
  'FILED_IT',
  'NOT_AN_APPROVER',
  'LATER_STEP',
  'EARLIER_STEP',
  'ALREADY_APPROVED',
  'COUNTED_IN_EARLIER_STEP',
  'NEEDED_IN_LATER_STEP',
  'KEY_RESET',
  'REQUESTER_IS_AUDITOR',
  'PROPOSED_IT',
  'NOT_THE_PROPOSER',
  'PROPOSER_LEFT',
  'ENROLLED_LATER',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
export type IneligibilityReason = (typeof ineligibilityReasons)[number];

/**
 * A refused call. `message` is a full sentence for a person. `fields` goes with INVALID_INPUT: the path of each wrong
 * field (`steps.0.required`) and a sentence about it. `retryAt` goes with SIGN_IN_SLOWED and SIGN_IN_FAILED: when the next try is heard, ISO
 * 8601 UTC.
 */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly reason?: IneligibilityReason | undefined;
  readonly retryAt?: string | undefined;
}

/** The answer to every call. */
export type Answer<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: Refusal };
