import { grantInputs } from '#contract/grants.ts';
import { release, reviewBypass, revoke } from '../../engine/grant/commands.ts';
import { loadGrant } from '../../store/queries/grants.ts';
import { type Expectation, unfit } from './comparison.ts';
import { type ActorContext, absent, type EventOf } from './context.ts';

type GrantEvent = EventOf<'grant.revoked' | 'grant.released' | 'bypass.reviewed'>;

/** Whether somebody could have ended a grant, or reviewed a break-glass, so (desk/grants/changes.ts). */
export function judgeGrant({ db, actor, rules }: ActorContext, event: GrantEvent): Expectation {
  const id = event.type === 'bypass.reviewed' ? event.data.grantId : event.data.id;
  const grant = loadGrant(db, id);
  if (!grant) return absent('grant');
  switch (event.type) {
    case 'grant.revoked': {
      const { reason } = event.data;
      return unfit(grantInputs.revoke, { id, reason }, rules) ?? revoke(grant, reason);
    }
    case 'grant.released':
      return release(grant, actor);
    case 'bypass.reviewed': {
      const { comment } = event.data;
      return unfit(grantInputs.reviewBypass, { id, comment }, rules) ?? reviewBypass(grant, actor, comment);
    }
  }
}
