import { foresightInputs } from '#contract/foresight.ts';
import { loadPolicy } from '../../../store/queries/policies.ts';
import { notFound } from '../../lookup.ts';
import { no, ok, reads } from '../../usecase.ts';

/** Who may look ahead: whoever may write policies. */
const POLICY_WRITERS = ['admin'] as const;

export const policyForesight = {
  foresee: reads(
    foresightInputs.foresee,
    { roles: POLICY_WRITERS },
    async ({ core, db }, { draft, replaces = null, examples }) => {
      if (replaces !== null && !loadPolicy(db, replaces)) return no(notFound(db, 'policy', replaces, 'replaces'));
      return ok(await core.foresee({ draft, replaces, examples }));
    },
  ),
};
