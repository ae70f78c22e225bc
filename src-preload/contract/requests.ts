import { z } from 'zod';
import type { EventType } from './events.ts';
import type { Grant } from './grants.ts';
import type { PersonContact, PersonName } from './people.ts';
import type { PolicyMatch } from './policies.ts';
import type { IneligibilityReason, Refusal, RefusalCode } from './refusal.ts';
import {
  durationSeconds,
  flag,
  type GroupId,
  instant,
  name,
  oneOf,
  optionalText,
  type PolicyId,
  page,
  pattern,
  personId,
  policyId,
  type RequestId,
  requestId,
  requiredText,
  says,
  searchText,
  visibleCharacters,
} from './scalars.ts';

export const requestStatuses = ['open', 'approved', 'rejected', 'cancelled', 'expired'] as const;
export const stepStatuses = ['waiting', 'open', 'complete', 'rejected', 'skipped'] as const;
export const decisionKinds = ['approved', 'rejected', 'withdrawn', 'bypassed'] as const;
/** The kinds of texts of a request's thread: approvers and admins ask, the requester and the filer answer. */
export const threadTextKinds = ['question', 'answer'] as const;
export const requestSorts = ['newest', 'oldest', 'expiring'] as const;
export const viewerActions = ['approve', 'reject', 'withdraw', 'cancel', 'bypass'] as const;
export type RequestStatus = (typeof requestStatuses)[number];
export type StepStatus = (typeof stepStatuses)[number];
export type DecisionKind = (typeof decisionKinds)[number];
export type ThreadTextKind = (typeof threadTextKinds)[number];
export type RequestSort = (typeof requestSorts)[number];
export type ViewerAction = (typeof viewerActions)[number];

/** Fewest visible characters of the reason for a break-glass (docs/rules.md#break-glass). */
export const MIN_BYPASS_REASON_CHARACTERS = 10;

/** Most people that a preview lists for a step; it counts all of them. */
export const MAX_PREVIEWED_PEOPLE = 20;
/** Most losing policies and most remedies that an answer lists; it counts all of them. */
export const MAX_SHADOWED_POLICIES = 20;
export const MAX_REMEDIES = 20;

const filters = {
  status: z.enum(requestStatuses, oneOf(requestStatuses)).optional(),
  waitingOnMe: flag.optional(),
  mine: flag.optional(),
  /** The one request that has this number. */
  number: z.int(says('input.wholeNumber')).min(1, says('input.requestMin')).optional(),
  requesterId: personId.optional(),
  policyId: policyId.optional(),
  resource: pattern.optional(),
  account: pattern.optional(),
  text: searchText.optional(),
  submittedFrom: instant.optional(),
  submittedTo: instant.optional(),
  stuck: flag.optional(),
  /** Whether the newest text of its thread is a question. */
  awaitsAnswer: flag.optional(),
};

const decision = z.strictObject({ id: requestId, comment: optionalText });

/** A text for the thread of a request. */
const threadText = z.strictObject({ id: requestId, text: requiredText });

/** An approval or a rejection. `seen` is the `newestEvent` of the request that was on screen when it was decided. */
const verdict = decision.extend({
  seen: z.int(says('input.eventNumber')).min(1, says('input.eventMin')).optional(),
});

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
  timeline: z.strictObject({ id: requestId, ...page }),
  policies: z.strictObject({ id: requestId }),
  remedies: z.strictObject({ id: requestId }),
  list: z.strictObject({
    ...filters,
    sort: z.enum(requestSorts, oneOf(requestSorts)).default('newest'),
    ...page,
  }),
  counts: z.strictObject(filters),
  approve: verdict,
  reject: verdict,
  withdraw: decision,
  cancel: decision,
  ask: threadText,
  answer: threadText,
  bypass: z.strictObject({
    id: requestId,
    reason: requiredText
      .refine(
        (text) => [...text].length >= MIN_BYPASS_REASON_CHARACTERS,
        says('input.reasonMin', { min: MIN_BYPASS_REASON_CHARACTERS }),
      )
      .refine(
        (text) =>
          [...text].length < MIN_BYPASS_REASON_CHARACTERS || visibleCharacters(text) >= MIN_BYPASS_REASON_CHARACTERS,
        {
          ...says('input.reasonVisible', { min: MIN_BYPASS_REASON_CHARACTERS }),
          params: { since: 2 },
        },
      ),
  }),
};

