import { z } from 'zod';
import { type PolicyDraft, policyDraft } from './policyImpact.ts';
import { policyId, says } from './scalars.ts';

/** The policy that a draft would change; left out for the draft of a new one. */
const of = policyId.optional();

export const draftInputs = {
  saveDraft: z.strictObject({
    policyId: of,
    /** The version that the change is based on; left out for a new policy. */
    version: z.int(says('input.wholeNumber')).min(1, says('input.versionMin')).optional(),
    draft: policyDraft,
  }),
  loadDraft: z.strictObject({ policyId: of }),
  dropDraft: z.strictObject({ policyId: of }),
};

/** An unsaved draft of one person, at this workstation only. */
export interface KeptDraft {
  readonly draft: PolicyDraft;
  readonly version: number | null;
  readonly savedAt: string;
}
