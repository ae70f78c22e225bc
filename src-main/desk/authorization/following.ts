import type { DeskEvent } from '#contract/events.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import type { Following } from './comparison.ts';

/** What follows from an event beside what the engine decides: keys are made outside it (desk/found.ts, desk/people/keys.ts). */
export function alsoFollows(event: DeskEvent, kind: WorkspaceKind): Following[] {
  if (event.type === 'desk.founded' && kind === 'real') return [{ type: 'recovery.issued', data: {} }];
  if (event.type === 'person.created' && kind === 'training')
    return [{ type: 'key.enrolled', data: { personId: event.data.id } }];
  return [];
}

/**
 * What is wrong with an event that only ever follows from another one, and here does not, as the rest of a sentence; null for every event
 * that somebody can cause by itself.
 */
export function strayed(event: DeskEvent): string | null {
  const from = (cause: string) => `${event.type} follows from ${cause}, and none comes right before it`;
  switch (event.type) {
    case 'step.completed':
      return from('the last approval that its step needs');
    case 'grant.started':
      return from('the last approval that its request needs, or a break-glass');
    case 'request.cancelled':
      if (event.data.cause === 'requesterDisabled') return from('the disabling of its requester');
      if (event.data.cause === 'requesterBecameAuditor') return from('its requester becoming an auditor');
      return event.data.cause === 'clockCorrected' ? from('a correction of the clock') : null;
    case 'grant.revoked':
      if (event.data.cause === 'holderDisabled') return from('the disabling of its holder');
      if (event.data.cause === 'holderBecameAuditor') return from('its holder becoming an auditor');
      return event.data.cause === 'clockCorrected' ? from('a correction of the clock') : null;
    default:
      return null;
  }
}
