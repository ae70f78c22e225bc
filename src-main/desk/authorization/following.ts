import type { DeskEvent } from '#contract/events.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import type { Following } from './comparison.ts';

/** The key events that must follow besides the engine's facts: keys are made outside the engine (desk/found.ts, desk/people/keys.ts). */
export function keyEventsAfter(event: DeskEvent, kind: WorkspaceKind): Following[] {
  if (event.type === 'desk.founded' && kind === 'real') return [{ type: 'recovery.issued', data: {} }];
  if (event.type === 'person.created' && kind === 'training')
    return [{ type: 'key.enrolled', data: { personId: event.data.id } }];
  return [];
}

/**
 * Why an event that only follows from another one is wrong without it; null for every event that a person can
 * cause by itself.
 */
export function whyNotByItself(event: DeskEvent): string | null {
  const { type } = event;
  switch (type) {
    case 'step.completed':
    case 'grant.started':
      return t(`replay.follows.${type}`, { type });
    case 'request.cancelled':
    case 'grant.revoked': {
      const { cause } = event.data;
      return cause === 'admin' || cause === 'requester' ? null : t(`replay.follows.${cause}`, { type });
    }
    default:
      return null;
  }
}
