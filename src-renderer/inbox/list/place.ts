/** What a list shows: its items, and the place of the first of them in the whole list. */
export interface Shown {
  readonly ids: readonly string[];
  readonly base: number;
}

/**
 * By how many rows the row at a place has moved, from one state of the list to the next. Of a row that has left, the next one that is still
 * there counts, or else the one before. 0 when none of them is.
 */
export function movedBy(before: Shown, after: Shown, place: number): number {
  const now = new Map(after.ids.map((id, index) => [id, after.base + index]));
  const from = Math.min(Math.max(place - before.base, 0), before.ids.length);
  const below = before.ids.findIndex((id, index) => index >= from && now.has(id));
  const index = below >= 0 ? below : before.ids.findLastIndex((id, at) => at < from && now.has(id));
  const id = before.ids[index];
  if (id === undefined) return 0;
  // Of a row that has left, the one that follows takes the place.
  const was = below >= 0 ? before.base + from : before.base + index;
  return (now.get(id) ?? was) - was;
}
