import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const newest = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_request').select((e) => e.fn.max('number').as('number')),
);

/** The number of the next request. Requests are numbered from 1 without gaps. */
export function nextRequestNumber(db: ReadDb): number {
  return (db.first(newest({}))?.number ?? 0) + 1;
}
