import type { RequestStatus } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { WriteTx } from '../connection.ts';
import { statement } from '../statement.ts';

const add = statement<{ requesterId: PersonId | ''; status: RequestStatus; by: number }>()((value, db) =>
  db
    .insertInto('fact_count')
    .values({ requester_id: value('requesterId'), status: value('status'), requests: value('by') })
    .onConflict((conflict) =>
      conflict
        .columns(['requester_id', 'status'])
        .doUpdateSet((e) => ({ requests: e('fact_count.requests', '+', e.ref('excluded.requests')) })),
    ),
);

/** Counts requests by status, for the whole desk and for the requester. */
export function addCount(tx: WriteTx, requesterId: PersonId, status: RequestStatus, by: number): void {
  for (const counted of ['', requesterId] as const) tx.run(add({ requesterId: counted, status, by }));
}

/** One request went from one status to another. */
export function moveCount(tx: WriteTx, requesterId: PersonId, from: RequestStatus, to: RequestStatus): void {
  addCount(tx, requesterId, from, -1);
  addCount(tx, requesterId, to, 1);
}
