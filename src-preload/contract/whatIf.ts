import { z } from 'zod';
import type { PersonName } from './people.ts';
import { type ImpactedAccounts, type ImpactedPolicy, policyDraft } from './policyImpact.ts';
import type { RequestStatus } from './requests.ts';
import { instant, oneOf, type PolicyId, page, policyId, type RequestId, type WhatIfId, whatIfId } from './scalars.ts';

/**
 * How a past request would have been treated differently under the draft than when it was filed; several can apply to one
 * request. SAME: none of the others applies.
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
 * The outcome of a past request under the draft: refused on filing, expired before it was decided, or the same as it was.
 * `undetermined`: it depends on decisions that people did not have to make.
 */
export const whatIfFates = ['refused', 'expired', 'same', 'undetermined'] as const;
export type WhatIfFate = (typeof whatIfFates)[number];

export const whatIfStates = ['running', 'done', 'cancelled', 'failed'] as const;
export type WhatIfState = (typeof whatIfStates)[number];

const run = { id: whatIfId };

export const whatIfInputs = {
  startWhatIf: z.strictObject({
    draft: policyDraft,
    /** The policy that the draft changes; left out for a new one. */
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

/** Progress and results of a run. It simulates requests from the newest to the oldest. */
export interface WhatIfProgress {
  readonly state: WhatIfState;
  /** Requests simulated so far, and all requests of the run. */
  readonly done: number;
  readonly total: number;
  /** How many of them the draft would not have affected, and how many it would. */
  readonly untouched: number;
  readonly touched: number;
  readonly findings: Readonly<Record<WhatIfFinding, number>>;
  readonly fates: Readonly<Record<WhatIfFate, number>>;
  /** What `foresee` answers about the accounts of the inventory; null until it is computed. */
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

/** A past request that the draft would have affected. */
export interface WhatIfRequest {
  readonly requestId: RequestId;
  readonly number: number;
  readonly requester: PersonName;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  readonly submittedAt: string;
  /** Its status when the run simulated it. */
  readonly status: RequestStatus;
  /** The version under which it was filed. */
  readonly from: { readonly policyId: PolicyId; readonly name: string; readonly version: number };
  /** The policy that would have matched; null if none. */
  readonly to: ImpactedPolicy | null;
  readonly findings: readonly WhatIfFinding[];
  readonly fate: WhatIfFate;
  /** Its outcome under the draft and why, or why it cannot be known. */
  readonly sentence: string;
}
