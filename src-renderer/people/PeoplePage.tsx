import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { administers } from '../app/roles.ts';
import { useSession } from '../app/session.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { CodeDialog } from './CodeDialog.tsx';
import { CodesDialog } from './CodesDialog.tsx';
import { GroupDialog } from './GroupDialog.tsx';
import { GroupList } from './GroupList.tsx';
import { KeyChips } from './KeyChips.tsx';
import { PeopleList } from './PeopleList.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import classes from './people.module.css';

const route = getRouteApi('/people');

/** The people of the desk, and its groups. */
export function PeoplePage(): ReactNode {
  const search = route.useSearch();
  const { tab = 'people', text = '' } = search;
  const navigate = useNavigate();
  const session = useSession();
  const me = session?.person ?? null;
  const real = session?.workspace.kind === 'real';
  const keeps = me !== null && administers(me);
  const [creating, setCreating] = useState(false);
  const [added, setAdded] = useState<Person | null>(null);
  const [codes, setCodes] = useState(false);
  // Only admins see the state of keys, and people of a training desk have no codes.
  const showsKeys = real && keeps && tab === 'people';
  return (
    <Page
      list
      title={t('people.title')}
      actions={
        keeps ? (
          <>
            {showsKeys ? (
              <Button variant="default" size="compact-md" onClick={() => setCodes(true)}>
                {t('people.codes.open')}
              </Button>
            ) : null}
            {tab === 'people' ? (
              <LinkButton to="/people/import" variant="default" size="compact-md">
                {t('people.import')}
              </LinkButton>
            ) : null}
            <Button
              size="compact-md"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setCreating(true)}
            >
              {t(tab === 'people' ? 'people.add' : 'people.createGroup')}
            </Button>
          </>
        ) : undefined
      }
      filters={
        <>
          <Chips label={t('people.tabs.label')}>
            {(['people', 'groups'] as const).map((which) => (
              <Link
                key={which}
                to="/people"
                search={{ tab: which }}
                replace
                className={chip}
                activeProps={{}}
                aria-current={which === tab ? 'true' : undefined}
              >
                {t(`people.tabs.${which}`)}
              </Link>
            ))}
          </Chips>
          {showsKeys ? (
            <div className={classes.keys}>
              <KeyChips search={search} />
            </div>
          ) : null}
          <SearchBox
            label={t(`people.search.${tab}`)}
            text={text}
            w={240}
            onText={(typed) =>
              void navigate({
                to: '/people',
                search: { ...search, tab, text: typed.trim() === '' ? undefined : typed },
                replace: true,
              })
            }
          />
        </>
      }
    >
      {tab === 'people' ? (
        <PeopleList text={text} shown={showsKeys ? search.key : undefined} me={me} real={real} />
      ) : (
        <GroupList text={text} keeps={keeps} />
      )}
      {!creating ? null : tab === 'people' ? (
        <PersonDialog
          person={null}
          keeps={keeps}
          onClose={() => setCreating(false)}
          {...(real ? { onCreated: setAdded } : {})}
        />
      ) : (
        <GroupDialog group={null} onClose={() => setCreating(false)} />
      )}
      {codes && me !== null ? <CodesDialog me={me} onClose={() => setCodes(false)} /> : null}
      {added === null ? null : <CodeDialog person={added} enrolment={undefined} onClose={() => setAdded(null)} />}
    </Page>
  );
}
