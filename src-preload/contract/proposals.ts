import { z } from 'zod';
import type { PersonName } from './people.ts';
import type { PolicyRules } from './policies.ts';
import type { PolicyChange } from './policyHistory.ts';
import type { IneligibilityReason, RefusalCode } from './refusal.ts';
import { oneOf, optionalText, type PolicyId, type ProposalId, page, proposalId, says } from './scalars.ts';

/** Most changes in one proposal: they are one event, and an admin has to read all of them. */
export const MAX_CHANGES_IN_PROPOSAL = 500;

/** Calls that change who decides what; they become proposals while four eyes is on (docs/decisions/0015). */
export const proposable = {
  people: ['create', 'update', 'enable', 'import', 'issueCode', 'issueCodes'],
  groups: ['create', 'update', 'remove'],
  policies: ['create', 'update', 'archive', 'restore', 'apply'],
  settings: ['update'],
  session: ['issueKit', 'enrolDeskKey'],
} as const;

export const proposalStatuses = ['open', 'approved', 'rejected', 'withdrawn'] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

const call = z.string(says('input.text')).max(64, says('input.callTooLong'));

export const proposalInputs = {
  /** The proposed call and its input. A call that would be refused cannot be proposed. */
  make: z.strictObject({ area: call, verb: call, input: z.unknown(), comment: optionalText }),
  /** Previews the proposal that `make` would create. */
  preview: z.strictObject({ area: call, verb: call, input: z.unknown() }),
  list: z.strictObject({
    status: z.enum(proposalStatuses, oneOf(proposalStatuses)).optional(),
    ...page,
  }),
  get: z.strictObject({ id: proposalId }),
  approve: z.strictObject({ id: proposalId, comment: optionalText }),
  reject: z.strictObject({ id: proposalId, comment: optionalText }),
  withdraw: z.strictObject({ id: proposalId, comment: optionalText }),
};

/** A proposal as lists show it. */
export interface ProposalSummary {
  readonly id: ProposalId;
  /** Counts from 1; people name the proposal by it. */
  readonly number: number;
  readonly status: ProposalStatus;
  /** The change as an instruction: `Change the policy “production”.` */
  readonly summary: string;
  readonly changeCount: number;
  readonly proposedBy: PersonName;
  readonly proposedAt: string;
  readonly comment: string | null;
  readonly closedBy: PersonName | null;
  readonly closedAt: string | null;
  readonly closedComment: string | null;
}

/** One change of a proposal: its subject and the differences. */
export interface ProposedChange {
  readonly subject: {
    readonly kind: 'person' | 'group' | 'policy' | 'key' | 'recoveryKit' | 'desk';
    /** Null for subjects without an id: the recovery kit, the desk itself and its key. */
    readonly id: string | null;
    readonly name: string;
  };
  /** As in `summary`. */
  readonly sentence: string;
  readonly differences: readonly PolicyChange[];
  /** The rules that a policy would get, and the policy that would get them (null for a new one); null for other changes. */
  readonly draft: { readonly rules: PolicyRules; readonly replaces: PolicyId | null } | null;
  /** Open proposals: why the change cannot be made now, because its subject changed since; otherwise null. */
  readonly outdated: string | null;
}

/** The preview of a proposal. */
export type ProposalPreview = Pick<Proposal, 'summary' | 'changes'>;

export const proposalActions = ['approve', 'reject', 'withdraw'] as const;
export type ProposalAction = (typeof proposalActions)[number];

export interface MissingProposalAction {
  readonly action: ProposalAction;
  readonly code: RefusalCode;
  readonly reason?: IneligibilityReason;
  readonly message: string;
}

export interface Proposal extends ProposalSummary {
  readonly changes: readonly ProposedChange[];
  readonly viewer: {
    readonly canApprove: boolean;
    readonly canReject: boolean;
    readonly canWithdraw: boolean;
    /** The reason for each action that the viewer cannot take. */
    readonly why: readonly MissingProposalAction[];
  };
}
