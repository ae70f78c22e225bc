import type { Parsed } from '#contract/contract.ts';
import type { Group } from '#contract/groups.ts';
import type { GroupId, Page } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { loadGroup } from './groups.ts';
import { matching } from './nameList.ts';

const LIST = 'groups';

interface Row {
  id: GroupId;
  name: string;
  name_folded: string;
  created_sequence: number;
}

const nameOf = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('fact_group').select('name_folded as folded').where('created_sequence', '=', value('sequence')),
);

/**
 * A page of the groups whose name matches a text, with their current members, by name. Null if the cursor does not
 * belong to this list.
 */
export function listGroups(db: ReadDb, filters: Parsed<'groups', 'list'>): Page<Group> | null {
  const { cursor, limit, text } = filters;
  const sequence = cursor === undefined ? undefined : decodeCursor(LIST, cursor, numberPosition);
  const after = sequence == null ? undefined : db.first(nameOf({ sequence }))?.folded;
  if (cursor !== undefined && after === undefined) return null;
  const found = matching<Row>(text, after ?? '', limit + 1, {
    read: (from, count) =>
      db.all(
        build
          .selectFrom('fact_group')
          .select(['id', 'name', 'name_folded', 'created_sequence'])
          .where('removed_sequence', 'is', null)
          .where('name_folded', '>', from)
          .orderBy('name_folded')
          .limit(count),
      ),
    name: (row) => row.name_folded,
    text: (row) => row.name,
  });
  const { items, nextCursor } = cutPage(found, limit, (row) => encodeCursor(LIST, row.created_sequence));
  return { items: items.flatMap(({ id }) => loadGroup(db, id) ?? []), nextCursor };
}
