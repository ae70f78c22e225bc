import type { Fact } from '#contract/events.ts';
import type { Topic } from '#contract/names.ts';

/** What a window has to look at again after an event. */
export function topicsOf(type: Fact['type']): readonly Topic[] {
  switch (type) {
    case 'desk.founded':
    case 'rules.adopted':
    case 'clock.advanced':
    case 'passphrase.changed':
    case 'signin.failed':
    case 'recovery.issued':
      return ['session', 'ledger'];
    case 'deskKey.enrolled':
      return ['settings', 'session', 'ledger'];
    case 'person.created':
    case 'key.enrolled':
      return ['people', 'session', 'ledger'];
    case 'clock.corrected':
    case 'clock.confirmed':
      return ['session', 'requests', 'grants', 'ledger'];
    case 'enrolment.issued':
    case 'recovery.used':
      return ['people', 'session', 'requests', 'ledger'];
    case 'person.updated':
    case 'person.disabled':
    case 'person.enabled':
      return ['people', 'groups', 'session', 'requests', 'ledger'];
    case 'group.created':
    case 'group.updated':
    case 'group.removed':
      return ['groups', 'requests', 'ledger'];
    case 'accounts.imported':
      return ['accounts', 'ledger'];
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
      return ['policies', 'requests', 'ledger'];
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
      return ['requests', 'ledger'];
    case 'desk.updated':
      return ['settings', 'session', 'proposals', 'ledger'];
    case 'proposal.made':
    case 'proposal.approved':
    case 'proposal.rejected':
    case 'proposal.withdrawn':
      return ['proposals', 'ledger'];
    case 'grant.started':
    case 'grant.expired':
    case 'grant.revoked':
    case 'grant.released':
    case 'bypass.reviewed':
      return ['grants', 'requests', 'ledger'];
  }
}
