import type { Person } from '#contract/people.ts';
import { asksForAccess, oversees } from '../../app/roles.ts';
import { withControl } from '../../ui/keys.ts';

/** A place to go to: `g`, then its letter. */
export interface Place {
  readonly letter: string;
  readonly to:
    | '/inbox'
    | '/mine'
    | '/new'
    | '/grants'
    | '/policies'
    | '/accounts'
    | '/people'
    | '/proposals'
    | '/ledger'
    | '/settings';
  readonly word: string;
}

/** The places that somebody can go to, in the order of the navigation. */
export function placesOf(me: Person): readonly Place[] {
  const all: readonly (Place & { readonly open: boolean })[] = [
    { letter: 'i', to: '/inbox', word: 'Inbox', open: true },
    { letter: 'm', to: '/mine', word: 'My requests', open: asksForAccess(me) },
    { letter: 'n', to: '/new', word: 'New request', open: asksForAccess(me) },
    { letter: 'g', to: '/grants', word: 'Grants', open: true },
    { letter: 'p', to: '/policies', word: 'Policies', open: oversees(me) },
    { letter: 'a', to: '/accounts', word: 'Accounts', open: true },
    { letter: 'e', to: '/people', word: 'People', open: true },
    { letter: 'o', to: '/proposals', word: 'Proposals', open: oversees(me) },
    { letter: 'l', to: '/ledger', word: 'Ledger', open: oversees(me) },
    { letter: 's', to: '/settings', word: 'Settings', open: true },
  ];
  return all.filter(({ open }) => open).map(({ letter, to, word }) => ({ letter, to, word }));
}

interface KeyHelp {
  /** Pressed one after another, or together where the first is Ctrl or Shift. */
  readonly keys: readonly string[];
  readonly does: string;
}

export interface KeySection {
  readonly title: string;
  readonly keys: readonly KeyHelp[];
}

/** Every key there is, for the sheet that lists them. `letters`: whether single letters do anything. */
export function keySections(me: Person, letters: boolean): readonly KeySection[] {
  const always: readonly KeySection[] = [
    {
      title: 'Everywhere',
      keys: [
        { keys: withControl('K'), does: 'Find anything and do anything' },
        ...(letters ? [{ keys: ['?'], does: 'Show these keys' }] : []),
        { keys: withControl('Z'), does: 'Undo a decision that is not signed yet' },
        { keys: ['Esc'], does: 'Close what is open, or let go of what is selected' },
      ],
    },
  ];
  if (!letters) return always;
  return [
    ...always,
    {
      title: 'In a list of requests',
      keys: [
        { keys: ['J'], does: 'Go down' },
        { keys: ['K'], does: 'Go up' },
        { keys: ['Enter'], does: 'Go into the request' },
        { keys: ['X'], does: 'Select it, or let go of it' },
        { keys: ['Shift', 'click'], does: 'Select all up to there' },
        { keys: ['/'], does: 'Filter' },
      ],
    },
    {
      title: 'On the request',
      keys: [
        { keys: ['A'], does: 'Approve: asks for a comment, Enter confirms' },
        { keys: ['R'], does: 'Reject: asks for the reason, Enter confirms' },
        { keys: ['Z'], does: 'Undo a decision that is not signed yet' },
      ],
    },
    {
      title: 'Go to',
      keys: placesOf(me).map(({ letter, word }) => ({ keys: ['G', letter.toUpperCase()], does: word })),
    },
  ];
}
