import { z } from 'zod';
import type { GrantFilters } from '../app/queries/grants.ts';

/**
 * What the list of grants can be narrowed to. `hour` and `today` are about to end; `review` are the break-glass ones that no admin has
 * reviewed, and `reviewed` those that one has.
 */
export const grantShows = [
  'active',
  'hour',
  'today',
  'expired',
  'revoked',
  'released',
  'review',
  'reviewed',
  'all',
] as const;
export type GrantShow = (typeof grantShows)[number];

const HOUR_SECONDS = 3_600;

/** The part of the address that the list of grants reads. */
export const grantsSearch = z.object({
  show: z.enum(grantShows).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  grant: z.string().max(64).optional().catch(undefined),
});

/** The filters of the desk for an address. Open grants come in the order in which they end. */
export function grantFilters(show: GrantShow, text: string, secondsLeftToday: number): GrantFilters {
  return { ...(text.trim() === '' ? {} : { text }), ...narrowed(show, secondsLeftToday) };
}

function narrowed(show: GrantShow, secondsLeftToday: number): GrantFilters {
  switch (show) {
    case 'active':
      return { status: 'active', sort: 'ending' };
    case 'hour':
      return { endsWithinSeconds: HOUR_SECONDS, sort: 'ending' };
    case 'today':
      return { endsWithinSeconds: secondsLeftToday, sort: 'ending' };
    case 'review':
      return { bypass: 'unreviewed' };
    case 'reviewed':
      return { bypass: 'reviewed' };
    case 'all':
      return {};
    default:
      return { status: show };
  }
}
