import { z } from 'zod';

/** The part of the address that the ledger reads. */
export const ledgerSearch = z.object({
  type: z.string().max(64).optional().catch(undefined),
  person: z.string().max(64).optional().catch(undefined),
});
