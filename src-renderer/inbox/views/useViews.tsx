import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useAddresses } from '../../app/address.ts';
import { viewsQuery } from '../../app/queries/requests.ts';
import { startingViews } from '../../app/startingViews.ts';
import { Chips, chip } from '../../ui/Chips.tsx';
import { type Command, useCommands } from '../../ui/commands.ts';
import { ManageViews } from './ManageViews.tsx';
import { SaveView } from './SaveView.tsx';
import { ViewsMenu } from './ViewsMenu.tsx';

interface Views {
  /** Beside the title of the list. */
  readonly menu: ReactNode;
  /** Above the list; null for somebody who keeps no views. */
  readonly chips: ReactNode;
}

/** The views of a list of requests: where they are shown, and what can be done with them. */
export function useViews(to: '/inbox' | '/mine', line: string): Views {
  const { data = [] } = useQuery(viewsQuery());
  const [asked, setAsked] = useState<'save' | 'manage' | null>(null);
  const addresses = useAddresses();
  const clipboard = useClipboard({ timeout: 4_000 });
  const place = to === '/mine' ? 'mine' : 'inbox';
  const saved = data.filter((view) => view.place === place);
  const current = [...saved, ...startingViews().filter((view) => view.place === place)].find(
    ({ filter }) => filter === line,
  );
  const copy = () => clipboard.copy(addresses.ofList(to, line));
  const close = () => setAsked(null);
  const section = place === 'mine' ? 'My requests' : 'Inbox';
  const commands: readonly Command[] = [
    { id: 'save view', words: 'Save this view…', section, run: () => setAsked('save') },
    { id: 'copy address', words: 'Copy address of this view', section, also: 'link url share', run: copy },
    ...(saved.length === 0
      ? []
      : [{ id: 'manage views', words: 'Rename and remove views…', section, run: () => setAsked('manage') }]),
  ];
  useCommands(commands);
  return {
    menu: (
      <>
        <span role="status" className="meta">
          {clipboard.copied ? 'Address copied' : clipboard.error === null ? '' : 'The address could not be copied'}
        </span>
        <ViewsMenu
          to={to}
          saved={saved}
          current={current?.name}
          onSave={() => setAsked('save')}
          onManage={() => setAsked('manage')}
          onCopy={copy}
        />
        {asked === 'save' ? <SaveView place={place} filter={line} saved={saved} onClose={close} /> : null}
        {asked === 'manage' ? <ManageViews saved={saved} onClose={close} /> : null}
      </>
    ),
    chips:
      saved.length === 0 ? null : (
        <Chips label="Your views">
          {saved.map(({ id, name, filter }) => (
            <Link
              key={id}
              to={to}
              search={{ filter }}
              className={chip}
              activeProps={{}}
              aria-current={filter === line ? 'true' : undefined}
            >
              {name}
            </Link>
          ))}
        </Chips>
      ),
  };
}
