import { eventCatalogue } from '#contract/events.ts';
import { type EndedGrant, type Grant, grantInputs } from '#contract/grants.ts';
import type { Answer } from '#contract/refusal.ts';
import type { GrantId } from '#contract/scalars.ts';
import { release, reviewBypass, revoke } from '../../engine/grant/commands.ts';
import { goesOnText } from '../../engine/notification/words.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { keptOpenAt, loadGrant } from '../../store/queries/grants.ts';
import { notFound } from '../kernel/lookup.ts';
import { commitOr, deskKind, ok, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { grantInWords } from '../wording/reasons.ts';
import { maySee } from './view.ts';

function changeGrant(context: Writing, id: GrantId, decide: (grant: Grant) => Outcome): Answer<Grant> {
  const { db } = context;
  const grant = loadGrant(db, id);
  if (!grant || !maySee(context, grant)) return refuse(notFound(db, 'grant', id));
  return commitOr(context, decide(grant), () => grantInWords(db, loadGrant(db, id) ?? grant));
}

// Another grant may keep the same access open: the answer says so.
function endGrant(context: Writing, id: GrantId, decide: (grant: Grant) => Outcome): Answer<EndedGrant> {
  const { core, db, now } = context;
  const ended = changeGrant(context, id, decide);
  if (!ended.ok) return ended;
  const kept = keptOpenAt(db, id, core.clock.accessAt(deskKind(db), now));
  if (!kept) return ok({ ...ended.result, stillOpen: null });
  const { grantId, requestNumber, expiresAt: until } = kept;
  const sentence = goesOnText({ until, number: requestNumber });
  return ok({ ...ended.result, stillOpen: { grantId, requestNumber, until, sentence } });
}

export const grantChanges = {
  revoke: writes(grantInputs.revoke, { roles: eventCatalogue['grant.revoked'].roles }, (context, { id, reason }) =>
    endGrant(context, id, (grant) => revoke(grant, reason)),
  ),
  release: writes(grantInputs.release, {}, (context, { id }) =>
    endGrant(context, id, (grant) => release(grant, context.person)),
  ),
  reviewBypass: writes(
    grantInputs.reviewBypass,
    { roles: eventCatalogue['bypass.reviewed'].roles },
    (context, { id, comment }) => changeGrant(context, id, (grant) => reviewBypass(grant, context.person, comment)),
  ),
};
