import { policyInputs } from '#contract/policies.ts';
import type { Refusal } from '#contract/refusal.ts';
import { refusal } from '../../engine/outcome.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { notFound } from '../lookup.ts';
import { ok, reads, refuse } from '../usecase.ts';

/** Who sees policies (docs/contract.md). */
export const POLICY_READERS = ['admin', 'auditor'] as const;

/** Refused because a policy has fewer versions. */
export function noVersion(version: number): Refusal {
  return refusal('NOT_FOUND', `This policy has no version ${version}.`);
}

export const policyViews = {
  get: reads(policyInputs.get, { roles: POLICY_READERS }, ({ db }, { id, version }) => {
    const policy = loadPolicy(db, id, version);
    if (policy) return ok(policy);
    return version !== undefined && loadPolicy(db, id)
      ? refuse(noVersion(version))
      : refuse(notFound(db, 'policy', id));
  }),
  match: reads(policyInputs.match, { roles: POLICY_READERS }, ({ core, db }, { resource, account }) =>
    ok(core.matcher(db).match(resource, account)),
  ),
};
