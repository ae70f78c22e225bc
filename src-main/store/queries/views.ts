import type { PersonId, ViewId } from '#contract/scalars.ts';
import type { SavedView } from '#contract/views.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb, WriteTx } from '../connection.ts';
import { statement } from '../statement.ts';

const ofPerson = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('local_view')
    .select(['id', 'place', 'name', 'filter', 'version', 'saved_at as savedAt'])
    .where('person_id', '=', value('personId'))
    .orderBy('name_folded'),
);

/** A person's saved views, by name. */
export function listViews(db: ReadDb, personId: PersonId): SavedView[] {
  return db.all(ofPerson({ personId }));
}

const put = statement<SavedView & { personId: PersonId; folded: string }>()((value, db) =>
  db
    .insertInto('local_view')
    .values({
      id: value('id'),
      person_id: value('personId'),
      place: value('place'),
      name: value('name'),
      name_folded: value('folded'),
      filter: value('filter'),
      saved_at: value('savedAt'),
      version: value('version'),
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        name_folded: row.ref('excluded.name_folded'),
        filter: row.ref('excluded.filter'),
        saved_at: row.ref('excluded.saved_at'),
        version: row.ref('excluded.version'),
      })),
    ),
);

/** Saves a view, and replaces the one with its id. No other view of the person may have the same name. */
export function saveView(tx: WriteTx, personId: PersonId, view: SavedView): void {
  tx.run(put({ ...view, personId, folded: fold(view.name) }));
}

const remove = statement<{ id: ViewId }>()((value, db) => db.deleteFrom('local_view').where('id', '=', value('id')));

export function removeView(tx: WriteTx, id: ViewId): void {
  tx.run(remove({ id }));
}
