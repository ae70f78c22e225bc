import type { RequestStatus } from '#contract/requests.ts';
import type { ReadDb } from '../../connection.ts';
import { type Cells, type InboxColumn, STATUS_CELLS } from '../../project/columns.ts';
import { COLUMNS, filedBy, type Range, stuckNumbers } from '../inbox.ts';
import { spansByPolicy } from '../sift.ts';
import type { SeenPolicies } from '../visibility.ts';
import { type Bits, bitOf, bitsOf } from './bits.ts';
import { cellsIn } from './cells.ts';
import { filled, keepIf, type Part } from './parts.ts';

/**
 * What a range asks of requests, some blocks at a time: keeps of each part what is asked for and has one of some statuses, in
 * place, and answers the parts of which something is left. Where all numbers are of requests and any status will do,
 * `statuses` is null. Reads no column before it must.
 */
export function columnSieve(
  db: ReadDb,
  range: Range,
): (parts: readonly Part[], statuses: readonly RequestStatus[] | null) => Part[] {
  const { equal, among, filer, stuck, seen } = range;
  const tests: [InboxColumn, Bits][] = [];
  // What has one value leaves less than what has several.
  for (const name of COLUMNS) if (equal[name] !== undefined) tests.push([name, bitsOf([equal[name]])]);
  for (const name of COLUMNS) if (among[name] !== undefined) tests.push([name, bitsOf(among[name])]);
  const stuckOnes = stuck === null ? null : new Set(stuckNumbers(db));
  const filedOnes = filer === null ? null : new Set(filedBy(db, filer));
  const keepSeen = seen && seenSieve(db, seen);
  return (parts, statuses) => {
    let left = parts;
    for (const [name, bits] of inOrder(tests, statuses)) {
      const cells = cellsIn(db, name, left);
      for (const part of left) keepCells(part, cells(part), bits);
      left = filled(left);
    }
    if (stuckOnes) for (const part of left) keepIf(part, (number) => stuckOnes.has(number) === stuck);
    if (filedOnes) for (const part of left) keepIf(part, (number) => filedOnes.has(number));
    if (keepSeen) keepSeen(left);
    return filled(left);
  };
}

// What leaves most out comes first. Most requests are approved, so it is the status where these are not asked for.
function inOrder(
  tests: readonly [InboxColumn, Bits][],
  statuses: readonly RequestStatus[] | null,
): readonly [InboxColumn, Bits][] {
  if (statuses === null) return tests;
  const ofStatus: [InboxColumn, Bits] = ['status', bitsOf(statuses.map((status) => STATUS_CELLS[status]))];
  return statuses.includes('approved') ? [...tests, ofStatus] : [ofStatus, ...tests];
}

// Keeps what a member sees.
function seenSieve(db: ReadDb, seen: SeenPolicies): (parts: readonly Part[]) => void {
  const spans = spansByPolicy(seen);
  const named = bitsOf([...spans.keys()]);
  const filed = new Set(filedBy(db, seen.viewer));
  return (parts) => {
    const policies = cellsIn(db, 'policy', parts);
    const requesters = cellsIn(db, 'requester', parts);
    for (const part of parts) {
      const policy = policies(part);
      const requester = requesters(part);
      const isNamed = (key: number, number: number) =>
        bitOf(named, key) === 1 && spans.get(key)?.some(({ from, to }) => from <= number && number < to);
      keepIf(
        part,
        (number, offset) =>
          requester[offset] === seen.viewer || isNamed(policy[offset] ?? 0, number) || filed.has(number),
      );
    }
  };
}

// Without a branch: which requests are kept cannot be foreseen, and a processor that guesses wrong loses more than a move costs.
function keepCells(part: Part, cells: Cells, bits: Bits): void {
  const { offsets, count } = part;
  let left = 0;
  for (let at = 0; at < count; at += 1) {
    const offset = offsets[at] ?? 0;
    const cell = cells[offset] ?? 0;
    offsets[left] = offset;
    left += bitOf(bits, cell);
  }
  part.count = left;
}
