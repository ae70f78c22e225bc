import { z } from 'zod';
import { coverages } from '#contract/accounts.ts';

/** The part of the address that the inventory reads. */
export const accountsSearch = z.object({
  show: z.enum(coverages).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
});

export type AccountsSearch = z.infer<typeof accountsSearch>;
