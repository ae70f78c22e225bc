import { type Expression, type RawBuilder, sql } from 'kysely';
import type { ReadDb, WriteTx } from './connection.ts';
import type { Key } from './schema.ts';
import { statement } from './statement.ts';

/** The id that a key stands for, and the key that stands for an id; null for null. */
type IdOf<K> = K extends Key<infer Id> ? Id : null;
type KeyOf<Id> = Id extends string ? Key<Id> : null;

/** In a query: the key of an id. NULL, which equals nothing, if nothing has the id. */
export function keyOf<Id extends string | null>(id: Id): RawBuilder<KeyOf<Id>> {
  return sql<KeyOf<Id>>`(select key from fact_id where id = ${id})`;
}

/** In a query: the keys of the ids in a JSON array, for `in`. */
export function keysOf<Id extends string>(ids: string): RawBuilder<Key<Id>> {
  return sql<Key<Id>>`(select key from fact_id where id in (select value from json_each(${ids})))`;
}

/** In a query: the id of a column that holds a key. */
export function idOf<K extends Key | null>(key: Expression<K>): RawBuilder<IdOf<K>> {
  return sql<IdOf<K>>`(select id from fact_id where key = ${key})`;
}

const find = statement<{ id: string }>()((value, db) =>
  db.selectFrom('fact_id').select('key').where('id', '=', value('id')),
);

const insert = statement<{ id: string }>()((value, db) => db.insertInto('fact_id').values({ id: value('id') }));

/** The key of an id. Undefined if no event names it. */
export function findKey<Id extends string>(db: ReadDb, id: Id): Key<Id> | undefined {
  return ofSameKind<Id>(db.knownIds ? db.knownIds.find(id) : db.first(find({ id }))?.key);
}

/** The key of an id that an event names, once {@link noteId} was called for it. Throws a TypeError otherwise. */
export function keyIn<Id extends string>(tx: WriteTx, id: Id): Key<Id> {
  const key = findKey(tx, id);
  if (key === undefined) throw new TypeError(`No event names ${id}.`);
  return key;
}

// A key belongs to one id, so it is of the same kind.
function ofSameKind<Id extends string>(key: number | undefined): Key<Id> | undefined {
  // biome-ignore lint/nursery/noUnsafeTypeAssertion: the table has keys of all kinds.
  return key as Key<Id> | undefined;
}

/**
 * The key of an id that an event names, which gets one if it is new. SQLite counts keys up without gaps, because none is
 * ever deleted, so every replay gives the same ones.
 */
export function noteId<Id extends string>(tx: WriteTx, id: Id): Key<Id> {
  const key = findKey(tx, id) ?? ofSameKind<Id>(tx.knownIds?.add(id) ?? tx.add(insert({ id })));
  if (key === undefined) throw new Error(`No key was stored for ${id}.`);
  return key;
}
