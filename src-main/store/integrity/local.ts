import type { Connection } from '../connection.ts';
import { rawQuery } from './rows.ts';

/** What each table of this workstation would switch off by naming an event that has not happened. */
const AHEAD: readonly (readonly [table: string, effect: string])[] = [
  ['local_acknowledged', 'an alert would count as seen before it is given'],
  ['local_notice', 'a notice would count as given before anything happened'],
  ['local_notice_cursor', 'somebody would not be told what happens until then'],
];

/**
 * What is wrong with what this workstation keeps for itself, as far as its constraints cannot know (the page check names what breaks
 * those): it must not be ahead of the ledger.
 */
export function localProblems(db: Connection): string[] {
  return AHEAD.flatMap(([table, effect]) => {
    const ahead = db.all(
      rawQuery<{ person_id: string; sequence: number }>(
        `SELECT person_id, sequence FROM ${table}
         WHERE sequence > (SELECT coalesce(max(sequence), 0) FROM ledger) ORDER BY person_id, sequence LIMIT 10`,
      ),
    );
    return ahead.map(
      ({ person_id, sequence }) =>
        `${table}: a row of ${JSON.stringify(person_id)} names event ${sequence}, which the ledger does not have; ${effect}.`,
    );
  });
}
