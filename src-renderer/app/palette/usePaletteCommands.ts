import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { shownName } from '../../ui/words.ts';
import { pageIn, useAddresses } from '../address.ts';
import { useLeave } from '../frame/leave.ts';
import { placesOf, withControl } from '../keys/table.ts';
import { foundPeopleQuery } from '../queries/people.ts';
import { foundPoliciesQuery } from '../queries/policies.ts';
import { numberedRequestQuery, viewsQuery } from '../queries/requests.ts';
import { oversees } from '../roles.ts';
import { startingViews } from '../startingViews.ts';
import { type Command, offeredNow } from './commands.ts';
import { fuzzyFind } from './fuzzy.ts';

interface PaletteInput {
  readonly typed: string;
  readonly me: Person;
  readonly session: SessionView;
  readonly onHelp: () => void;
}

/** How many are shown at once. */
const MOST = 40;

/** What the palette offers for what is typed, the best first. */
export function usePaletteCommands({ typed, me, session, onHelp }: PaletteInput): readonly Command[] {
  const [offered] = useState(offeredNow);
  const always = [...offered, ...useViewCommands(), ...usePlaceCommands(me), ...useDeskCommands(session, onHelp)];
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
  return { id: 'address', words: 'Open this address', section: 'Go to', run: () => addresses.open(typed) };
}

function usePlaceCommands(me: Person): readonly Command[] {
  const navigate = useNavigate();
  return placesOf(me).map(({ to, word, letter }) => ({
    id: `place ${to}`,
    words: word,
    section: to === '/new' ? 'Ask for access' : 'Go to',
    also: 'go open',
    key: `G ${letter.toUpperCase()}`,
    run: () => void navigate({ to }),
  }));
}

function useViewCommands(): readonly Command[] {
  const navigate = useNavigate();
  const { data: saved = [] } = useQuery(viewsQuery());
  return [...saved, ...startingViews].map(({ id, place, name, filter }) => ({
    id: `view ${id}`,
    words: name,
    section: place === 'mine' ? 'View of my requests' : 'View of the inbox',
    also: filter,
    run: () => void navigate({ to: place === 'mine' ? '/mine' : '/inbox', search: { filter } }),
  }));
}

function useDeskCommands({ workspace }: SessionView, onHelp: () => void): readonly Command[] {
  const lock = useLeave('lock');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    { scheme: 'light', words: 'Light colours' },
    { scheme: 'dark', words: 'Dark colours' },
    { scheme: 'auto', words: 'Colours as the system has them' },
  ] as const;
  return [
    ...(workspace.kind === 'real'
      ? [
          {
            id: 'lock',
            words: 'Lock this desk',
            section: 'Desk',
            key: withControl('L').join(' '),
            run: () => lock.mutate(),
          },
        ]
      : []),
    ...schemes
      .filter(({ scheme }) => scheme !== colorScheme)
      .map(({ scheme, words }) => ({
        id: `colours ${scheme}`,
        words,
        section: 'Appearance',
        also: 'colour color scheme theme mode switch',
        run: () => setColorScheme(scheme),
      })),
    { id: 'keys', words: 'Show all keys', section: 'Help', also: 'keyboard shortcuts', key: '?', run: onHelp },
  ];
}

// Words of the palette’s own that go with a name.
const notNames = ['request', 'requests', 'of', 'person', 'people', 'policy', 'policies'];

const namesIn = (typed: string): string =>
  typed
    .split(/\s+/)
    .filter((word) => word !== '' && !notNames.includes(word.toLocaleLowerCase()))
    .join(' ');

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
        words: `#${of} ${shownName(requester)}: ${account} on ${resource}`,
        section: 'Request',
        run: () => void navigate({ to: '/inbox', search: { filter: `#${of}`, request: id } }),
      }),
    ),
    named: [
      ...(names ? (people.data?.items ?? []) : []).map(({ id, name, username, role }) => ({
        id: `person ${id}`,
        words: `${name} (${username})`,
        section: 'People',
        also: role,
        run: () => void navigate({ to: '/people', search: { text: username } }),
      })),
      ...(names ? (people.data?.items ?? []) : []).map(({ id, name, username }) => ({
        id: `requests of ${id}`,
        words: `Requests of ${name}`,
        section: 'Inbox',
        also: username,
        run: () => void navigate({ to: '/inbox', search: { filter: `requester:${username}` } }),
      })),
      ...(names && oversees(me) ? (policies.data?.items ?? []) : []).map(({ id, name }) => ({
        id: `policy ${id}`,
        words: name,
        section: 'Policies',
        run: () => void navigate({ to: '/policies', search: { policy: id } }),
      })),
    ],
  };
}
