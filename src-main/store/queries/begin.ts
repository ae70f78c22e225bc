import type { GrantId } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { idOf } from '../ids.ts';

// What a replay keeps in memory, read from the tables of a ledger. Asked once in a check that begins at a saved state, on tables that have
// none of their large indexes yet: no query may name one.

/** The numbers of the open requests, the oldest first. */
export function listOpenInOrder(db: ReadDb): number[] {
  return db.numbers(build.selectFrom('fact_request').select('number').where('status', '=', 'open').orderBy('number'));
}

/** The active grants, in the order in which they began, with their first event. */
export function listActiveGrants(db: ReadDb): { id: GrantId; expiresAt: string; sequence: number }[] {
  return db.all(
    build
      .selectFrom('fact_grant')
      .select((e) => [idOf(e.ref('id_key')).as('id'), 'expires_at as expiresAt', 'sequence'])
      .where('status', '=', 'active')
      .orderBy('sequence'),
  );
}

/** The greatest id that an event names, ids of imports included; the empty string if there is none. */
export function greatestIdOf(db: ReadDb): string {
  const named = db.first(build.selectFrom('fact_id').select((e) => e.fn.max('id').as('id')))?.id ?? '';
  const imported = db.first(build.selectFrom('fact_account_import').select((e) => e.fn.max('id').as('id')))?.id ?? '';
  return named > imported ? named : imported;
}
