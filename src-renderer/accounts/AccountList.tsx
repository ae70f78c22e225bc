import { useInfiniteQuery } from '@tanstack/react-query';
import type { Person } from '#contract/people.ts';
import { accountPages } from '../app/queries/accounts.ts';
import { administers, asksForAccess, oversees } from '../app/roles.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { AccountRow } from './AccountRow.tsx';
import classes from './accounts.module.css';
import type { AccountsSearch } from './search.ts';

interface AccountListProps {
  readonly search: AccountsSearch;
  readonly me: Person;
}

const ROW_HEIGHT = 44;

/** The accounts that a search finds, and for those who oversee the desk what gates them. */
export function AccountList({ search, me }: AccountListProps) {
  const sees = oversees(me);
  const text = search.text?.trim() ?? '';
  const list = useInfiniteQuery(
    accountPages({
      ...(text === '' ? {} : { text }),
      ...(sees && search.show !== undefined ? { coverage: search.show } : {}),
    }),
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonRows count={12} height={ROW_HEIGHT} />;
  if (list.isError) return <RefusalNote refusal={list.error.refusal} />;
  if (items.length === 0) return <Nothing search={search} me={me} />;
  return (
    <>
      <div className={classes.head} data-overseen={sees} aria-hidden>
        <span>Resource</span>
        <span>Account</span>
        <span>Kind</span>
        <span>Owner</span>
        {sees ? <span>Gated by</span> : null}
      </div>
      <div className={classes.body}>
        <VirtualList
          label="Accounts"
          items={items}
          keyOf={(item) => `${item.resource}\n${item.account}`}
          rowHeight={ROW_HEIGHT}
          row={(item) => <AccountRow item={item} sees={sees} asks={asksForAccess(me)} />}
          more={list}
          still={!asksForAccess(me)}
        />
      </div>
    </>
  );
}

/** Why nothing is shown, and what to do next. */
function Nothing({ search, me }: AccountListProps) {
  const text = search.text?.trim() ?? '';
  if (text !== '')
    return (
      <Empty title={`No ${search.show ?? ''} account matches “${text}”.`.replace('  ', ' ')}>
        Try a whole word of the resource, the account, its kind or its owner, or the first three letters of one.
      </Empty>
    );
  if (search.show === 'ungated')
    return <Empty title="No account is without a policy.">Whatever is in the inventory is gated by some policy.</Empty>;
  if (search.show === 'gated')
    return (
      <Empty title="No policy gates any account.">
        All access is refused for now. Write a policy for the accounts that people should be able to ask for.
      </Empty>
    );
  return (
    <Empty title="No accounts are known yet.">
      {administers(me) ? (
        <>
          Import a list of them, and this page shows which policy gates each account, and which accounts none does.
          <br />
          <LinkButton to="/accounts/import" size="compact-md" mt="sm">
            Import accounts
          </LinkButton>
        </>
      ) : (
        'An admin can import them. You can ask for access to an account without it standing here.'
      )}
    </Empty>
  );
}
