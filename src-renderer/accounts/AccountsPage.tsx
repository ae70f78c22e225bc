import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import { administers, oversees } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { AccountList } from './AccountList.tsx';
import { CoverageChips } from './CoverageChips.tsx';

const route = getRouteApi('/accounts');

/** The inventory: the accounts, and the policy that gates each. */
export function AccountsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const text = search.text ?? '';
  const sees = me !== null && oversees(me);
  return (
    <Page
      list
      title={t('accounts.title')}
      lead={t(sees ? 'accounts.leadOverseer' : 'accounts.lead')}
      actions={
        me !== null && administers(me) ? (
          <LinkButton to="/accounts/import" variant="default" size="compact-md">
            {t('accounts.import')}
          </LinkButton>
        ) : undefined
      }
      filters={
        <>
          {sees ? <CoverageChips search={search} /> : null}
          <SearchBox
            label={t('accounts.search')}
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
