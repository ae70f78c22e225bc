import type { Generated } from 'kysely';
import type { GrantStatus } from '#contract/grants.ts';
import type { NoticeKind } from '#contract/notices.ts';
import type { PersonStatus, Role } from '#contract/people.ts';
import type { PolicyStatus } from '#contract/policies.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import type { DecisionKind, RequestStatus } from '#contract/requests.ts';
import type { GrantId, GroupId, PersonId, PolicyId, ProposalId, RequestId, ViewId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import type { ViewPlace } from '#contract/views.ts';
import type { EventCode } from './eventCodes.ts';

declare const of: unique symbol;
/**
 * The whole number that stands for an id in tables that grow with requests and events: a UUID takes 36 bytes each time,
 * a key up to three (`ids.ts`).
 */
export type Key<Id extends string = string> = number & { readonly [of]: Id };

/** The tables as Kysely sees them. The migrations document their meaning. */
export interface Tables {
  ledger: { sequence: number; bytes: Uint8Array; hash: Uint8Array; signature: Uint8Array };
  fact_id: { key: Generated<Key>; id: string };
  fact_event: { sequence: number; type: EventCode; at: string; actor_key: Key<PersonId> | null };
  fact_event_subject: { subject_key: Key; sequence: number };
  fact_desk: {
    id: number;
    kind: WorkspaceKind;
    name: string;
    fingerprint: string;
    founded_at: string;
    four_eyes: Generated<number>;
    rules: Generated<number>;
    pattern_characters: Generated<number>;
  };
  local_clock: { id: number; vouched_at: string };
  fact_person: PersonRow;
  fact_person_word: { word: string; person_key: Key<PersonId> };
  fact_key: {
    id: string;
    person_id: PersonId | null;
    public_key: string;
    from_sequence: number;
    to_sequence: number | null;
  };
  fact_enrolment: EnrolmentRow;
  fact_key_reset: { person_id: PersonId; sequence: number; number: number };
  fact_recovery_kit: { key_id: string; sequence: number; current: number | null };
  fact_standing: { person_id: PersonId; from_sequence: number; to_sequence: number | null };
  fact_group: {
    id: GroupId;
    name: string;
    name_folded: string;
    created_sequence: number;
    removed_sequence: number | null;
    version: number;
  };
  fact_membership: {
    person_id: PersonId;
    group_id: GroupId;
    from_sequence: number;
    to_sequence: number | null;
    from_number: number;
    to_number: number | null;
  };
  fact_policy: {
    id: PolicyId;
    id_key: Key<PolicyId>;
    name: string;
    name_folded: string;
    status: PolicyStatus;
    version: number;
    created_at: string;
    updated_at: string;
    created_sequence: number;
    pattern_characters: number;
  };
  fact_policy_version: { policy_id: PolicyId; version: number; rules: string; sequence: number; from_number: number };
  fact_policy_ref: { policy_id: PolicyId; version: number; position: number; principal: PersonId | GroupId };
  fact_account: {
    number: number;
    resource: string;
    account: string;
    resource_folded: string;
    account_folded: string;
    kind: string | null;
    owner: string | null;
  };
  fact_account_import: { id: string; parts: number; accounts: number; last_sequence: number };
  fact_name: { id: Generated<number>; kind: 'resource' | 'account'; folded: string };
  fact_request: RequestRow;
  fact_request_block: { block: number; cells: Uint8Array };
  fact_request_status: { block: number; cells: Uint8Array };
  fact_decision: {
    number: number;
    sequence: number;
    position: number;
    person_key: Key<PersonId>;
    decision: DecisionKind;
    comment: string | null;
    at: string;
  };
  fact_text: { number: number; sequence: number; text: string };
  fact_unanswered: { number: number };
  fact_approval: { number: number; person_key: Key<PersonId>; position: number };
  fact_grant: GrantRow;
  fact_proposal: ProposalRow;
  search_request: { rowid: number; words: string };
  search_grant: { rowid: number; words: string };
  /** FTS5 takes commands in the column `search_account`. */
  search_account: { rowid: number; words: string; search_account: Generated<string> };
  local_key: { id: string; person_id: PersonId | null; private_key: Uint8Array };
  local_setting: { name: string; value: string };
  local_sign_in: { person_id: PersonId; failures: number; retry_at: string };
  local_stranger: { number: number; veiled: number; failures: number; retry_at: string };
  local_draft: {
    person_id: PersonId;
    policy_id: PolicyId | '';
    version: number | null;
    saved_at: string;
    draft: string;
  };
  local_notice: NoticeRow;
  local_notice_cursor: { person_id: PersonId; sequence: number };
  local_view: {
    id: ViewId;
    person_id: PersonId;
    place: ViewPlace;
    name: string;
    name_folded: string;
    filter: string;
    saved_at: string;
    version: number;
  };
  local_acknowledged: { person_id: PersonId; sequence: number };
  local_writer: { sqlite_version: number };
  local_schema: { cookie: number };
}

export interface PersonRow {
  id: PersonId;
  id_key: Key<PersonId>;
  username: string;
  username_folded: string;
  name: string;
  email: string;
  role: Role;
  status: PersonStatus;
  created_sequence: number;
  version: number;
  name_folded: string;
  /** 1 if another person, disabled people included, has the same folded name. */
  name_shared: number;
}

export interface EnrolmentRow {
  key_id: string;
  person_id: PersonId;
  sequence: number;
  issued_at: string;
  expires_at: string;
  reset: number;
  ended_sequence: number | null;
}

export interface RequestRow {
  number: number;
  id_key: Key<RequestId>;
  status: RequestStatus;
  requester_key: Key<PersonId>;
  filed_by_key: Key<PersonId> | null;
  resource_id: number;
  account_id: number;
  resource: string;
  account: string;
  duration_seconds: number;
  justification: string | null;
  ticket: string | null;
  policy_key: Key<PolicyId>;
  policy_version: number;
  because: string;
  submitted_at: string;
  expires_at: string;
  closed_at: string | null;
  submitted_sequence: number;
  closed_sequence: number | null;
  open_position: number;
  distinct_approvers: number;
  stuck_because: string | null;
  cancelled_by_key: Key<PersonId> | null;
  cancel_comment: string | null;
}

export interface GrantRow {
  sequence: number;
  id_key: Key<GrantId>;
  request_number: number;
  person_key: Key<PersonId>;
  resource_id: number;
  account_id: number;
  status: GrantStatus;
  starts_at: string;
  expires_at: string;
  ended_at: string | null;
  ended_by_key: Key<PersonId> | null;
  reason: string | null;
  bypass_reason: string | null;
  reviewed_by_key: Key<PersonId> | null;
  reviewed_at: string | null;
  review_comment: string | null;
}

export interface NoticeRow {
  number: number;
  person_id: PersonId;
  kind: NoticeKind;
  sequence: number;
  subject_id: string;
  at: string;
  read: Generated<number>;
}

export interface ProposalRow {
  number: number;
  id: ProposalId;
  status: ProposalStatus;
  proposer_id: PersonId;
  sequence: number;
  proposed_at: string;
  comment: string | null;
  changes: string;
  closed_by_id: PersonId | null;
  closed_at: string | null;
  closed_comment: string | null;
}
