import { grantInputs } from '#contract/grants.ts';
import { release, reviewBypass, revoke } from '../../engine/grant/commands.ts';
import { loadGrant } from '../../store/queries/grants.ts';
import { type Expectation, whyNotEntered } from './comparison.ts';
import { type ActorContext, absent, type EventOf } from './context.ts';

type GrantEvent = EventOf<'grant.revoked' | 'grant.released' | 'bypass.reviewed'>;

/** Replays the end of a grant or the review of a break-glass (desk/grants/changes.ts). */
export function replayGrant({ db, actor, rules }: ActorContext, event: GrantEvent): Expectation {
  const id = event.type === 'bypass.reviewed' ? event.data.grantId : event.data.id;
  const grant = loadGrant(db, id);
  if (!grant) return absent('grant');
  switch (event.type) {
    case 'grant.revoked': {
      const { reason } = event.data;
      return whyNotEntered(grantInputs.revoke, { id, reason }, rules) ?? revoke(grant, reason);
    }
    case 'grant.released':
      return release(grant, actor);
    case 'bypass.reviewed': {
      const { comment } = event.data;
      return whyNotEntered(grantInputs.reviewBypass, { id, comment }, rules) ?? reviewBypass(grant, actor, comment);
    }
  }
}
