import type { RequestStatus } from '#contract/requests.ts';
import type { PersonId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb, WriteTx } from '../connection.ts';
import type { InboxRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { STATUS_CELLS, writeColumns } from './columns.ts';

const personBorn = statement<{ id: PersonId }>()((value, db) =>
  db.selectFrom('fact_person').select('created_sequence').where('id', '=', value('id')),
);

const policyBorn = statement<{ id: PolicyId }>()((value, db) =>
  db.selectFrom('fact_policy').select('created_sequence').where('id', '=', value('id')),
);

/** The number by which the inbox names a person; undefined for nobody. */
export function personKey(db: ReadDb, id: PersonId): number | undefined {
  return db.first(personBorn({ id }))?.created_sequence;
}

/** The number by which the inbox names a policy; undefined for none. */
export function policyKey(db: ReadDb, id: PolicyId): number | undefined {
  return db.first(policyBorn({ id }))?.created_sequence;
}

const insert = statement<Omit<InboxRow, 'status' | 'stuck'>>()((value, db) =>
  db.insertInto('fact_inbox').values({
    number: value('number'),
    status: 'open',
    requester: value('requester'),
    filer: value('filer'),
    policy: value('policy'),
    resource: value('resource'),
    account: value('account'),
    stuck: 0,
  }),
);

const setStatus = statement<{ number: number; status: RequestStatus }>()((value, db) =>
  db
    .updateTable('fact_inbox')
    .set({ status: value('status'), stuck: 0 })
    .where('number', '=', value('number')),
);

const setStuck = statement<{ number: number; stuck: number }>()((value, db) =>
  db
    .updateTable('fact_inbox')
    .set({ stuck: value('stuck') })
    .where('number', '=', value('number')),
);

/** Puts a new request, which is open, into the inbox. */
export function enterInbox(tx: WriteTx, row: Omit<InboxRow, 'status' | 'stuck'>): void {
  tx.run(insert(row));
  const { number, ...keys } = row;
  writeColumns(tx, number, { ...keys, status: STATUS_CELLS.open });
}

/** A request has closed; what is closed is not stuck. */
export function closeInInbox(tx: WriteTx, number: number, status: RequestStatus): void {
  tx.run(setStatus({ number, status }));
  writeColumns(tx, number, { status: STATUS_CELLS[status] });
}

/** A request has become stuck, or no longer is. */
export function markInInbox(tx: WriteTx, number: number, stuck: boolean): void {
  tx.run(setStuck({ number, stuck: stuck ? 1 : 0 }));
}
