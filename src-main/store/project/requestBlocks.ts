import type { RequestStatus } from '#contract/requests.ts';
import type { WriteTx } from '../connection.ts';
import { BLOCK_SIZE, blockOf, bytesOf, CLOSED_CELLS, emptyCells, readKeys } from '../requestList/blocks.ts';
import { statement } from '../statement.ts';

const insertBlock = statement<{ block: number; cells: Uint8Array }>()((value, db) =>
  db.insertInto('fact_request_block').values({ block: value('block'), cells: value('cells') }),
);

/** Call after a request was filed. If it is the last of its block, this stores the keys of the whole block. */
export function completeBlock(tx: WriteTx, number: number): void {
  if (number % BLOCK_SIZE !== BLOCK_SIZE - 1) return;
  const block = blockOf(number);
  const cells = emptyCells(BLOCK_SIZE);
  readKeys(tx, block * BLOCK_SIZE, number + 1, cells, block * BLOCK_SIZE);
  tx.run(insertBlock({ block, cells: bytesOf(cells) }));
}

const statusesIn = statement<{ block: number }>()((value, db) =>
  db.selectFrom('fact_request_status').select('cells').where('block', '=', value('block')),
);

const putStatuses = statement<{ block: number; cells: Uint8Array }>()((value, db) =>
  db
    .insertInto('fact_request_status')
    .values({ block: value('block'), cells: value('cells') })
    .onConflict((conflict) => conflict.column('block').doUpdateSet({ cells: value('cells') })),
);

/** Records that a request was closed. */
export function closeInBlock(tx: WriteTx, number: number, status: Exclude<RequestStatus, 'open'>): void {
  const block = blockOf(number);
  const cells = Uint8Array.from(tx.first(statusesIn({ block }))?.cells ?? new Uint8Array(BLOCK_SIZE));
  cells[number % BLOCK_SIZE] = CLOSED_CELLS[status];
  tx.run(putStatuses({ block, cells }));
}
