import TinyQueue from 'tinyqueue';
import type { Due } from '../../store/queries/due.ts';

/**
 * Open requests and active grants by the time at which they end, the earliest first. At the same time, requests come before grants, and
 * older ones before newer ones.
 */
export interface DueQueue {
  /** `order` is the number of a request, or the sequence of the first event of a grant. */
  add(due: Due, order: number): void;
  /** The earliest one for which `waits` holds. Drops those before it. */
  first(waits: (due: Due) => boolean): Due | null;
}

interface Entry {
  readonly due: Due;
  readonly order: number;
}

/** An entry that ended early stays in the queue until its time would have come. */
export function dueQueue(): DueQueue {
  const queue = new TinyQueue<Entry>([], compare);
  return {
    add: (due, order) => queue.push({ due, order }),
    first(waits) {
      for (let top = queue.peek(); top; top = queue.peek()) {
        if (waits(top.due)) return top.due;
        queue.pop();
      }
      return null;
    },
  };
}

function compare(a: Entry, b: Entry): number {
  if (a.due.expiresAt !== b.due.expiresAt) return a.due.expiresAt < b.due.expiresAt ? -1 : 1;
  if (a.due.kind !== b.due.kind) return a.due.kind === 'request' ? -1 : 1;
  return a.order - b.order;
}
