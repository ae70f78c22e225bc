import { sql } from 'kysely';
import type { RequestStatus } from '#contract/requests.ts';
import type { ReadDb, WriteTx } from '../connection.ts';
import type { InboxColumnRow } from '../schema.ts';
import { statement } from '../statement.ts';

/** A column of the inbox that is kept by itself as well. */
export type InboxColumn = InboxColumnRow['name'];

const INBOX_COLUMNS: readonly InboxColumn[] = ['status', 'requester', 'policy', 'resource', 'account'];

/** How many requests one row of a column holds: those whose numbers are the same but for the last three digits. */
export const BLOCK_SIZE = 1_000;

/** The block that a request is in. */
export function blockOf(number: number): number {
  return Math.floor(number / BLOCK_SIZE);
}

/** What stands for a status in its column; 0 stands for no request. */
export const STATUS_CELLS: Readonly<Record<RequestStatus, number>> = {
  open: 1,
  approved: 2,
  rejected: 3,
  cancelled: 4,
  expired: 5,
};

/**
 * What the requests of a block have in a column, in the order of their numbers: a key of `fact_inbox`, of four bytes and
 * the lowest first, as all machines that Electron runs on have them; or a byte that stands for a status.
 */
export type Cells = Uint8Array | Uint32Array;

const find = statement<{ name: InboxColumn; blocks: string }>()((value, db) =>
  db
    .selectFrom('fact_inbox_column')
    .select(['block', 'cells'])
    .where('name', '=', value('name'))
    .where('block', 'in', sql<number>`(select value from json_each(${value('blocks')}))`),
);

const put = statement<InboxColumnRow>()((value, db) =>
  db
    .insertInto('fact_inbox_column')
    .values({ name: value('name'), block: value('block'), cells: value('cells') })
    .onConflict((conflict) => conflict.columns(['name', 'block']).doUpdateSet({ cells: value('cells') })),
);

/** Reads a column for some blocks; what no request was ever in is left out. */
export function readColumn(db: ReadDb, name: InboxColumn, blocks: readonly number[]): Map<number, Cells> {
  const rows = db.all(find({ name, blocks: JSON.stringify(blocks) }));
  return new Map(rows.map(({ block, cells }) => [block, name === 'status' ? cells : keysIn(cells)]));
}

/** Writes what a request has in some of the columns. */
export function writeColumns(
  tx: WriteTx,
  number: number,
  values: Readonly<Partial<Record<InboxColumn, number>>>,
): void {
  const block = blockOf(number);
  for (const name of INBOX_COLUMNS) {
    const value = values[name];
    if (value === undefined) continue;
    const cells = readColumn(tx, name, [block]).get(block) ?? emptyCells(name);
    cells[number % BLOCK_SIZE] = value;
    tx.run(put({ name, block, cells: new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength) }));
  }
}

function emptyCells(name: InboxColumn): Cells {
  return name === 'status' ? new Uint8Array(BLOCK_SIZE) : new Uint32Array(BLOCK_SIZE);
}

function keysIn(cells: Uint8Array): Uint32Array {
  const { buffer, byteOffset } = cells.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0 ? cells : new Uint8Array(cells);
  return new Uint32Array(buffer, byteOffset, BLOCK_SIZE);
}
