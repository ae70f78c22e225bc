import { z } from 'zod';
import { jsonOf } from '../../ledger/canonical.ts';

/**
 * Cursors: where a list goes on, opaque to whoever holds one. Base64url of `{v, list, at}`: a version, the list and
 * order that the cursor belongs to, and a position in it. Positions are of what the rows are ordered by, so a page
 * costs the same however far down it lies.
 */
const VERSION = 1;

const envelope = z.strictObject({ v: z.literal(VERSION), list: z.string(), at: z.unknown() });

export function encodeCursor(list: string, at: unknown): string {
  return Buffer.from(JSON.stringify({ v: VERSION, list, at }), 'utf8').toString('base64url');
}

/** The position in a cursor; null when it is no cursor of this list and order, or was tampered with. */
export function decodeCursor<P>(list: string, cursor: string, position: z.ZodType<P>): P | null {
  const outer = envelope.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  const at = outer.data?.list === list ? position.safeParse(outer.data.at) : undefined;
  return at?.success ? at.data : null;
}

/** A position in a list ordered by one whole number. */
export const numberPosition = z.int().min(0);

/** The items of a page out of one more than it holds, and the cursor to the next page; null when there is none. */
export function cutPage<T>(
  found: readonly T[],
  limit: number,
  cursorAfter: (last: T) => string,
): { readonly items: T[]; readonly nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? cursorAfter(last) : null };
}
