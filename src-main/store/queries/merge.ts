export type Order = 'asc' | 'desc';

/** Numbers in order, read piece by piece. */
export interface Run {
  /**
   * The next numbers beyond `after` (below it where the order is descending), at most `limit`; fewer only at the end.
   */
  read(after: number, limit: number): number[];
}

/** Numbers that are in memory, ascending, as a run in either order. */
export function heldRun(ascending: readonly number[], order: Order): Run {
  const numbers = order === 'asc' ? ascending : ascending.toReversed();
  return {
    read(after, limit) {
      const start = numbers.findIndex((number) => (order === 'asc' ? number > after : number < after));
      return start < 0 ? [] : numbers.slice(start, start + limit);
    },
  };
}

/** How many numbers to read at first where only some are kept, and how many times as many each time after. */
const SMALLEST_KEPT = 1_000;
const GROWTH = 4;

/**
 * The numbers of a run that are kept, in their order. They are read in larger and larger pieces: beginning a search costs
 * more than going on.
 */
export function keptRun(run: Run, keep: (numbers: readonly number[]) => readonly number[]): Run {
  return {
    read(after, limit) {
      const kept: number[] = [];
      let last: number | undefined = after;
      for (let size = Math.max(limit, SMALLEST_KEPT); last !== undefined && kept.length < limit; size *= GROWTH) {
        const piece = run.read(last, size);
        for (const number of keep(piece)) kept.push(number);
        last = piece.length < size ? undefined : piece.at(-1);
      }
      return kept.slice(0, limit);
    },
  };
}

/** Smallest and largest piece of a run to read at once, when there are several. */
const SMALLEST_PIECE = 8;
const LARGEST_PIECE = 2_048;

/**
 * The first `count` numbers beyond `after` that occur in any of the runs, each once. Reads little more of each run
 * than is needed: so a union of ranges of an index costs as much as its page is long, and not as much as the ranges
 * are.
 */
export function merge(runs: readonly Run[], order: Order, after: number, count: number): number[] {
  const piece = Math.min(Math.max(Math.ceil((2 * count) / runs.length), SMALLEST_PIECE), LARGEST_PIECE);
  const [only] = runs;
  if (runs.length === 1 && only) return only.read(after, count);
  const before = order === 'asc' ? (a: number, b: number) => a < b : (a: number, b: number) => a > b;
  const readers = runs.flatMap((run) => reader(run, after, piece) ?? []);
  const heap = heapOf(readers, (a, b) => before(a.head, b.head));
  const found: number[] = [];
  for (let next = heap.first(); next && found.length < count; next = heap.first()) {
    if (next.head !== found.at(-1)) found.push(next.head);
    heap.settleFirst(next.advance());
  }
  return found;
}

interface Reader {
  readonly head: number;
  /** Goes on to the next number; answers false at the end. */
  advance(): boolean;
}

function reader(run: Run, after: number, firstPiece: number): Reader | null {
  let piece = firstPiece;
  let numbers = run.read(after, piece);
  let index = 0;
  let [head] = numbers;
  if (head === undefined) return null;
  return {
    get head() {
      return head ?? after;
    },
    advance() {
      index += 1;
      if (index === numbers.length && numbers.length === piece && head !== undefined) {
        piece = Math.min(piece * 2, LARGEST_PIECE);
        numbers = run.read(head, piece);
        index = 0;
      }
      const next = numbers[index];
      if (next === undefined) return false;
      head = next;
      return true;
    },
  };
}

// A binary heap of which only the first ever changes.
function heapOf<T>(items: readonly T[], before: (a: T, b: T) => boolean) {
  const heap = [...items];
  const sink = (start: number): void => {
    let place = start;
    for (;;) {
      const item = heap[place];
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const useRight = right !== undefined && left !== undefined && before(right, left);
      const child = useRight ? right : left;
      if (item === undefined || child === undefined || !before(child, item)) return;
      const at = 2 * place + (useRight ? 2 : 1);
      heap[place] = child;
      heap[at] = item;
      place = at;
    }
  };
  for (let place = heap.length >> 1; place >= 0; place -= 1) sink(place);
  return {
    first: (): T | undefined => heap[0],
    /** Puts the first where it belongs now, or takes it out when it has ended. */
    settleFirst(goesOn: boolean): void {
      if (!goesOn) {
        const last = heap.pop();
        if (last !== undefined && heap.length > 0) heap[0] = last;
      }
      sink(0);
    },
  };
}
