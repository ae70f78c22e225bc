import { policyImpactInputs } from '#contract/policyImpact.ts';
import { loadPolicy } from '../../../store/queries/policies.ts';
import { notFound } from '../../lookup.ts';
import { ok, reads, refuse } from '../../usecase.ts';

/** Who may look ahead: whoever may write policies. */
const POLICY_WRITERS = ['admin'] as const;

export const policyImpactVerbs = {
  foresee: reads(
    policyImpactInputs.foresee,
    { roles: POLICY_WRITERS },
    async ({ core, db }, { draft, replaces = null, examples }) => {
      if (replaces !== null && !loadPolicy(db, replaces)) return refuse(notFound(db, 'policy', replaces, 'replaces'));
      return ok(await core.previewPolicy({ draft, replaces, examples }));
    },
  ),
};