export interface Decision {
  readonly person: PersonName;
  readonly decision: DecisionKind;
  readonly comment: string | null;
  readonly at: string;
}

/** A text of a request's thread. */
export interface ThreadText {
  readonly person: PersonName;
  readonly kind: ThreadTextKind;
  readonly text: string;
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
  /** Open step: eligible people whose approval does not count yet. Other steps: empty. */
  readonly waitingFor: readonly PersonName[];
  /** People who are not eligible only because an admin reset their key after the request was filed. */
  readonly keyReset: readonly PersonName[];
  readonly decisions: readonly Decision[];
  /** The approvals that count although texts came after them, and how many: the newest of the thread. */
  readonly writtenAfter: readonly { readonly person: PersonName; readonly texts: number }[];
}

/** Why the viewer cannot take an action. */
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
  /** Whether the viewer can add a question to the thread, or an answer. Nobody can add both. */
  readonly canAsk: boolean;
  readonly canAnswer: boolean;
  /** Why the viewer can add neither; null if they can add one. */
  readonly whyNotWrite: Omit<MissingAction, 'action'> | null;
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
  /** The number of the newest event about it; pass it as `seen` with a decision. */
  readonly newestEvent: number;
  /** Questions and answers, the oldest first; at most 100. */
  readonly thread: readonly ThreadText[];
  /** Whether it is open and the newest text of its thread is a question. */
  readonly awaitsAnswer: boolean;
  readonly viewer: Viewer;
}

/** An event of a request, or of its policy, people or groups while it was open. */
export interface TimelineEntry {
  /** Of the event. */
  readonly sequence: number;
  /** When it happened; for an expiry, the time at which it was due. */
  readonly at: string;
  readonly type: EventType;
  /** Null where time caused it. */
  readonly actor: PersonName | null;
  readonly sentence: string;
  /** What the actor said with it. */
  readonly comment: string | null;
}

/** The policies that matched a request when it was filed. */
export interface RequestPolicies {
  readonly winner: PolicyMatch;
  /** Those that matched and lost, best first; the first {@link MAX_SHADOWED_POLICIES}. */
  readonly shadowed: readonly PolicyMatch[];
  readonly shadowedCount: number;
}

/** One change by an admin that helps to make a person an approver again. */
export type RemedyAction =
  | { readonly kind: 'enable' | 'changeRole' }
  | { readonly kind: 'readd'; readonly group: { readonly id: GroupId; readonly name: string } };

/** The changes that together make one person an approver again. */
export interface Remedy {
  readonly person: PersonName;
  readonly actions: readonly RemedyAction[];
  readonly sentence: string;
}

/** What an admin can do so that a stuck request can be completed again. Empty if it is not stuck. */
export interface Remedies {
  readonly stuckBecause: string | null;
  /** Each of these frees it alone; the first {@link MAX_REMEDIES}. */
  readonly alone: readonly Remedy[];
  readonly aloneCount: number;
  /** If no remedy is enough alone: a set that is, and of which none can be left out. */
  readonly together: readonly Remedy[];
  /** If no remedy is enough: what is still missing after all of them. */
  readonly missing: string | null;
  /** Approvers for whom there is no remedy, because their key was reset after the request was filed. */
  readonly keyReset: readonly PersonName[];
}

export interface RequestPreview {
  readonly policy: {
    readonly name: string;
    readonly because: string;
    readonly duration: { readonly minSeconds: number; readonly maxSeconds: number };
    readonly requireJustification: boolean;
    readonly requireTicket: boolean;
    /** How long it would wait for its approvals before it expires. */
    readonly pendingTtlSeconds: number;
  } | null;
  readonly steps: readonly {
    readonly name: string | null;
    readonly required: number;
    /** How many people could approve it, and who: the first {@link MAX_PREVIEWED_PEOPLE} by username. */
    readonly eligible: number;
    readonly people: readonly PersonName[];
  }[];
  /** The refusal that `requests.submit` would answer now; null if it would succeed. */
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
