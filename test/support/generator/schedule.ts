import TinyQueue from 'tinyqueue';

/** What ends by itself at its time. */
export type Due = 'request' | 'grant';

/**
 * Scheduled actions, earliest first. At the same time, what is due comes before what people do, in the order in which a desk records it
 * (store/queries/due.ts): requests before grants. Then insertion order decides.
 */
export interface Schedule<T> {
  add(at: number, item: T, due?: Due): void;
  /** Removes the next action; undefined if none is left. */
  next(): { readonly at: number; readonly item: T } | undefined;
}

const RANK = { request: 0, grant: 1, person: 2 } as const;

export function schedule<T>(): Schedule<T> {
  let order = 0;
  const queue = new TinyQueue<{ at: number; rank: number; order: number; item: T }>(
    [],
    (a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order,
  );
  return {
    add(at, item, due) {
      queue.push({ at, rank: RANK[due ?? 'person'], order, item });
      order += 1;
    },
    next: () => queue.pop(),
  };
}
