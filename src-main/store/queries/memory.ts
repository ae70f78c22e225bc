import type { ReadDb } from '../connection.ts';

/**
 * What is kept in memory of what a connection has read, because it can no longer change; it is gone with the connection. Nothing
 * outlives the call where the connection can write: a transaction that is rolled back would leave behind what never was.
 */
export function memory<T extends object>(make: () => T): (db: ReadDb) => T {
  const kept = new WeakMap<ReadDb, T>();
  return (db) => {
    const known = kept.get(db);
    if (known) return known;
    const made = make();
    if (db.isReadOnly) kept.set(db, made);
    return made;
  };
}
