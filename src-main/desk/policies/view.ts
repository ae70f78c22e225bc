import { policyInputs } from '#contract/policies.ts';
import { policyHistoryInputs } from '#contract/policyHistory.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { difference } from '../../engine/policy/difference.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { listPolicyHistory } from '../../store/queries/policyHistory.ts';
import { listPolicies } from '../../store/queries/policyList.ts';
import { notFound } from '../kernel/lookup.ts';
import { ok, paged, reads, refuse } from '../kernel/usecase.ts';
import { namesIn } from './load.ts';

/** The roles that see policies (docs/contract.md). */
export const POLICY_READERS = ['admin', 'auditor'] as const;

/** Refused because a policy does not have this version. */
function noVersion(version: number): Refusal {
  return refusal('NOT_FOUND', t('desk.policies.noVersion', { version }));
}

export const policyQueries = {
  get: reads(policyInputs.get, { roles: POLICY_READERS }, ({ db }, { id, version }) => {
    const policy = loadPolicy(db, id, version);
    if (policy) return ok(policy);
    return version !== undefined && loadPolicy(db, id)
      ? refuse(noVersion(version))
      : refuse(notFound(db, 'policy', id));
  }),
  match: reads(policyInputs.match, { roles: POLICY_READERS }, ({ core, db }, { resource, account }) =>
    ok(core.caches.matcher(db).match(resource, account)),
  ),
  list: reads(policyInputs.list, { roles: POLICY_READERS }, ({ db }, filters) => paged(listPolicies(db, filters))),
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
