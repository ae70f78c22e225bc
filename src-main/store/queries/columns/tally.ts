import type { RequestStatus } from '#contract/requests.ts';
import type { ReadDb } from '../../connection.ts';
import { BLOCK_SIZE, STATUS_CELLS } from '../../project/columns.ts';
import { oldestOpen, type Range } from '../inbox.ts';
import { cellsIn } from './cells.ts';
import { allParts, type Part, partsOf } from './parts.ts';
import { columnSieve } from './sieve.ts';

/** Counts requests of a range by status, the newest first, each status up to a limit. */
export interface Tally {
  /** Counts those of some requests, given newest first, that the range asks for. */
  add(numbers: readonly number[]): void;
  /** Counts what the range asks for of all that there are. */
  addAll(): void;
  /** Whether no request that is older than these, with a number below `before`, could add to any count. */
  isDone(before: number): boolean;
  /** What was counted, in the order of the statuses of the range. */
  counts(): number[];
}

/** Begins to count what a range asks for; no count goes further than `limit`. */
export function tally(db: ReadDb, range: Range, limit: number): Tally {
  const keep = columnSieve(db, range);
  const { span, statuses } = range;
  const counted = new Float64Array(Object.keys(STATUS_CELLS).length + 1);
  const firstOpen = statuses.includes('open') ? oldestOpen(db) : 0;
  const countOf = (status: RequestStatus) => Math.min(counted[STATUS_CELLS[status]] ?? 0, limit);
  const isFull = (status: RequestStatus) => countOf(status) === limit;
  const add = (parts: readonly Part[]) => {
    const left = keep(
      parts,
      statuses.filter((status) => !isFull(status)),
    );
    const cells = cellsIn(db, 'status', left);
    for (const part of left) {
      const status = cells(part);
      for (let at = 0; at < part.count; at += 1) {
        const cell = status[part.offsets[at] ?? 0] ?? 0;
        counted[cell] = (counted[cell] ?? 0) + 1;
      }
    }
  };
  // Open requests lapse within weeks, so none is among the old.
  const isDone = (before: number) =>
    statuses.every((status) => isFull(status) || (status === 'open' && before <= firstOpen));
  return {
    add(numbers) {
      for (const parts of partsOf(numbers)) add(parts);
    },
    addAll() {
      for (const parts of allParts(db, span, 'desc')) {
        const [newest] = parts;
        if (newest && isDone((newest.block + 1) * BLOCK_SIZE)) return;
        add(parts);
      }
    },
    isDone,
    counts: () => statuses.map(countOf),
  };
}
