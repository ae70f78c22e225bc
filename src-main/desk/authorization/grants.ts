import { release, reviewBypass, revoke } from '../../engine/grant/commands.ts';
import { loadGrant } from '../../store/queries/grants.ts';
import type { Expectation } from './comparison.ts';
import { type ActorContext, absent, type EventOf } from './context.ts';
import { whyNotEnteredIn } from './entered.ts';

type GrantEvent = EventOf<'grant.revoked' | 'grant.released' | 'bypass.reviewed'>;

/** Replays the end of a grant or the review of a break-glass (desk/grants/changes.ts). */
export function replayGrant(context: ActorContext, event: GrantEvent): Expectation {
  const { db, actor } = context;
  const id = event.type === 'bypass.reviewed' ? event.data.grantId : event.data.id;
  const grant = loadGrant(db, id);
  if (!grant) return absent('grant');
  const wrong = whyNotEnteredIn(context, event);
  if (wrong !== null) return wrong;
  switch (event.type) {
    case 'grant.revoked':
      return revoke(grant, event.data.reason);
    case 'grant.released':
      return release(grant, actor);
    case 'bypass.reviewed':
      return reviewBypass(grant, actor, event.data.comment);
  }
}
