import { draftInputs, type KeptDraft } from '#contract/drafts.ts';
import { dropDraft, loadDraft, saveDraft } from '../../store/queries/drafts.ts';
import { otherKind } from '../lookup.ts';
import { ok, reads, refuse, writes } from '../usecase.ts';

/** Who writes policies. */
const POLICY_WRITERS = { roles: ['admin'] } as const;

/** Drafts are no facts: no event tells of them, and nobody sees those of somebody else. */
export const policyDrafts = {
  saveDraft: writes(
    draftInputs.saveDraft,
    POLICY_WRITERS,
    ({ db, person, now }, { policyId, version = null, draft }) => {
      const wrong = otherKind(db, 'policy', policyId, 'policyId');
      if (wrong) return refuse(wrong);
      const kept: KeptDraft = { draft, version, savedAt: now.at };
      saveDraft(db, { personId: person.id, policyId: policyId ?? '' }, kept);
      return ok(kept);
    },
  ),
  loadDraft: reads(draftInputs.loadDraft, POLICY_WRITERS, ({ db, person }, { policyId }) => {
    const wrong = otherKind(db, 'policy', policyId, 'policyId');
    return wrong
      ? refuse(wrong)
      : ok({ kept: loadDraft(db, { personId: person.id, policyId: policyId ?? '' }) ?? null });
  }),
  dropDraft: writes(draftInputs.dropDraft, POLICY_WRITERS, ({ db, person }, { policyId }) => {
    const wrong = otherKind(db, 'policy', policyId, 'policyId');
    if (wrong) return refuse(wrong);
    dropDraft(db, { personId: person.id, policyId: policyId ?? '' });
    return ok({});
  }),
};
