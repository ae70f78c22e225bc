import type { ExpressionBuilder } from 'kysely';
import type { Parsed } from '#contract/contract.ts';
import type { KeyState, Person } from '#contract/people.ts';
import type { Page } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import type { PersonRow, Tables } from '../schema.ts';
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
  const { cursor, limit, status, text, key } = filters;
  const sequence = cursor === undefined ? undefined : decodeCursor(LIST, cursor, numberPosition);
  const after = sequence == null ? undefined : db.first(usernameOf({ sequence }))?.folded;
  if (cursor !== undefined && after === undefined) return null;
  const found = matching<PersonRow>(text, after ?? '', limit + 1, {
    read: (from, count) => {
      const all = build
        .selectFrom('fact_person')
        .selectAll()
        .where('username_folded', '>', from)
        .orderBy('username_folded')
        .limit(count);
      const query = status === undefined ? all : all.where('status', '=', status);
      return db.all(key === undefined ? query : query.where((e) => hasKey(e, key, db.asOf ?? '')));
    },
    name: (row) => row.username_folded,
    text: (row) => `${row.username} ${row.name} ${row.email}`,
  });
  const { items, nextCursor } = cutPage(found, limit, (row) => encodeCursor(LIST, row.created_sequence));
  return { items: items.map(personOf), nextCursor };
}

// As enrolmentOf of the engine says: a person with an unused code has no key.
function hasKey(e: ExpressionBuilder<Tables, 'fact_person'>, state: KeyState, now: string) {
  const code = e
    .selectFrom('fact_enrolment')
    .select('key_id')
    .whereRef('fact_enrolment.person_id', '=', 'fact_person.id')
    .where('ended_sequence', 'is', null);
  const key = e
    .selectFrom('fact_key')
    .select('fact_key.id')
    .whereRef('fact_key.person_id', '=', 'fact_person.id')
    .where('to_sequence', 'is', null);
  switch (state) {
    case 'invited':
      return e.exists(code.where('expires_at', '>', now));
    case 'lapsed':
      return e.exists(code.where('expires_at', '<=', now));
    case 'enrolled':
      return e.and([e.not(e.exists(code)), e.exists(key)]);
    case 'none':
      return e.and([e.not(e.exists(code)), e.not(e.exists(key))]);
  }
}
