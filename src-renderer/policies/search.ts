import { z } from 'zod';
import { policyStatuses } from '#contract/policies.ts';

/** The part of the address that the list of policies reads. */
export const policiesSearch = z.object({
  show: z.enum(policyStatuses).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  policy: z.string().max(64).optional().catch(undefined),
});

export type PoliciesSearch = z.infer<typeof policiesSearch>;

export const wizardSteps = ['configuration', 'sequence', 'review'] as const;
export type WizardStep = (typeof wizardSteps)[number];

/** The part of the address that the wizard reads. */
export const wizardSearch = z.object({
  step: z.enum(wizardSteps).optional().catch(undefined),
});
