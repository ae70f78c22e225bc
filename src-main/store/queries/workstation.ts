import type { EventType } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { build, type ReadDb, type WriteTx } from '../connection.ts';
import { EVENT_CODES } from '../eventCodes.ts';
import { idOf } from '../ids.ts';
import { statement } from '../statement.ts';

/** A stored setting of this workstation. Undefined if it was never set. */
export function loadSetting(db: ReadDb, name: string): string | undefined {
  return db.first(build.selectFrom('local_setting').select('value').where('name', '=', name))?.value;
}

export function saveSetting(tx: WriteTx, name: string, value: string): void {
  tx.run(
    build
      .insertInto('local_setting')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })),
  );
}

/** Failed sign-ins in a row, and the time from which the next attempt is accepted. */
export interface FailedSignIns {
  readonly failures: number;
  readonly retryAt: string;
}

export function loadFailedSignIns(db: ReadDb, personId: PersonId): FailedSignIns | undefined {
  const row = db.first(build.selectFrom('local_sign_in').selectAll().where('person_id', '=', personId));
  return row && { failures: row.failures, retryAt: row.retry_at };
}

export function saveFailedSignIns(tx: WriteTx, personId: PersonId, failed: FailedSignIns): void {
  const row = { failures: failed.failures, retry_at: failed.retryAt };
  tx.run(
    build
      .insertInto('local_sign_in')
      .values({ person_id: personId, ...row })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row)),
  );
}

export function forgetFailedSignIns(tx: WriteTx, personId: PersonId): void {
  tx.run(build.deleteFrom('local_sign_in').where('person_id', '=', personId));
}

/** For how many unknown usernames failed sign-ins are kept. The oldest are deleted first. */
export const MOST_STRANGERS = 10_000;

/** Failed sign-ins with an unknown username. `veiled` stands for the username (identity/keys/usernameMask.ts). */
export function loadStranger(db: ReadDb, veiled: number): FailedSignIns | undefined {
  const row = db.first(build.selectFrom('local_stranger').selectAll().where('veiled', '=', veiled));
  return row && { failures: row.failures, retryAt: row.retry_at };
}

export function saveStranger(tx: WriteTx, veiled: number, failed: FailedSignIns): void {
  const newest = tx.first(build.selectFrom('local_stranger').select('number').orderBy('number', 'desc').limit(1));
  const number = (newest?.number ?? 0) + 1;
  tx.run(build.deleteFrom('local_stranger').where('veiled', '=', veiled));
  tx.run(
    build.insertInto('local_stranger').values({ number, veiled, failures: failed.failures, retry_at: failed.retryAt }),
  );
  tx.run(build.deleteFrom('local_stranger').where('number', '<=', number - MOST_STRANGERS));
}

/** Records that a person has seen an event that requires acknowledgement. */
export function acknowledge(tx: WriteTx, personId: PersonId, sequence: number): void {
  tx.run(
    build
      .insertInto('local_acknowledged')
      .values({ person_id: personId, sequence })
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** The events of a type that a person has not acknowledged, oldest first. */
export function listUnacknowledged(
  db: ReadDb,
  type: EventType,
  personId: PersonId,
): { sequence: number; at: string; actor_id: PersonId | null }[] {
  return db.all(
    build
      .selectFrom('fact_event')
      .select((e) => ['sequence', 'at', idOf(e.ref('actor_key')).as('actor_id')])
      .where('type', '=', EVENT_CODES[type])
      .where('sequence', 'not in', (e) =>
        e.selectFrom('local_acknowledged').select('sequence').where('person_id', '=', personId),
      )
      .orderBy('sequence'),
  );
}

/** The last wall-clock time that a running desk vouched for here. Null if none ever did. */
export function loadVouchedTime(db: ReadDb): string | null {
  return db.first(vouched({}))?.vouched_at ?? null;
}

const vouched = statement<Record<string, never>>()((_, db) => db.selectFrom('local_clock').select('vouched_at'));

export function saveVouchedTime(tx: WriteTx, at: string): void {
  tx.run(
    build
      .insertInto('local_clock')
      .values({ id: 1, vouched_at: at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ vouched_at: at })),
  );
}
