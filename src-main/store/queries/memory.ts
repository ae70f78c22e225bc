import type { ReadDb } from '../connection.ts';

/**
 * Caches what a read-only connection has read and can no longer change, for as long as the connection lives. A writing
 * connection gets a fresh value at each call, because a rollback would leave rolled-back data in the cache.
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
