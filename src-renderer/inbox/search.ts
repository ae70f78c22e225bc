import { z } from 'zod';
import { MAX_FILTER_CHARACTERS } from '#contract/views.ts';
import { lineOf, shows } from './filter/shows.ts';

/**
 * The part of the address that a list of requests reads: its filter line, and the request beside it. `show` and `text` are another way to give
 * the filter. Values that do not fit are dropped, not refused.
 */
export const requestsSearch = z.object({
  filter: z.string().max(MAX_FILTER_CHARACTERS).optional().catch(undefined),
  show: z.enum(shows).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  request: z.string().max(64).optional().catch(undefined),
});
export type RequestsSearch = z.infer<typeof requestsSearch>;

/** The filter line of an address; by default what waits for the viewer, or the viewer's own open requests. */
export function lineIn({ filter, show, text = '' }: RequestsSearch, mine: boolean): string {
  return filter ?? lineOf(show ?? (mine ? 'open' : 'waiting'), text);
}
