import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { keyOf } from '../ids.ts';
import { statement } from '../statement.ts';

export type IdKind = 'person' | 'group' | 'policy' | 'request' | 'grant' | 'proposal';

const found = sql<number>`1`.as('found');

const byId = (table: 'fact_person' | 'fact_group' | 'fact_policy' | 'fact_proposal') =>
  statement<{ id: string }>()((value, db) =>
    db
      .selectFrom(table)
      .select(found)
      .where('id', '=', sql<never>`${value('id')}`),
  );

const byKey = (table: 'fact_request' | 'fact_grant') =>
  statement<{ id: string }>()((value, db) =>
    db
      .selectFrom(table)
      .select(found)
      .where('id_key', '=', sql<never>`${keyOf(value('id'))}`),
  );

const finders = [
  { kind: 'person', find: byId('fact_person') },
  { kind: 'group', find: byId('fact_group') },
  { kind: 'policy', find: byId('fact_policy') },
  { kind: 'request', find: byKey('fact_request') },
  { kind: 'grant', find: byKey('fact_grant') },
  { kind: 'proposal', find: byId('fact_proposal') },
] as const satisfies readonly { readonly kind: IdKind; readonly find: unknown }[];

/** The kind of thing that an id belongs to. Null if it belongs to nothing. Removed groups keep their ids. */
export function kindOfId(db: ReadDb, id: string): IdKind | null {
  return finders.find(({ find }) => db.first(find({ id })) !== undefined)?.kind ?? null;
}
