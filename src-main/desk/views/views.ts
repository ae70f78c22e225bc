import type { Refusal } from '#contract/refusal.ts';
import { type ViewId, viewId } from '#contract/scalars.ts';
import { MAX_VIEWS, type SavedView, viewInputs } from '#contract/views.ts';
import { t } from '#texts/texts.ts';
import { invalid, refusal, whyStale } from '../../engine/outcome.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { listViews, removeView, saveView } from '../../store/queries/views.ts';
import { ok, reads, refuse, type Writing, writes } from '../kernel/usecase.ts';

function gone(db: ReadDb, id: ViewId): Refusal {
  return kindOfId(db, id) === null
    ? refusal('NOT_FOUND', t('desk.views.gone'))
    : invalid({ id: t('desk.views.notView') });
}

function taken(others: readonly SavedView[], { id, name }: Pick<SavedView, 'id' | 'name'>): Refusal | null {
  const same = others.find((other) => other.id !== id && fold(other.name) === fold(name));
  return same ? refusal('NAME_TAKEN', t('desk.views.nameTaken', { name: same.name })) : null;
}

function keep(context: Writing, view: SavedView) {
  saveView(context.db, context.person.id, view);
  announce(context);
  return ok(view);
}

// No event records views, so they are announced here.
function announce({ core, afterwards }: Writing): void {
  afterwards(() => core.changes.announce(['views']));
}

/** Saved views. They are not facts: no event records them, and only their owner sees them. */
export const viewVerbs = {
  list: reads(viewInputs.list, {}, ({ db, person }) => ok({ views: listViews(db, person.id) })),
  save: writes(viewInputs.save, {}, (context, input) => {
    const { db, person, now, newId } = context;
    const view: SavedView = { id: viewId.parse(newId()), ...input, savedAt: now.at, version: 1 };
    const views = listViews(db, person.id);
    const refused = taken(views, view);
    if (refused) return refuse(refused);
    if (views.length >= MAX_VIEWS) return refuse(invalid({ name: t('desk.views.tooMany', { most: MAX_VIEWS }) }));
    return keep(context, view);
  }),
  update: writes(viewInputs.update, {}, (context, { id, version, ...change }) => {
    const { db, person, now } = context;
    const views = listViews(db, person.id);
    const before = views.find((view) => view.id === id);
    if (!before) return refuse(gone(db, id));
    const stale = whyStale({ kind: 'view', name: before.name }, before.version, version);
    if (stale) return refuse(stale);
    const { name = before.name, filter = before.filter } = change;
    if (name === before.name && filter === before.filter) return ok(before);
    const view = { ...before, name, filter, savedAt: now.at, version: before.version + 1 };
    const refused = taken(views, view);
    return refused ? refuse(refused) : keep(context, view);
  }),
  remove: writes(viewInputs.remove, {}, (context, { id }) => {
    const { db, person } = context;
    if (!listViews(db, person.id).some((view) => view.id === id)) return refuse(gone(db, id));
    removeView(db, id);
    announce(context);
    return ok({});
  }),
};
