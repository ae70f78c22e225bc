interface Place<T> {
  readonly items: readonly T[];
  /** Index of the chosen item; -1 if it is not in the list. */
  readonly index: number;
  /** Index that the chosen item had when it was last in the list. */
  readonly lastIndex: number;
}

/** The item that lies `step` rows from the chosen one, within the list. */
export function neighbour<T>({ items, index, lastIndex }: Place<T>, step: 1 | -1): T | undefined {
  // What left the list leaves its row to the one after it, so going down stays on that row.
  const aim = index >= 0 ? index + step : step === 1 ? lastIndex : lastIndex - 1;
  return items[Math.min(Math.max(aim, 0), items.length - 1)];
}
