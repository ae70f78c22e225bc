import type { Due } from '../../store/queries/due.ts';

/** Everything that will end by time, first what ends first; of what ends together, requests before grants, then the older. */
export interface DueQueue {
  /** `order`: the number of a request, the first event of a grant. */
  add(due: Due, order: number): void;
  /** The first that `waits` still; what it denies is forgotten. */
  first(waits: (due: Due) => boolean): Due | null;
}

interface Entry {
  readonly due: Due;
  readonly order: number;
}

/** A binary heap. What ended early stays in it until its time would have come. */
export function dueQueue(): DueQueue {
  const heap: Entry[] = [];

  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one && other) {
      heap[a] = other;
      heap[b] = one;
    }
  };

  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[parent])) return;
      swap(at, parent);
      at = parent;
    }
  };

  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = isBefore(heap[right], heap[left]) ? right : left;
      if (!isBefore(heap[least], heap[at])) return;
      swap(at, least);
      at = least;
    }
  };

  return {
    add(due, order) {
      heap.push({ due, order });
      rise(heap.length - 1);
    },
    first(waits) {
      for (let top = heap[0]; top; top = heap[0]) {
        if (waits(top.due)) return top.due;
        const last = heap.pop();
        if (last && heap.length > 0) heap[0] = last;
        sink();
      }
      return null;
    },
  };
}

function isBefore(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a) return false;
  if (!b) return true;
  if (a.due.expiresAt !== b.due.expiresAt) return a.due.expiresAt < b.due.expiresAt;
  if (a.due.kind !== b.due.kind) return a.due.kind === 'request';
  return a.order < b.order;
}
