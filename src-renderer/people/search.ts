import { z } from 'zod';

/** The states of a key by which the directory can be filtered. */
export const shownKeys = ['none', 'invited', 'lapsed'] as const;

/** The part of the address that the directory reads. */
export const peopleSearch = z.object({
  tab: z.enum(['people', 'groups']).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  key: z.enum(shownKeys).optional().catch(undefined),
});

export type PeopleSearch = z.infer<typeof peopleSearch>;
