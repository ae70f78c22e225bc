import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { keyOf } from '../ids.ts';
import { statement } from '../statement.ts';

export type IdKind = 'person' | 'group' | 'policy' | 'request' | 'grant' | 'proposal';

const TABLES = {
  person: 'fact_person',
  group: 'fact_group',
  policy: 'fact_policy',
  request: 'fact_request',
  grant: 'fact_grant',
  proposal: 'fact_proposal',
} as const satisfies Record<IdKind, string>;

// Requests and grants are found by the key of their id.
const finder = (kind: IdKind) =>
  statement<{ id: string }>()((value, db) => {
    const id = sql<never>`${value('id')}`;
    return kind === 'request' || kind === 'grant'
      ? db
          .selectFrom(TABLES[kind])
          .select(sql<number>`1`.as('found'))
          .where('id_key', '=', sql<never>`${keyOf(value('id'))}`)
      : db.selectFrom(TABLES[kind]).select(sql<number>`1`.as('found')).where('id', '=', id);
  });

const finders = (['person', 'group', 'policy', 'request', 'grant', 'proposal'] as const).map((kind) => ({
  kind,
  find: finder(kind),
}));

/** The kind of thing that an id belongs to. Null if it belongs to nothing. Removed groups keep their ids. */
export function kindOfId(db: ReadDb, id: string): IdKind | null {
  return finders.find(({ find }) => db.first(find({ id })) !== undefined)?.kind ?? null;
}
