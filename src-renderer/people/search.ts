import { z } from 'zod';

/** The part of the address that the directory reads. */
export const peopleSearch = z.object({
  tab: z.enum(['people', 'groups']).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
});
