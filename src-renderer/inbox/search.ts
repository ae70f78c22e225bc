import { z } from 'zod';
import { requestStatuses } from '../../src-preload/contract/requests.ts';
import type { RequestFilters } from '../app/queries.ts';

/** What a list of requests can be narrowed to; the document's five filters, and two more. */
export const shows = ['waiting', ...requestStatuses, 'all'] as const;
export type Show = (typeof shows)[number];

/** The part of the address that a list of requests reads. What does not fit is dropped, not refused. */
export const requestsSearch = z.object({
  show: z.enum(shows).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  request: z.string().max(64).optional().catch(undefined),
});
export type RequestsSearch = z.infer<typeof requestsSearch>;

/** The filters of the desk for what the address asks. */
export function filtersFor(show: Show, text: string, mine: boolean): RequestFilters {
  return {
    ...scopeFor(text, mine),
    ...(show === 'waiting' ? { waitingOnMe: true } : show === 'all' ? {} : { status: show }),
  };
}

/** What stays the same whichever filter is on; the counts beside the filters count within it. */
export function scopeFor(text: string, mine: boolean): { text?: string; mine?: boolean } {
  return { ...(text.trim() === '' ? {} : { text }), ...(mine ? { mine: true } : {}) };
}
