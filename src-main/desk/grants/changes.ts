import { type Grant, grantInputs } from '../../../src-preload/contract/grants.ts';
import type { Answer } from '../../../src-preload/contract/refusal.ts';
import type { GrantId } from '../../../src-preload/contract/scalars.ts';
import { release, reviewBypass, revoke } from '../../engine/grant/commands.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { mayCause } from '../../engine/people/roles.ts';
import { loadGrant } from '../../store/queries/grants.ts';
import { notFound } from '../lookup.ts';
import { no, settle, type Writing, writes } from '../usecase.ts';
import { maySee } from './view.ts';

function changeGrant(context: Writing, id: GrantId, decide: (grant: Grant) => Outcome): Answer<Grant> {
  const { db } = context;
  const grant = loadGrant(db, id);
  if (!grant || !maySee(context, grant)) return no(notFound(db, 'grant', id));
  return settle(context, decide(grant), () => loadGrant(db, id) ?? grant);
}

export const grantChanges = {
  revoke: writes(grantInputs.revoke, { roles: mayCause['grant.revoked'] }, (context, { id, reason }) =>
    changeGrant(context, id, (grant) => revoke(grant, reason)),
  ),
  release: writes(grantInputs.release, {}, (context, { id }) =>
    changeGrant(context, id, (grant) => release(grant, context.person)),
  ),
  reviewBypass: writes(grantInputs.reviewBypass, { roles: mayCause['bypass.reviewed'] }, (context, { id, comment }) =>
    changeGrant(context, id, (grant) => reviewBypass(grant, context.person, comment)),
  ),
};
