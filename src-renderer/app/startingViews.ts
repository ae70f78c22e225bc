import type { SavedView } from '#contract/views.ts';
import { t } from '#texts/texts.ts';

/** A view that is there before anybody has saved one. */
export type StartingView = Pick<SavedView, 'place' | 'name' | 'filter'> & { readonly id: string };

const views = [
  { id: 'oldest', place: 'inbox', filter: 'waiting:me sort:oldest' },
  { id: 'expiring', place: 'inbox', filter: 'is:open sort:expiring' },
  { id: 'old', place: 'inbox', filter: 'is:open older:2d sort:oldest' },
  { id: 'stuck', place: 'inbox', filter: 'is:open stuck:yes' },
  { id: 'unanswered', place: 'inbox', filter: 'needs:answer' },
  { id: 'toAnswer', place: 'mine', filter: 'needs:answer' },
  { id: 'week', place: 'mine', filter: 'newer:7d' },
] as const;

/** Views to begin with. */
export const startingViews = (): readonly StartingView[] =>
  views.map((view) => ({ ...view, name: t(`app.view.${view.id}`) }));
