import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { EventType } from '#contract/events.ts';
import { build, type ReadDb } from '../connection.ts';
import { codesOf, EVENT_CODES } from '../eventCodes.ts';
import { memory } from '../queries/memory.ts';
import { nextRequestNumber } from '../queries/numbers.ts';
import { statement } from '../statement.ts';
import { type Bits, type Fill, LazyBits } from './bits.ts';
import {
  BLOCK_SIZE,
  blockOf,
  CLOSED_CELLS,
  emptyCells,
  type KeyCells,
  readBlocks,
  readKeys,
  readStatuses,
} from './blocks.ts';
import { lapsesBefore, type OpenRequest, readOpen } from './openRequests.ts';

/**
 * The status codes of requests in memory, as of the moment of reading. 0 stands for no request. An open request has one of four: being stuck
 * and awaiting an answer cost no further column.
 */
export const STATUS_CELLS = { open: 1, ...CLOSED_CELLS, stuck: 6, unanswered: 7, stuckUnanswered: 8 } as const;

/** How many new requests fit before the columns must be copied. */
const SPARE = 65_536;

/** From this many changed requests on, everything is read again. */
const MOST_CHANGED = 5_000;

/** How many properties are kept, one bit for each request: words, keys in columns, patterns, and what a viewer sees. */
const MOST_KEPT = 64;

/**
 * The columns that lists filter requests by, in memory and by number: 21 bytes a request, and a row for each open one.
 * It belongs to one connection and follows each database state that the connection reads (docs/decisions/0030).
 */
export class RequestIndex {
  /** The number of the next request. */
  end = 1;
  keys: KeyCells = emptyCells(0);
  status = new Uint8Array(0);
  /** Open requests, next to expire first. The first `lapsed` of them have expired as of the moment of reading. */
  open: OpenRequest[] = [];
  lapsed = 0;
  /** By a name of the property that says all of it. */
  readonly kept = new LRUCache<string, LazyBits>({ max: MOST_KEPT });
  /** The newest event that is included. -1 before the first reading. */
  #sequence = -1;

  /** Brings the index up to the current database state, as of the moment of reading. */
  refresh(db: ReadDb): void {
    const newest = db.first(newestEvent({}))?.sequence ?? 0;
    if (newest !== this.#sequence) {
      this.#moveTo('');
      const changed = this.#sequence < 0 || newest < this.#sequence ? null : changedSince(db, this.#sequence);
      if (changed === null) this.#load(db);
      else this.#update(db, changed);
      this.#sequence = newest;
    }
    this.#moveTo(db.asOf ?? '');
  }

  /** The numbers, ascending, of the open requests that have not expired. */
  openNumbers(): Uint32Array {
    return Uint32Array.from(this.open.slice(this.lapsed), ({ number }) => number).sort();
  }

