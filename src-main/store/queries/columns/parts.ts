import type { ReadDb } from '../../connection.ts';
import { BLOCK_SIZE, blockOf } from '../../project/columns.ts';
import type { Order } from '../merge.ts';
import { nextRequestNumber } from '../numbers.ts';
import { overlap, type Span } from '../span.ts';

/** Some requests of a block: the first `count` of `offsets`, each how far it is from the first number of the block. */
export interface Part {
  block: number;
  readonly offsets: Uint16Array;
  count: number;
}

/** How many blocks of a column are read at once: each reading costs more than a block of it does. */
const GROUP = 64;

/** Numbers, given in order and each once, in parts, some blocks at a time; these must be done with before the next are taken. */
export function* partsOf(numbers: readonly number[]): Generator<readonly Part[], void> {
  const parts = emptyParts();
  let used = 0;
  let part: Part | undefined;
  for (const number of numbers) {
    const block = blockOf(number);
    if (part?.block !== block) {
      if (used === parts.length) {
        yield parts;
        used = 0;
      }
      part = parts[used];
      if (!part) return;
      used += 1;
      part.block = block;
      part.count = 0;
    }
    part.offsets[part.count] = number % BLOCK_SIZE;
    part.count += 1;
  }
  yield parts.slice(0, used);
}

/** All numbers of a span in the same way, each part ascending in itself, and the parts in order. */
export function* allParts(db: ReadDb, span: Span, order: Order): Generator<readonly Part[], void> {
  const there = overlap(span, { from: 0, to: nextRequestNumber(db) });
  if (!there) return;
  const parts = emptyParts();
  const [oldest, newest] = [blockOf(there.from), blockOf(there.to - 1)];
  for (let done = 0; done <= newest - oldest; done += parts.length) {
    const next = parts.slice(0, newest - oldest + 1 - done);
    for (const [index, part] of next.entries())
      fill(part, order === 'asc' ? oldest + done + index : newest - done - index, there);
    yield next;
  }
}

function emptyParts(): Part[] {
  return Array.from({ length: GROUP }, () => ({
    block: -1,
    offsets: new Uint16Array(BLOCK_SIZE),
    count: 0,
  }));
}

const EVERY_OFFSET = Uint16Array.from({ length: BLOCK_SIZE }, (_, offset) => offset);

function fill(part: Part, block: number, { from, to }: Span): void {
  const first = block * BLOCK_SIZE;
  const all = EVERY_OFFSET.subarray(Math.max(from - first, 0), Math.max(to - first, 0));
  part.block = block;
  part.offsets.set(all);
  part.count = all.length;
}

/** The numbers of a part, in its order. */
export function numbersOf({ block, offsets, count }: Part): number[] {
  return Array.from(offsets.subarray(0, count), (offset) => block * BLOCK_SIZE + offset);
}

/** The parts of which something is left. */
export function filled(parts: readonly Part[]): Part[] {
  return parts.filter(({ count }) => count > 0);
}

/** Keeps of a part what passes a test, in place. */
export function keepIf(part: Part, test: (number: number, offset: number) => boolean | undefined): void {
  const { block, offsets, count } = part;
  let left = 0;
  for (let at = 0; at < count; at += 1) {
    const offset = offsets[at] ?? 0;
    if (!test(block * BLOCK_SIZE + offset, offset)) continue;
    offsets[left] = offset;
    left += 1;
  }
  part.count = left;
}
