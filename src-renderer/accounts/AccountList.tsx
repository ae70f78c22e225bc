import { useInfiniteQuery } from '@tanstack/react-query';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
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

/** The accounts that a search finds; with their policies for admins and auditors. */
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
        <span>{t('accounts.column.resource')}</span>
        <span>{t('accounts.column.account')}</span>
        <span>{t('accounts.column.kind')}</span>
        <span>{t('accounts.column.owner')}</span>
        {sees ? <span>{t('accounts.column.policy')}</span> : null}
      </div>
      <div className={classes.body}>
        <VirtualList
          label={t('accounts.list')}
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

/** Says why the list is empty, and what to do next. */
function Nothing({ search, me }: AccountListProps) {
  const text = search.text?.trim() ?? '';
  if (text !== '')
    return (
      <Empty
        title={t(
          search.show === undefined
            ? 'accounts.nothing.noMatch'
            : search.show === 'gated'
              ? 'accounts.nothing.noMatchGated'
              : 'accounts.nothing.noMatchUngated',
          { text },
        )}
      >
        {t('accounts.nothing.advice')}
      </Empty>
    );
  if (search.show === 'ungated')
    return <Empty title={t('accounts.nothing.ungated')}>{t('accounts.nothing.ungatedAdvice')}</Empty>;
  if (search.show === 'gated')
    return <Empty title={t('accounts.nothing.gated')}>{t('accounts.nothing.gatedAdvice')}</Empty>;
  return (
    <Empty title={t('accounts.nothing.all')}>
      {administers(me) ? (
        <>
          {t('accounts.nothing.importAdvice')}
          <br />
          <LinkButton to="/accounts/import" size="compact-md" mt="sm">
            {t('accounts.nothing.importAccounts')}
          </LinkButton>
        </>
      ) : (
        t('accounts.nothing.wait')
      )}
    </Empty>
  );
}
