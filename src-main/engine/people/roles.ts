import type { EventType } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';

const admins: readonly Role[] = ['admin'];

/**
 * The roles that may cause an event (CONTRACT.md, "Areas and verbs"), used by calls and by verification. Events that are missing here
 * depend on more than the role: on whose request, grant, name or key it is.
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
