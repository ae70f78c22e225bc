import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { pageIn, useAddresses } from '../../app/address.ts';
import { foundPeopleQuery } from '../../app/queries/people.ts';
import { foundPoliciesQuery } from '../../app/queries/policies.ts';
import { numberedRequestQuery, viewsQuery } from '../../app/queries/requests.ts';
import { oversees } from '../../app/roles.ts';
import { useLeave } from '../../app/session.ts';
import { startingViews } from '../../app/startingViews.ts';
import { type Command, useOfferedCommands } from '../../ui/commands.ts';
import { withControl } from '../../ui/keys.ts';
import { shownName } from '../../ui/names.ts';
import { placesOf } from '../keys/table.ts';
import { fuzzyFind } from './fuzzy.ts';

interface PaletteInput {
  readonly typed: string;
  readonly me: Person;
  readonly session: SessionView;
  readonly onHelp: () => void;
}

/** How many are shown at once. */
const MOST = 40;

/** The commands that match the typed text, the best match first. */
export function usePaletteCommands({ typed, me, session, onHelp }: PaletteInput): readonly Command[] {
  const always = [
    ...useOfferedCommands(),
    ...useViewCommands(),
    ...usePlaceCommands(me),
    ...useDeskCommands(session, onHelp),
  ];
  const found = useFound(typed, me);
  const address = useAddressCommand(typed);
  if (address !== null) return [address];
  return [
    ...found.numbered,
    ...fuzzyFind(typed, [...always, ...found.named], ({ words, section, also = '' }) => `${words} ${section} ${also}`),
  ].slice(0, MOST);
}

function useAddressCommand(typed: string): Command | null {
  const addresses = useAddresses();
  if (pageIn(typed) === null) return null;
  return {
    id: 'address',
    words: t('shell.palette.address'),
    section: t('shell.palette.section.goTo'),
    run: () => addresses.open(typed),
  };
}

function usePlaceCommands(me: Person): readonly Command[] {
  const navigate = useNavigate();
  return placesOf(me).map(({ to, name, letter }) => ({
    id: `place ${to}`,
    words: t(`shell.place.${name}`),
    section: t(to === '/new' ? 'shell.palette.section.ask' : 'shell.palette.section.goTo'),
    also: t('shell.palette.also.place'),
    key: `G ${letter.toUpperCase()}`,
    run: () => void navigate({ to }),
  }));
}

function useViewCommands(): readonly Command[] {
  const navigate = useNavigate();
  const { data: saved = [] } = useQuery(viewsQuery());
  return [...saved, ...startingViews()].map(({ id, place, name, filter }) => ({
    id: `view ${id}`,
    words: name,
    section: t(place === 'mine' ? 'shell.palette.section.mineView' : 'shell.palette.section.inboxView'),
    also: filter,
    run: () => void navigate({ to: place === 'mine' ? '/mine' : '/inbox', search: { filter } }),
  }));
}

function useDeskCommands({ workspace }: SessionView, onHelp: () => void): readonly Command[] {
  const lock = useLeave('lock');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = ['light', 'dark', 'auto'] as const;
  return [
    ...(workspace.kind === 'real'
      ? [
          {
            id: 'lock',
            words: t('shell.palette.lock'),
            section: t('shell.palette.section.desk'),
            key: withControl('L').join(' '),
            run: () => lock.mutate(),
          },
        ]
      : []),
    ...schemes
      .filter((scheme) => scheme !== colorScheme)
      .map((scheme) => ({
        id: `colours ${scheme}`,
        words: t(`shell.palette.colours.${scheme}`),
        section: t('shell.palette.section.appearance'),
        also: t('shell.palette.also.colours'),
        run: () => setColorScheme(scheme),
      })),
    {
      id: 'keys',
      words: t('shell.palette.keys'),
      section: t('shell.palette.section.help'),
      also: t('shell.palette.also.keys'),
      key: '?',
      run: onHelp,
    },
  ];
}

function namesIn(typed: string): string {
  const notNames = t('shell.palette.notNames').split(' ');
  return typed
    .split(/\s+/)
    .filter((word) => word !== '' && !notNames.includes(word.toLocaleLowerCase()))
    .join(' ');
}

interface Found {
  /** The request of the number that was typed; it needs no finding. */
  readonly numbered: readonly Command[];
  readonly named: readonly Command[];
}

function useFound(typed: string, me: Person): Found {
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(namesIn(typed), 120);
  const number = Number(/^#?(\d{1,15})$/.exec(asked)?.[1] ?? 0);
  const names = asked.length > 1 && number === 0;
  const requests = useQuery({ ...numberedRequestQuery(number), enabled: number > 0 });
  const people = useQuery({ ...foundPeopleQuery(asked), enabled: names });
  const policies = useQuery({ ...foundPoliciesQuery(asked), enabled: names && oversees(me) });
  return {
    numbered: (number > 0 ? (requests.data?.items ?? []) : []).map(
      ({ id, number: of, requester, resource, account }) => ({
        id: `request ${id}`,
        words: t('shell.palette.request', { number: of, person: shownName(requester), account, resource }),
        section: t('shell.palette.section.request'),
        run: () => void navigate({ to: '/inbox', search: { filter: `#${of}`, request: id } }),
      }),
    ),
    named: [
      ...(names ? (people.data?.items ?? []) : []).map(({ id, name, username, role }) => ({
        id: `person ${id}`,
        words: t('common.sharedName', { name, username }),
        section: t('shell.palette.section.people'),
        also: t(`common.role.${role}`),
        run: () => void navigate({ to: '/people', search: { text: username } }),
      })),
      ...(names ? (people.data?.items ?? []) : []).map(({ id, name, username }) => ({
        id: `requests of ${id}`,
        words: t('shell.palette.requestsOf', { name }),
        section: t('shell.palette.section.inbox'),
        also: username,
        run: () => void navigate({ to: '/inbox', search: { filter: `requester:${username}` } }),
      })),
      ...(names && oversees(me) ? (policies.data?.items ?? []) : []).map(({ id, name }) => ({
        id: `policy ${id}`,
        words: name,
        section: t('shell.palette.section.policies'),
        run: () => void navigate({ to: '/policies', search: { policy: id } }),
      })),
    ],
  };
}
