import { z } from 'zod';
import { MAX_FILTER_CHARACTERS } from '#contract/views.ts';
import { lineOf, shows } from './filter/shows.ts';

/**
 * The part of the address that a list of requests reads: its filter line, and the request that is shown beside it. `show` and `text` say in parts
 * what a filter line says as a whole. What does not fit is dropped, not refused.
 */
export const requestsSearch = z.object({
  filter: z.string().max(MAX_FILTER_CHARACTERS).optional().catch(undefined),
  show: z.enum(shows).optional().catch(undefined),
  text: z.string().max(256).optional().catch(undefined),
  request: z.string().max(64).optional().catch(undefined),
});
export type RequestsSearch = z.infer<typeof requestsSearch>;

/** The filter line that an address asks for; when it asks for nothing, what waits for the viewer, or the own open requests. */
export function lineIn({ filter, show, text = '' }: RequestsSearch, mine: boolean): string {
  return filter ?? lineOf(show ?? (mine ? 'open' : 'waiting'), text);
}
