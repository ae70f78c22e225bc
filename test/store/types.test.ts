import type { Compilable } from 'kysely';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { PersonId, RequestId } from '#contract/scalars.ts';
import {
  type build,
  type Connection,
  type ReadConnection,
  type ReadDb,
  WriteConnection,
  type WriteTx,
} from '../../src-main/store/connection.ts';
import type { EventCode } from '../../src-main/store/eventCodes.ts';
import type { Tables } from '../../src-main/store/schema.ts';
import { indexedBy, statement } from '../../src-main/store/statement.ts';
import type { Store } from '../../src-main/store/store.ts';

// The type check of `npm run check` enforces these lines; test/build/types.test.ts shows that it would notice.
const idByName = statement<{ folded: string }>()((value, db) =>
  db.selectFrom('fact_person').select('id').where('username_folded', '=', value('folded')),
);
type IdByName = ReturnType<typeof idByName>;

describe('the row of a query', () => {
  it('is inferred from the query, brands of ids included', () => {
    expectTypeOf<IdByName>().toEqualTypeOf<Compilable<{ id: PersonId }>>();
    expectTypeOf(idByName).parameter(0).toEqualTypeOf<{ folded: string }>();
    const types = statement<{ after: number }>()((value, db) =>
      db.selectFrom('fact_event').select(['type', 'sequence']).where('sequence', '>', value('after')),
    );
    expectTypeOf(types).returns.toEqualTypeOf<Compilable<{ type: EventCode; sequence: number }>>();
  });

  it('is exactly what the query reads, neither narrower nor wider', () => {
    expectTypeOf<IdByName>().not.toExtend<Compilable<{ id: RequestId }>>();
    expectTypeOf<IdByName>().not.toExtend<Compilable<{ id: string }>>();
    expectTypeOf<IdByName>().not.toExtend<Compilable<{ id: PersonId; username: string }>>();
    expectTypeOf<IdByName>().not.toExtend<Compilable<unknown>>();
  });

  it('is that of a table read by a named index, with defaults as stored', () => {
    const notices = (db: typeof build) =>
      db.selectFrom(indexedBy('local_notice', 'local_notice_by_person')).select(['number', 'read']);
    expectTypeOf<ReturnType<ReturnType<typeof notices>['compile']>>().toEqualTypeOf<
      ReturnType<Compilable<{ number: number; read: number }>['compile']>
    >();
  });

  it('is the answer of a connection, and a query for another row is refused', () => {
    const read = (db: ReadDb, byName: IdByName, query: typeof build) => {
      expectTypeOf(db.all(byName)).toEqualTypeOf<{ id: PersonId }[]>();
      expectTypeOf(db.first(byName)).toEqualTypeOf<{ id: PersonId } | undefined>();
      expectTypeOf(db.first(query.selectFrom('fact_desk').selectAll())?.four_eyes).toEqualTypeOf<number | undefined>();
      // @ts-expect-error: the rows have ids of people.
      db.all<{ id: RequestId }>(byName);
      // @ts-expect-error: the rows have no name.
      db.first<Pick<Tables['fact_person'], 'id' | 'name'>>(byName);
      // @ts-expect-error: the only column must be a number.
      db.numbers(byName);
      // @ts-expect-error: the only column must be called number.
      db.numbers(query.selectFrom('fact_event').select('sequence'));
    };
    expectTypeOf(read).toBeFunction();
  });
});

describe('a writer', () => {
  it('is the transaction of a connection that can write, and no connection', () => {
    expectTypeOf<WriteConnection['tx']>().toEqualTypeOf<WriteTx>();
    expectTypeOf<Store['reader']>().not.toExtend<WriteTx>();
    expectTypeOf<Store['writer']>().not.toExtend<WriteTx>();
    expectTypeOf<Connection>().not.toExtend<WriteTx>();
    expectTypeOf<WriteTx>().toExtend<ReadDb>();
  });

  it('is not interchangeable with a reader', () => {
    expectTypeOf<ReadConnection>().not.toExtend<WriteConnection>();
    expectTypeOf<WriteConnection>().not.toExtend<ReadConnection>();
    expectTypeOf<WriteTx>().not.toExtend<ReadConnection>();
    expectTypeOf<ReadDb>().not.toExtend<WriteTx>();
  });

  it('does not exist outside a transaction', () => {
    const connection = WriteConnection.memory();
    expect(() => connection.tx).toThrow('outside a transaction');
    connection.database.exec('BEGIN');
    expect(connection.tx.isReadOnly).toBe(false);
    connection.database.exec('ROLLBACK');
    expect(() => connection.tx).toThrow('outside a transaction');
    connection.close();
  });
});
