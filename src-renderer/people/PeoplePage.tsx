import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { GroupDialog } from './GroupDialog.tsx';
import { GroupList } from './GroupList.tsx';
import { PeopleList } from './PeopleList.tsx';
import { PersonDialog } from './PersonDialog.tsx';

const route = getRouteApi('/people');

/** Who is on the desk, and in which groups. */
export function PeoplePage(): ReactNode {
  const { tab = 'people', text = '' } = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const keeps = me !== null && administers(me);
  const [creating, setCreating] = useState(false);
  return (
    <Page
      list
      title="People"
      actions={
        keeps ? (
          <Button size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
            {tab === 'people' ? 'Add a person' : 'Create a group'}
          </Button>
        ) : undefined
      }
      filters={
        <>
          <Chips label="People or groups">
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
                {which === 'people' ? 'People' : 'Groups'}
              </Link>
            ))}
          </Chips>
          <SearchBox
            label={tab === 'people' ? 'Search people' : 'Search groups'}
            text={text}
            w={240}
            onText={(typed) =>
              void navigate({
                to: '/people',
                search: { tab, text: typed.trim() === '' ? undefined : typed },
                replace: true,
              })
            }
          />
        </>
      }
    >
      {tab === 'people' ? <PeopleList text={text} me={me} /> : <GroupList text={text} keeps={keeps} />}
      {!creating ? null : tab === 'people' ? (
        <PersonDialog person={null} keeps={keeps} onClose={() => setCreating(false)} />
      ) : (
        <GroupDialog group={null} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}
