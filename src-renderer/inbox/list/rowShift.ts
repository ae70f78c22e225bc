/** The rows of a list in memory: their ids, and the position of the first in the whole list. */
export interface Shown {
  readonly ids: readonly string[];
  readonly base: number;
}

/**
 * The number of rows by which the row at a position moves from one state of the list to the next. If the row has left, the next one that is
 * still there counts, or else the one before; 0 if none is left.
 */
export function rowShift(before: Shown, after: Shown, position: number): number {
  const now = new Map(after.ids.map((id, index) => [id, after.base + index]));
  const from = Math.min(Math.max(position - before.base, 0), before.ids.length);
  const below = before.ids.findIndex((id, index) => index >= from && now.has(id));
  const index = below >= 0 ? below : before.ids.findLastIndex((id, at) => at < from && now.has(id));
  const id = before.ids[index];
  if (id === undefined) return 0;
  // The row after one that has left takes its position.
  const was = below >= 0 ? before.base + from : before.base + index;
  return (now.get(id) ?? was) - was;
}
