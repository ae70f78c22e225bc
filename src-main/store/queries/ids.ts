import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { build } from '../connection.ts';

export type IdKind = 'person' | 'group' | 'policy' | 'request' | 'grant';

const TABLES = {
  person: 'fact_person',
  group: 'fact_group',
  policy: 'fact_policy',
  request: 'fact_request',
  grant: 'fact_grant',
} as const satisfies Record<IdKind, string>;

/** What an id is of; null when it is of nothing. Groups that were removed keep their ids. */
export function kindOfId(db: ReadDb, id: string): IdKind | null {
  for (const kind of ['person', 'group', 'policy', 'request', 'grant'] as const) {
    const found = db.first(
      build.selectFrom(TABLES[kind]).select(sql<number>`1`.as('found')).where('id', '=', sql<never>`${id}`),
    );
    if (found) return kind;
  }
  return null;
}
