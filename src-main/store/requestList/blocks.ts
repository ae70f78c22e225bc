import type { RequestStatus } from '#contract/requests.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

/**
 * How many requests share a row of `fact_request_block` and of `fact_request_status`: as many statuses as fit a page of
 * the file.
 */
export const BLOCK_SIZE = 4_000;

/** The block that holds a request. */
export function blockOf(number: number): number {
  return Math.floor(number / BLOCK_SIZE);
}

/** The columns that lists filter requests by, in the order in which a row of `fact_request_block` stores them. */
const KEY_COLUMNS = ['requester', 'policy', 'resource', 'account', 'filer'] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];

/**
 * The keys of some requests, by number. A person's or policy's key is that of its id (`ids.ts`), a name's key is its own id.
 * 0 stands for no filer, and for a number without a request.
 */
export type KeyCells = Readonly<Record<KeyColumn, Uint32Array>>;

/** The codes of closed statuses in a row of `fact_request_status`. 0 stands for an open request, and for none. */
export const CLOSED_CELLS: Readonly<Record<Exclude<RequestStatus, 'open'>, number>> = {
  approved: 2,
  rejected: 3,
  cancelled: 4,
  expired: 5,
};

/** Keys for a number of requests, all of them 0. */
export function emptyCells(count: number): KeyCells {
  const column = () => new Uint32Array(count);
  return { requester: column(), policy: column(), resource: column(), account: column(), filer: column() };
}

const keysBetween = statement<{ from: number; to: number }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select([
      'number',
      'requester_key as requester',
      'policy_key as policy',
      'resource_id as resource',
      'account_id as account',
      'filed_by_key as filer',
    ])
    .where('number', '>=', value('from'))
    .where('number', '<', value('to')),
);

/**
 * Reads the keys of the requests numbered from `from` up to but not including `to` from their own rows. `first` is the
 * number of the first cell.
 */
export function readKeys(db: ReadDb, from: number, to: number, cells: KeyCells, first: number): void {
  for (const { number, requester, policy, resource, account, filer } of db.all(keysBetween({ from, to }))) {
    const place = number - first;
    cells.requester[place] = requester;
    cells.policy[place] = policy;
    cells.resource[place] = resource;
    cells.account[place] = account;
    cells.filer[place] = filer ?? 0;
  }
}

/**
 * The stored form of a full block of keys: column after column, four bytes a key, little-endian (as on every machine
 * that runs Electron).
 */
export function bytesOf(cells: KeyCells): Uint8Array {
  const all = new Uint32Array(KEY_COLUMNS.length * BLOCK_SIZE);
  for (const [index, name] of KEY_COLUMNS.entries()) all.set(cells[name], index * BLOCK_SIZE);
  return new Uint8Array(all.buffer);
}

const everyBlock = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_request_block').select(['block', 'cells']),
);

const everyStatus = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_request_status').select(['block', 'cells']),
);

/** Reads the keys of all full blocks, and returns which blocks these are. */
export function readBlocks(db: ReadDb, cells: KeyCells): Set<number> {
  const read = new Set<number>();
  for (const { block, cells: bytes } of db.all(everyBlock({}))) {
    const keys = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    for (const [index, name] of KEY_COLUMNS.entries())
      cells[name].set(keys.subarray(index * BLOCK_SIZE, (index + 1) * BLOCK_SIZE), block * BLOCK_SIZE);
    read.add(block);
  }
  return read;
}

/** Reads the statuses of all closed requests. */
export function readStatuses(db: ReadDb, statuses: Uint8Array): void {
  for (const { block, cells } of db.all(everyStatus({}))) statuses.set(cells, block * BLOCK_SIZE);
}