  #load(db: ReadDb): void {
    this.kept.clear();
    this.end = 0;
    this.#reserve(nextRequestNumber(db));
    const blocks = readBlocks(db, this.keys);
    for (let block = 0; block <= blockOf(this.end - 1); block += 1)
      if (!blocks.has(block)) readKeys(db, block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE, this.keys, 0);
    readStatuses(db, this.status);
    this.open = readOpen(db);
    for (const request of this.open) this.#mark(request);
  }

  #update(db: ReadDb, numbers: readonly number[]): void {
    const before = this.end;
    const end = nextRequestNumber(db);
    this.#reserve(end);
    if (end > before) readKeys(db, before, end, this.keys, 0);
    const changed = new Set(numbers);
    this.open = this.open.filter(({ number }) => !changed.has(number));
    for (const { number, status } of db.all(statusesOf({ numbers: JSON.stringify(numbers) })))
      this.status[number] = status === 'open' ? STATUS_CELLS.open : CLOSED_CELLS[status];
    for (const request of readOpen(db, numbers)) {
      this.#mark(request);
      this.open.splice(placeOf(this.open, request), 0, request);
    }
  }

  // A request whose time has run out as of the moment of reading is expired, even if not recorded yet
  // (docs/decisions/0019).
  #moveTo(moment: string): void {
    for (let next = this.open[this.lapsed]; next && next.expiresAt <= moment; next = this.open[this.lapsed]) {
      this.status[next.number] = STATUS_CELLS.expired;
      this.lapsed += 1;
    }
    for (let last = this.open[this.lapsed - 1]; last && last.expiresAt > moment; last = this.open[this.lapsed - 1]) {
      this.#mark(last);
      this.lapsed -= 1;
    }
  }

  #mark({ number, stuck, awaitsAnswer }: OpenRequest): void {
    const { open, unanswered, stuckUnanswered } = STATUS_CELLS;
    if (stuck) this.status[number] = awaitsAnswer ? stuckUnanswered : STATUS_CELLS.stuck;
    else this.status[number] = awaitsAnswer ? unanswered : open;
  }

  // Reserves room for whole blocks, because reading fills whole blocks.
  #reserve(end: number): void {
    this.end = end;
    if (end <= this.status.length) return;
    const room = (blockOf(end + SPARE) + 1) * BLOCK_SIZE;
    const [keys, status] = [emptyCells(room), new Uint8Array(room)];
    for (const name of ['requester', 'policy', 'resource', 'account', 'filer'] as const)
      keys[name].set(this.keys[name]);
    status.set(this.status);
    this.keys = keys;
    this.status = status;
  }
}

const indexes = memory(() => new RequestIndex());

/** The index of the requests, brought up to what this connection reads now. */
export function requestIndex(db: ReadDb): RequestIndex {
  const index = indexes(db);
  index.refresh(db);
  return index;
}

/** A set in which at least the numbers from `from` up to but not including `to` are decided: whether a request passes a test. */
export type Test = (from: number, to: number) => Bits;

/**
 * A test of a property that never changes for a request, once it is filed. Its bits are computed at first use and kept under `key`; beyond a
 * limit the least recently used ones are dropped.
 */
export function testOf(index: RequestIndex, key: string, fill: Fill): Test {
  const bits = index.kept.get(key) ?? new LazyBits();
  index.kept.set(key, bits);
  return (from, to) => bits.covering(from, to, index.end, fill);
}

// The position of a request among the open ones, by expiry.
function placeOf(open: readonly OpenRequest[], request: OpenRequest): number {
  let [first, last] = [0, open.length];
  while (first < last) {
    const middle = (first + last) >> 1;
    const one = open[middle];
    if (one && lapsesBefore(one, request)) first = middle + 1;
    else last = middle;
  }
  return first;
}

const newestEvent = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_event').select((e) => e.fn.max('sequence').as('sequence')),
);

const CHANGING: readonly EventType[] = [
  'request.submitted',
  'request.approved',
  'request.rejected',
  'approval.withdrawn',
  'step.completed',
  'request.bypassed',
  'request.cancelled',
  'request.expired',
  'request.stuck',
  'request.unstuck',
  'question.asked',
  'answer.given',
];

const changedAfter = statement<{ sequence: number; types: string; limit: number }>()((value) => ({
  compile: () =>
    sql<{ number: number }>`select r.number from fact_event as e not indexed
      cross join ledger as l on l.sequence = e.sequence
      cross join fact_id as i on i.id = cast(l.bytes as text) ->> iif(e.type = ${EVENT_CODES['request.submitted']}, '$.data.id', '$.data.requestId')
      cross join fact_request as r on r.id_key = i.key
      where e.sequence > ${value('sequence')} and e.type in (select value from json_each(${value('types')}))
      limit ${value('limit')}`.compile(build),
}));

// The requests that events after a sequence are about. Null if there are so many that reading everything again is
// better.
function changedSince(db: ReadDb, sequence: number): number[] | null {
  const types = codesOf(CHANGING);
  const numbers = db.numbers(changedAfter({ sequence, types, limit: MOST_CHANGED }));
  return numbers.length < MOST_CHANGED ? [...new Set(numbers)] : null;
}

const statusesOf = statement<{ numbers: string }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['number', 'status'])
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);
