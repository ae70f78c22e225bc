import type { SavedView } from '#contract/views.ts';

/** A view that is there before anybody has saved one. */
export type StartingView = Pick<SavedView, 'place' | 'name' | 'filter'> & { readonly id: string };

/** Views to begin with. */
export const startingViews: readonly StartingView[] = [
  { id: 'oldest', place: 'inbox', name: 'Waiting on me, the oldest first', filter: 'waiting:me sort:oldest' },
  { id: 'lapsing', place: 'inbox', name: 'Open, the soonest to lapse first', filter: 'is:open sort:expiring' },
  { id: 'old', place: 'inbox', name: 'Open for more than two days', filter: 'is:open older:2d sort:oldest' },
  { id: 'stuck', place: 'inbox', name: 'Stuck', filter: 'is:open stuck:yes' },
  { id: 'week', place: 'mine', name: 'My requests of this week', filter: 'newer:7d' },
];
