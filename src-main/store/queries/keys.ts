import type { PersonId } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const currentKey = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_key')
    .select(['id', 'from_sequence as fromSequence'])
    .where('person_id', '=', value('personId'))
    .where('to_sequence', 'is', null)
    .orderBy('from_sequence', 'desc')
    .limit(1),
);

/** The id of a person's current signing key. Null if they have none. */
export function currentKeyId(db: ReadDb, personId: PersonId): string | null {
  return db.first(currentKey({ personId }))?.id ?? null;
}

/** The event that gave a person their current signing key. Null if they have none. */
export function currentKeySequence(db: ReadDb, personId: PersonId): number | null {
  return db.first(currentKey({ personId }))?.fromSequence ?? null;
}

const deskKeys = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_key')
    .select('id')
    .where('person_id', 'is', null)
    .where('to_sequence', 'is', null)
    .orderBy('from_sequence'),
);

/** The ids of the keys in force that the desk itself signs with, oldest first. */
export function deskKeysInForce(db: ReadDb): readonly string[] {
  return db.all(deskKeys({})).map(({ id }) => id);
}

const anyKey = statement<{ personId: PersonId }>()((value, db) =>
  db.selectFrom('fact_key').select('id').where('person_id', '=', value('personId')).limit(1),
);

/** Whether a person ever had a key. */
export function hadKey(db: ReadDb, personId: PersonId): boolean {
  return db.first(anyKey({ personId })) !== undefined;
}

/** A one-time code that was issued, and neither used nor replaced. */
export interface OpenCode {
  readonly keyId: string;
  readonly expiresAt: string;
}

/** A person's unused code. Null if there is none. It may have expired. */
export function findOpenCode(db: ReadDb, personId: PersonId): OpenCode | null {
  const row = db.first(
    build
      .selectFrom('fact_enrolment')
      .select(['key_id', 'expires_at'])
      .where('person_id', '=', personId)
      .where('ended_sequence', 'is', null),
  );
  return row ? { keyId: row.key_id, expiresAt: row.expires_at } : null;
}

/** The id of the key on the recovery kit in force. Null if there is none. */
export function currentKitId(db: ReadDb): string | null {
  return db.first(build.selectFrom('fact_recovery_kit').select('key_id').where('current', '=', 1))?.key_id ?? null;
}
