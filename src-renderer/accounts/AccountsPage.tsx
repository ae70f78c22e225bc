import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { administers, oversees } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { AccountList } from './AccountList.tsx';
import { CoverageChips } from './CoverageChips.tsx';

const route = getRouteApi('/accounts');

/** The inventory: which accounts there are, and which policy gates each of them. */
export function AccountsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const text = search.text ?? '';
  const sees = me !== null && oversees(me);
  return (
    <Page
      list
      title="Accounts"
      lead={
        sees
          ? 'What no policy gates is refused to everybody: access is never granted by omission.'
          : 'The accounts that this desk knows of. You can ask for any that a policy allows.'
      }
      actions={
        me !== null && administers(me) ? (
          <LinkButton to="/accounts/import" variant="default" size="compact-md">
            Import…
          </LinkButton>
        ) : undefined
      }
      filters={
        <>
          {sees ? <CoverageChips search={search} /> : null}
          <SearchBox
            label="Search accounts"
            text={text}
            w={280}
            onText={(typed) =>
              void navigate({
                to: '/accounts',
                search: { ...search, text: typed.trim() === '' ? undefined : typed },
                replace: true,
              })
            }
          />
        </>
      }
    >
      {me === null ? null : <AccountList search={search} me={me} />}
    </Page>
  );
}
