import type { DeskEvent } from '#contract/events.ts';
import type { WriteTx } from '../connection.ts';
import { projectAccounts } from './accounts.ts';
import { projectDesk, projectDeskUpdate, projectRules } from './desk.ts';
import { projectEvent } from './event.ts';
import { projectGrant } from './grants.ts';
import { projectGroup } from './groups.ts';
import { projectKey } from './keys.ts';
import { projectPerson } from './people.ts';
import { projectPolicy } from './policies.ts';
import { projectProposal } from './proposals.ts';
import { projectRequest } from './requests.ts';

/** What a projection may leave out. */
export interface Projecting {
  /** Whether what only lists of requests read is kept: statuses in blocks, approvals in force. If not, {@link fillForLists} makes it at the end. */
  readonly forLists: boolean;
}

/**
 * Brings the tables `fact_*` up to an event, for the live commit and the replay alike. Uses no rule, clock or
 * generator: the event holds all results. `hash` is the event's own, lower-case hexadecimal.
 */
export function project(
  tx: WriteTx,
  event: DeskEvent,
  hash: string,
  { forLists }: Projecting = { forLists: true },
): void {
  projectEvent(tx, event);
  switch (event.type) {
    case 'desk.founded':
      return projectDesk(tx, event, hash);
    case 'desk.updated':
      return projectDeskUpdate(tx, event);
    case 'rules.adopted':
      return projectRules(tx, event);
    case 'clock.advanced':
    case 'clock.corrected':
    case 'clock.confirmed':
    case 'passphrase.changed':
    case 'signin.failed':
      return;
    case 'person.created':
    case 'person.updated':
    case 'person.disabled':
    case 'person.enabled':
      return projectPerson(tx, event);
    case 'key.enrolled':
    case 'enrolment.issued':
    case 'recovery.issued':
    case 'recovery.used':
    case 'deskKey.enrolled':
      return projectKey(tx, event);
    case 'group.created':
    case 'group.updated':
    case 'group.removed':
      return projectGroup(tx, event);
    case 'accounts.imported':
      return projectAccounts(tx, event);
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
      return projectPolicy(tx, event);
    case 'request.submitted':
    case 'request.approved':
    case 'request.rejected':
    case 'approval.withdrawn':
    case 'step.completed':
    case 'request.bypassed':
    case 'request.cancelled':
    case 'request.expired':
    case 'request.stuck':
    case 'request.unstuck':
    case 'question.asked':
    case 'answer.given':
      return projectRequest(tx, event, forLists);
    case 'grant.started':
    case 'grant.expired':
    case 'grant.revoked':
    case 'grant.released':
    case 'bypass.reviewed':
      return projectGrant(tx, event);
    case 'proposal.made':
    case 'proposal.approved':
    case 'proposal.rejected':
    case 'proposal.withdrawn':
      return projectProposal(tx, event);
  }
}
