/**
 * Scheduled actions, earliest first. At the same time, due expiries come before actions of people, and then insertion
 * order decides.
 */
export interface Schedule<T> {
  add(at: number, item: T, due?: boolean): void;
  /** Removes the next action; undefined if none is left. */
  next(): { readonly at: number; readonly item: T } | undefined;
}

interface Entry<T> {
  readonly at: number;
  readonly order: number;
  readonly item: T;
}

/** More than the number of actions ever added: sorts due expiries before everything else of that time. */
const DUE_FIRST = 2 ** 40;

/** A binary heap. */
export function schedule<T>(): Schedule<T> {
  const heap: Entry<T>[] = [];
  let order = 0;
  const before = (x: Entry<T> | undefined, y: Entry<T> | undefined): boolean =>
    x !== undefined && (y === undefined || x.at < y.at || (x.at === y.at && x.order < y.order));

  const rise = (entry: Entry<T>, from: number): void => {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(entry, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  };

  const sink = (entry: Entry<T>): void => {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = before(heap[left + 1], heap[left]) ? left + 1 : left;
      const below = heap[child];
      if (below === undefined || !before(below, entry)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = entry;
  };

  return {
    add(at, item, due = false) {
      const entry = { at, order: due ? order - DUE_FIRST : order, item };
      order += 1;
      heap.push(entry);
      rise(entry, heap.length - 1);
    },
    next() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) sink(last);
      return first;
    },
  };
}
