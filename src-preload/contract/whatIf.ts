import { z } from 'zod';
import type { PersonName } from './people.ts';
import { type ImpactedAccounts, type ImpactedPolicy, policyDraft } from './policyImpact.ts';
import type { RequestStatus } from './requests.ts';
import { instant, oneOf, type PolicyId, page, policyId, type RequestId, type WhatIfId, whatIfId } from './scalars.ts';

/**
 * What a past request would have met, were the draft in force, beside what it met when it was filed; several may be true of one. SAME: none
 * of the others is.
 */
export const whatIfFindings = [
  'ANOTHER_POLICY',
  'NO_POLICY',
  'DURATION_REFUSED',
  'JUSTIFICATION_MISSING',
  'TICKET_MISSING',
  'TOO_FEW_APPROVERS',
  'OTHER_STEPS',
  'OTHER_RULES',
  'SAME',
] as const;
export type WhatIfFinding = (typeof whatIfFindings)[number];

/**
 * What would have become of it: refused when it was filed, lapsed before it was decided, the same end as it had; or undetermined, because that
 * depends on what people would have decided.
 */
export const whatIfFates = ['refused', 'expired', 'same', 'undetermined'] as const;
export type WhatIfFate = (typeof whatIfFates)[number];

export const whatIfStates = ['running', 'done', 'cancelled', 'failed'] as const;
export type WhatIfState = (typeof whatIfStates)[number];

const run = { id: whatIfId };

export const whatIfInputs = {
  startWhatIf: z.strictObject({
    draft: policyDraft,
    /** The policy whose next version this would be; left out for a new one. */
    replaces: policyId.optional(),
    submittedFrom: instant.optional(),
    submittedTo: instant.optional(),
  }),
  whatIf: z.strictObject(run),
  cancelWhatIf: z.strictObject(run),
  whatIfRequests: z.strictObject({
    ...run,
    finding: z.enum(whatIfFindings, oneOf(whatIfFindings)).optional(),
    fate: z.enum(whatIfFates, oneOf(whatIfFates)).optional(),
    ...page,
  }),
};

export interface WhatIfStarted {
  readonly id: WhatIfId;
}

/** How far a run is, and what it has found so far. Its requests are looked at from the newest back. */
export interface WhatIfProgress {
  readonly state: WhatIfState;
  /** How many requests were looked at, of how many in all. */
  readonly done: number;
  readonly total: number;
  /** How many of them the draft would have had nothing to do with, and how many it would. */
  readonly untouched: number;
  readonly touched: number;
  readonly findings: Readonly<Record<WhatIfFinding, number>>;
  readonly fates: Readonly<Record<WhatIfFate, number>>;
  /** What `foresee` says of the accounts of the inventory; null until that is worked out. */
  readonly accounts: {
    readonly total: number;
    readonly gains: ImpactedAccounts;
    readonly loses: ImpactedAccounts;
    readonly changes: ImpactedAccounts;
  } | null;
  /** Why it failed, in a sentence; null unless it did. */
  readonly message: string | null;
}

export interface WhatIf extends WhatIfProgress, WhatIfStarted {}

/** A past request that the draft would have touched. */
export interface WhatIfRequest {
  readonly requestId: RequestId;
  readonly number: number;
  readonly requester: PersonName;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  readonly submittedAt: string;
  /** What had become of it when the run looked at it. */
  readonly status: RequestStatus;
  /** The version under which it was filed. */
  readonly from: { readonly policyId: PolicyId; readonly name: string; readonly version: number };
  /** What it would have met; null for no policy at all. */
  readonly to: ImpactedPolicy | null;
  readonly findings: readonly WhatIfFinding[];
  readonly fate: WhatIfFate;
  /** What would have become of it and why, or why that cannot be known. */
  readonly sentence: string;
}
