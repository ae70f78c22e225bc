import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';

const LIST = 'enrolments';

/** What the tables hold about a person's key, times as recorded. Null where there is none. */
export interface EnrolmentTimes {
  readonly personId: PersonId;
  /** When the unused code expires. */
  readonly codeExpiresAt: string | null;
  /** When the key in use was made. */
  readonly enrolledAt: string | null;
  /** When another person last reset the key, so that the person gets a new one. */
  readonly resetAt: string | null;
}

const usernameOf = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('fact_person').select('username_folded as folded').where('created_sequence', '=', value('sequence')),
);

const following = statement<{ after: string; limit: number }>()((value, db) =>
  db
    .selectFrom('fact_person')
    .select((e) => [
      'fact_person.id as personId',
      'fact_person.created_sequence as sequence',
      e
        .selectFrom('fact_enrolment')
        .select('fact_enrolment.expires_at')
        .whereRef('fact_enrolment.person_id', '=', 'fact_person.id')
        .where('fact_enrolment.ended_sequence', 'is', null)
        .as('codeExpiresAt'),
      e
        .selectFrom('fact_key')
        .innerJoin('fact_event', 'fact_event.sequence', 'fact_key.from_sequence')
        .select('fact_event.at')
        .whereRef('fact_key.person_id', '=', 'fact_person.id')
        .where('fact_key.to_sequence', 'is', null)
        .orderBy('fact_key.from_sequence', 'desc')
        .limit(1)
        .as('enrolledAt'),
      e
        .selectFrom('fact_key_reset')
        .innerJoin('fact_event', 'fact_event.sequence', 'fact_key_reset.sequence')
        .select('fact_event.at')
        .whereRef('fact_key_reset.person_id', '=', 'fact_person.id')
        .orderBy('fact_key_reset.sequence', 'desc')
        .limit(1)
        .as('resetAt'),
    ])
    .where('fact_person.username_folded', '>', value('after'))
    .orderBy('fact_person.username_folded')
    .limit(value('limit')),
);

/**
 * A page of everybody's key status, by username as in the list of people. Null if the cursor does not belong to this
 * list.
 */
export function listEnrolments(
  db: ReadDb,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): { readonly items: readonly EnrolmentTimes[]; readonly nextCursor: string | null } | null {
  const sequence = cursor === undefined ? undefined : decodeCursor(LIST, cursor, numberPosition);
  const after = sequence == null ? undefined : db.first(usernameOf({ sequence }))?.folded;
  if (cursor !== undefined && after === undefined) return null;
  const found = db.all(following({ after: after ?? '', limit: limit + 1 }));
  const { items, nextCursor } = cutPage(found, limit, (row) => encodeCursor(LIST, row.sequence));
  return { items: items.map(({ sequence: _, ...times }) => times), nextCursor };
}
