import { MAX_REMEDIES, requestInputs } from '#contract/requests.ts';
import { remediesOf } from '../../engine/request/remedies.ts';
import { groupName } from '../../store/queries/groups.ts';
import { ok, reads } from '../usecase.ts';
import { findVisible } from './visible.ts';

/** What an admin could do so that a stuck request can be completed again. */
export const requestRemedies = reads(requestInputs.remedies, { roles: ['admin'] }, (context, { id }) => {
  const found = findVisible(context, id);
  if (!found.ok) return found;
  const remedies = remediesOf(found.result.progress, (group) => groupName(context.db, group) ?? group);
  return ok({ ...remedies, alone: remedies.alone.slice(0, MAX_REMEDIES), aloneCount: remedies.alone.length });
});
