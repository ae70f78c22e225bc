import type { EventType } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';

const admins: readonly Role[] = ['admin'];

/**
 * Whose role lets them cause an event (docs/contract.md#areas-and-verbs), where the role says so: what is called, and what verification
 * accepts. What is not here turns on more than a role: on whose request, grant, name or key it is.
 */
export const mayCause = {
  'clock.corrected': admins,
  'person.created': admins,
  'person.disabled': admins,
  'person.enabled': admins,
  'enrolment.issued': admins,
  'recovery.issued': admins,
  'deskKey.enrolled': admins,
  'group.created': admins,
  'group.updated': admins,
  'group.removed': admins,
  'accounts.imported': admins,
  'policy.created': admins,
  'policy.updated': admins,
  'policy.archived': admins,
  'policy.restored': admins,
  'desk.updated': admins,
  'proposal.made': admins,
  'proposal.approved': admins,
  'proposal.rejected': admins,
  'proposal.withdrawn': admins,
  'grant.revoked': admins,
  'bypass.reviewed': admins,
} as const satisfies Partial<Record<EventType, readonly Role[]>>;
