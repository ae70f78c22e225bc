import { z } from 'zod';
import { jsonOf } from '../../ledger/canonical.ts';

/**
 * Cursors: where a list goes on, opaque to clients. Base64url of `{v, list, at}`: a version, the list and order that
 * the cursor belongs to, and a position in it. A position is a value of the sort columns, so a page costs the same at
 * any depth.
 */
const VERSION = 1;

const envelope = z.strictObject({ v: z.literal(VERSION), list: z.string(), at: z.unknown() });

export function encodeCursor(list: string, at: unknown): string {
  return Buffer.from(JSON.stringify({ v: VERSION, list, at }), 'utf8').toString('base64url');
}

/** The position in a cursor. Null if it is malformed, altered, or of another list or order. */
export function decodeCursor<P>(list: string, cursor: string, position: z.ZodType<P>): P | null {
  const outer = envelope.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  const at = outer.data?.list === list ? position.safeParse(outer.data.at) : undefined;
  return at?.success ? at.data : null;
}

/** A position in a list ordered by one whole number. */
export const numberPosition = z.int().min(0);

/**
 * Cuts one page out of the items, which hold one more than the page, and makes the cursor to the next page. The cursor
 * is null on the last page.
 */
export function cutPage<T>(
  found: readonly T[],
  limit: number,
  cursorAfter: (last: T) => string,
): { readonly items: T[]; readonly nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? cursorAfter(last) : null };
}
