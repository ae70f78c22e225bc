import { t } from '#texts/texts.ts';
import type { Connection } from '../connection.ts';
import { MOMENT } from '../migrations/0015-guards.ts';
import { rawQuery } from './rows.ts';

interface Guard {
  /** The table with the guard. It also selects the problem sentence in the text `integrity.local`. */
  readonly table:
    | 'local_sign_in'
    | 'local_stranger'
    | 'local_clock'
    | 'local_acknowledged'
    | 'local_notice'
    | 'local_notice_cursor';
  /** The column that identifies a row. */
  readonly key: string;
  /** An SQL condition that must be true for each row. */
  readonly holds: string;
}

const HEAD = '(SELECT coalesce(max(sequence), 0) FROM ledger)';

// The list includes the tables' constraints: on a read-only connection SQLite knows no CHECK, and its integrity_check
// skips them (findings/sqlite-readonly-integrity-check.sh).
const GUARDS: readonly Guard[] = [
  {
    table: 'local_sign_in',
    key: 'person_id',
    holds: `failures BETWEEN 1 AND 1000000000 AND retry_at GLOB '${MOMENT}'`,
  },
  {
    table: 'local_stranger',
    key: 'number',
    holds: `failures BETWEEN 1 AND 1000000000 AND veiled BETWEEN 0 AND 1048575 AND number BETWEEN 1 AND 9007199254740991
      AND retry_at GLOB '${MOMENT}'`,
  },
  {
    table: 'local_clock',
    key: 'id',
    holds: `id = 1 AND vouched_at GLOB '${MOMENT}'`,
  },
  {
    table: 'local_acknowledged',
    key: 'person_id',
    holds: `sequence BETWEEN 1 AND ${HEAD}`,
  },
  {
    table: 'local_notice',
    key: 'person_id',
    holds: `number BETWEEN 1 AND 9007199254740991 AND sequence BETWEEN 1 AND ${HEAD}`,
  },
  {
    table: 'local_notice_cursor',
    key: 'person_id',
    holds: `sequence BETWEEN 0 AND ${HEAD}`,
  },
];

const MOST = 10;

/** A sentence for each row of this workstation's own tables that would disable a guard. */
export function localProblems(db: Connection): string[] {
  return GUARDS.flatMap(({ table, key, holds }) =>
    db
      .all(
        rawQuery<{ own: string | number }>(
          `SELECT ${key} AS own FROM ${table} WHERE (${holds}) IS NOT TRUE ORDER BY ${key} LIMIT ${MOST}`,
        ),
      )
      .map(({ own }) => t(`integrity.local.${table}`, { own: JSON.stringify(own) })),
  );
}
