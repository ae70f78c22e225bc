import { z } from 'zod';
import { grantStatuses } from '../../src-preload/contract/grants.ts';
import type { GrantFilters } from '../app/queries.ts';

/** What the list of grants can be narrowed to; `review` are the break-glass ones that no admin has reviewed. */
export const grantShows = [...grantStatuses, 'review', 'all'] as const;
export type GrantShow = (typeof grantShows)[number];

/** The part of the address that the list of grants reads. */
export const grantsSearch = z.object({
  show: z.enum(grantShows).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  grant: z.string().max(64).optional().catch(undefined),
});

/** The filters of the desk for what the address asks. */
export function grantFilters(show: GrantShow, text: string): GrantFilters {
  return {
    ...(text.trim() === '' ? {} : { text }),
    ...(show === 'all' ? {} : show === 'review' ? { bypass: 'unreviewed' } : { status: show }),
  };
}
