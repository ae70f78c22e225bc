import type { Parsed } from '#contract/contract.ts';
import type { Person } from '#contract/people.ts';
import type { Page } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import type { PersonRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { matching } from './nameList.ts';
import { personOf } from './people.ts';

const LIST = 'people';

const usernameOf = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('fact_person').select('username_folded as folded').where('created_sequence', '=', value('sequence')),
);

/**
 * A page of the people with a status whose username, name or e-mail address matches a text, by username. Null if the
 * cursor does not belong to this list. A cursor holds the last person's id, because the username may be longer than a
 * cursor.
 */
export function listPeople(db: ReadDb, filters: Parsed<'people', 'list'>): Page<Person> | null {
  const { cursor, limit, status, text } = filters;
  const sequence = cursor === undefined ? undefined : decodeCursor(LIST, cursor, numberPosition);
  const after = sequence == null ? undefined : db.first(usernameOf({ sequence }))?.folded;
  if (cursor !== undefined && after === undefined) return null;
  const found = matching<PersonRow>(text, after ?? '', limit + 1, {
    read: (from, count) => {
      const query = build
        .selectFrom('fact_person')
        .selectAll()
        .where('username_folded', '>', from)
        .orderBy('username_folded')
        .limit(count);
      return db.all(status === undefined ? query : query.where('status', '=', status));
    },
    name: (row) => row.username_folded,
    text: (row) => `${row.username} ${row.name} ${row.email}`,
  });
  const { items, nextCursor } = cutPage(found, limit, (row) => encodeCursor(LIST, row.created_sequence));
  return { items: items.map(personOf), nextCursor };
}
