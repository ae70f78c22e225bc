import { z } from 'zod';
import type { Grant } from './grants.ts';
import type { PersonContact, PersonName } from './people.ts';
import type { IneligibilityReason, Refusal, RefusalCode } from './refusal.ts';
import {
  durationSeconds,
  flag,
  instant,
  name,
  optionalText,
  type PolicyId,
  page,
  pattern,
  personId,
  policyId,
  type RequestId,
  requestId,
  requiredText,
  searchText,
} from './scalars.ts';

export const requestStatuses = ['open', 'approved', 'rejected', 'cancelled', 'expired'] as const;
export const stepStatuses = ['waiting', 'open', 'complete', 'rejected', 'skipped'] as const;
export const decisionKinds = ['approved', 'rejected', 'withdrawn', 'bypassed'] as const;
export const requestSorts = ['newest', 'oldest', 'expiring'] as const;
export const viewerActions = ['approve', 'reject', 'withdraw', 'cancel', 'bypass'] as const;
export type RequestStatus = (typeof requestStatuses)[number];
export type StepStatus = (typeof stepStatuses)[number];
export type DecisionKind = (typeof decisionKinds)[number];
export type RequestSort = (typeof requestSorts)[number];
export type ViewerAction = (typeof viewerActions)[number];

/** Fewest characters of the reason for a break-glass (DESIGN.md, "Break-glass"). */
export const MIN_BYPASS_REASON_CHARACTERS = 10;

const filters = {
  status: z.enum(requestStatuses, { error: 'This must be open, approved, rejected, cancelled or expired.' }).optional(),
  waitingOnMe: flag.optional(),
  mine: flag.optional(),
  /** The one request that has this number. */
  number: z.int({ error: 'This must be a whole number.' }).min(1, 'Requests are counted from 1.').optional(),
  requesterId: personId.optional(),
  policyId: policyId.optional(),
  resource: pattern.optional(),
  account: pattern.optional(),
  text: searchText.optional(),
  submittedFrom: instant.optional(),
  submittedTo: instant.optional(),
  stuck: flag.optional(),
};

const decision = z.strictObject({ id: requestId, comment: optionalText });

export const requestInputs = {
  preview: z.strictObject({
    resource: name,
    account: name,
    durationSeconds: durationSeconds.optional(),
    requesterId: personId.optional(),
  }),
  submit: z.strictObject({
    resource: name,
    account: name,
    durationSeconds,
    justification: optionalText,
    ticket: optionalText,
    requesterId: personId.optional(),
  }),
  get: z.strictObject({ id: requestId }),
  list: z.strictObject({
    ...filters,
    sort: z.enum(requestSorts, { error: 'This must be newest, oldest or expiring.' }).default('newest'),
    ...page,
  }),
  counts: z.strictObject(filters),
  approve: decision,
  reject: decision,
  withdraw: decision,
  cancel: decision,
  bypass: z.strictObject({
    id: requestId,
    reason: requiredText.refine(
      (text) => [...text].length >= MIN_BYPASS_REASON_CHARACTERS,
      `The reason must have at least ${MIN_BYPASS_REASON_CHARACTERS} characters.`,
    ),
  }),
};

export interface Decision {
  readonly person: PersonName;
  readonly decision: DecisionKind;
  readonly comment: string | null;
  readonly at: string;
}

export interface RequestStep {
  /** From 1. */
  readonly position: number;
  readonly name: string | null;
  readonly required: number;
  /** How many approvals count now. */
  readonly approved: number;
  readonly status: StepStatus;
  readonly eligible: readonly PersonName[];
  /** Of an open step, who could approve it now: eligible, and with no approval that counts yet. Of others nobody. */
  readonly waitingFor: readonly PersonName[];
  /** Who would be eligible, had an admin not reset their key after the request was filed. */
  readonly keyReset: readonly PersonName[];
  readonly decisions: readonly Decision[];
}

/** Why an action is not there for the viewer. */
export interface MissingAction {
  readonly action: ViewerAction;
  readonly code: RefusalCode;
  readonly reason?: IneligibilityReason | undefined;
  readonly message: string;
}

export interface Viewer {
  readonly canApprove: boolean;
  readonly canReject: boolean;
  readonly canWithdraw: boolean;
  readonly canCancel: boolean;
  readonly canBypass: boolean;
  readonly why: readonly MissingAction[];
}

export interface AccessRequest {
  readonly id: RequestId;
  readonly number: number;
  readonly status: RequestStatus;
  readonly stuck: boolean;
  readonly stuckBecause: string | null;
  readonly requester: PersonContact;
  readonly filedBy: PersonContact | null;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  readonly justification: string | null;
  readonly ticket: string | null;
  readonly submittedAt: string;
  readonly expiresAt: string;
  readonly closedAt: string | null;
  readonly policy: {
    readonly id: PolicyId;
    readonly name: string;
    readonly version: number;
    readonly because: string;
    readonly isCurrentVersion: boolean;
  };
  readonly steps: readonly RequestStep[];
  /** Who cancelled it and what they said; null unless it was cancelled. */
  readonly cancelled: { readonly by: PersonName; readonly comment: string | null } | null;
  readonly grant: Grant | null;
  readonly viewer: Viewer;
}

export interface RequestPreview {
  readonly policy: {
    readonly name: string;
    readonly because: string;
    readonly duration: { readonly minSeconds: number; readonly maxSeconds: number };
    readonly requireJustification: boolean;
    readonly requireTicket: boolean;
  } | null;
  readonly steps: readonly { readonly name: string | null; readonly required: number; readonly eligible: number }[];
  /** What `requests.submit` would answer now, were it refused. */
  readonly refusal: Refusal | null;
}

export interface RequestCounts {
  readonly open: number;
  readonly approved: number;
  readonly rejected: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly waitingOnMe: number;
  /** True when a count stopped at 10,000. */
  readonly capped: boolean;
}
