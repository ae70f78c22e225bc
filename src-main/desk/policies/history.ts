import { policyHistoryInputs } from '#contract/policyHistory.ts';
import { difference } from '../../engine/policy/difference.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { listPolicyHistory } from '../../store/queries/policyHistory.ts';
import { notFound } from '../lookup.ts';
import { ok, paged, reads, refuse } from '../usecase.ts';
import { namesIn } from './names.ts';
import { noVersion, POLICY_READERS } from './view.ts';

export const policyHistory = {
  history: reads(policyHistoryInputs.history, { roles: POLICY_READERS }, ({ db }, input) =>
    loadPolicy(db, input.id) ? paged(listPolicyHistory(db, input)) : refuse(notFound(db, 'policy', input.id)),
  ),
  difference: reads(policyHistoryInputs.difference, { roles: POLICY_READERS }, ({ db }, { id, from, to }) => {
    if (!loadPolicy(db, id)) return refuse(notFound(db, 'policy', id));
    const [before, after] = [loadPolicy(db, id, from), loadPolicy(db, id, to)];
    if (!before) return refuse(noVersion(from));
    if (!after) return refuse(noVersion(to));
    return ok({ changes: difference(before, after, namesIn(db)) });
  }),
};
