import type { Page } from '#contract/scalars.ts';

/** Where a list begins. */
export const noCursor = (): string | undefined => undefined;

/** Where the next page of a list begins; undefined after the last. */
export const nextCursor = (last: { readonly nextCursor: string | null }): string | undefined =>
  last.nextCursor ?? undefined;

/** The part of an input that says where a page begins. */
export const following = (cursor: string | undefined): { cursor?: string } => (cursor === undefined ? {} : { cursor });

/** Everything of a list, page after page. */
export async function every<T>(pageAt: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageAt(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
