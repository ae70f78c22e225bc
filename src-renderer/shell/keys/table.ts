import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
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
  /** Names it in the texts (`shell.place`). */
  readonly name:
    | 'inbox'
    | 'mine'
    | 'new'
    | 'grants'
    | 'policies'
    | 'accounts'
    | 'people'
    | 'proposals'
    | 'ledger'
    | 'settings';
}

/** The places that a person can go to, in the order of the navigation. */
export function placesOf(me: Person): readonly Place[] {
  const all: readonly (Place & { readonly open: boolean })[] = [
    { letter: 'i', to: '/inbox', name: 'inbox', open: true },
    { letter: 'm', to: '/mine', name: 'mine', open: asksForAccess(me) },
    { letter: 'n', to: '/new', name: 'new', open: asksForAccess(me) },
    { letter: 'g', to: '/grants', name: 'grants', open: true },
    { letter: 'p', to: '/policies', name: 'policies', open: oversees(me) },
    { letter: 'a', to: '/accounts', name: 'accounts', open: true },
    { letter: 'e', to: '/people', name: 'people', open: true },
    { letter: 'o', to: '/proposals', name: 'proposals', open: oversees(me) },
    { letter: 'l', to: '/ledger', name: 'ledger', open: oversees(me) },
    { letter: 's', to: '/settings', name: 'settings', open: true },
  ];
  return all.filter(({ open }) => open).map(({ letter, to, name }) => ({ letter, to, name }));
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

/** Every key, for the sheet that lists them. `letters`: whether single letters do anything. */
export function keySections(me: Person, letters: boolean): readonly KeySection[] {
  const always: readonly KeySection[] = [
    {
      title: t('shell.keys.everywhere'),
      keys: [
        { keys: withControl('K'), does: t('shell.keys.find') },
        ...(letters ? [{ keys: ['?'], does: t('shell.keys.help') }] : []),
        { keys: withControl('Z'), does: t('shell.keys.undo') },
        { keys: [t('shell.keys.escapeKey')], does: t('shell.keys.escape') },
      ],
    },
  ];
  if (!letters) return always;
  return [
    ...always,
    {
      title: t('shell.keys.list'),
      keys: [
        { keys: ['J'], does: t('shell.keys.down') },
        { keys: ['K'], does: t('shell.keys.up') },
        { keys: [t('shell.keys.enterKey')], does: t('shell.keys.enter') },
        { keys: ['X'], does: t('shell.keys.select') },
        { keys: [t('shell.keys.shift'), t('shell.keys.click')], does: t('shell.keys.range') },
        { keys: ['/'], does: t('shell.keys.filter') },
      ],
    },
    {
      title: t('shell.keys.request'),
      keys: [
        { keys: ['A'], does: t('shell.keys.approve') },
        { keys: ['R'], does: t('shell.keys.reject') },
        { keys: ['Q'], does: t('shell.keys.write') },
        { keys: ['Z'], does: t('shell.keys.undo') },
      ],
    },
    {
      title: t('shell.keys.goTo'),
      keys: placesOf(me).map(({ letter, name }) => ({
        keys: ['G', letter.toUpperCase()],
        does: t(`shell.place.${name}`),
      })),
    },
  ];
}
