import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '#texts/texts.ts';
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
  /** Above the list; null without saved views. */
  readonly chips: ReactNode;
}

/** The views of a list of requests: their menu, their links above the list, and their commands. */
export function useViews(to: '/inbox' | '/mine', line: string): Views {
  const { data = [] } = useQuery(viewsQuery());
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const addresses = useAddresses();
  const clipboard = useClipboard({ timeout: 4_000 });
  const place = to === '/mine' ? 'mine' : 'inbox';
  const saved = data.filter((view) => view.place === place);
  const current = [...saved, ...startingViews().filter((view) => view.place === place)].find(
    ({ filter }) => filter === line,
  );
  const copy = () => clipboard.copy(addresses.ofList(to, line));
  const close = () => setDialog(null);
  const section = t(`inbox.title.${place}`);
  const commands: readonly Command[] = [
    { id: 'save view', words: t('inbox.views.save'), section, run: () => setDialog('save') },
    {
      id: 'copy address',
      words: t('inbox.views.copyCommand'),
      section,
      also: t('inbox.views.alsoCopy'),
      run: copy,
    },
    ...(saved.length === 0
      ? []
      : [{ id: 'manage views', words: t('inbox.views.manageCommand'), section, run: () => setDialog('manage') }]),
  ];
  useCommands(commands);
  return {
    menu: (
      <>
        <span role="status" className="meta">
          {clipboard.copied ? t('inbox.views.copied') : clipboard.error === null ? '' : t('inbox.views.notCopied')}
        </span>
        <ViewsMenu
          to={to}
          saved={saved}
          current={current?.name}
          onSave={() => setDialog('save')}
          onManage={() => setDialog('manage')}
          onCopy={copy}
        />
        {dialog === 'save' ? <SaveView place={place} filter={line} saved={saved} onClose={close} /> : null}
        {dialog === 'manage' ? <ManageViews saved={saved} onClose={close} /> : null}
      </>
    ),
    chips:
      saved.length === 0 ? null : (
        <Chips label={t('inbox.views.yours')}>
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
