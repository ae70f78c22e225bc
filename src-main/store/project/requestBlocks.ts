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

const newestNumber = statement<object>()((_value, db) =>
  db.selectFrom('fact_request').select('number').orderBy('number', 'desc').limit(1),
);

const closedBetween = statement<{ first: number; last: number }>()((value, db) =>
  db
    .selectFrom('fact_request')
    .select(['number', 'status'])
    .where('number', '>=', value('first'))
    .where('number', '<=', value('last'))
    .where('status', '!=', 'open'),
);

/** Makes the blocks of statuses of all requests, where {@link closeInBlock} was not called. */
export function fillStatusBlocks(tx: WriteTx): void {
  const newest = tx.first(newestNumber({}))?.number ?? -1;
  for (let block = 0; block <= blockOf(newest); block += 1) {
    const first = block * BLOCK_SIZE;
    const closed = tx.all(closedBetween({ first, last: first + BLOCK_SIZE - 1 }));
    if (closed.length === 0) continue;
    const cells = new Uint8Array(BLOCK_SIZE);
    for (const { number, status } of closed) if (status !== 'open') cells[number % BLOCK_SIZE] = CLOSED_CELLS[status];
    tx.run(putStatuses({ block, cells }));
  }
}
