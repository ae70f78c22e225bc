import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import { ledgerPages } from '../app/queries/ledger.ts';
import { Empty } from '../ui/Empty.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { CheckStrip } from './CheckStrip.tsx';
import { EventHeadings, EventRow } from './EventRow.tsx';
import { LedgerFilterRow } from './LedgerFilterRow.tsx';
import classes from './LedgerPage.module.css';
import { SaveHead } from './SaveHead.tsx';
import { ledgerFilters } from './search.ts';
import { useLedgerCheck } from './useLedgerCheck.ts';
import { Verify } from './Verify.tsx';

const route = getRouteApi('/ledger');

/** All events of the desk in sentences, newest first, and a check that nothing was changed. */
export function LedgerPage(): ReactNode {
  const search = route.useSearch();
  const navigate = useNavigate();
  const list = useInfiniteQuery(ledgerPages(ledgerFilters(search)));
  const check = useLedgerCheck();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const capped = list.data?.pages.some((page) => page.capped) === true;

  return (
    <Page
      list
      title={t('ledger.title')}
      lead={t('ledger.lead')}
      actions={
        <>
          <SaveHead size="compact-md">{t('ledger.saveHead')}</SaveHead>
          <Verify {...check} />
        </>
      }
      filters={
        <LedgerFilterRow
          search={search}
          onSearch={(changed) => void navigate({ to: '/ledger', search: changed, replace: true })}
        />
      }
    >
      <CheckStrip {...check} />
      {capped ? (
        <p className={classes.capped ?? ''} role="status">
          {t('ledger.capped')}
        </p>
      ) : null}
      {list.isPending ? (
        <>
          <EventHeadings />
          <SkeletonRows count={10} height={36} />
        </>
      ) : list.isError ? (
        <RefusalNote refusal={list.error.refusal} />
      ) : items.length === 0 ? (
        <Empty title={t('ledger.none')}>{t('ledger.noneAdvice')}</Empty>
      ) : (
        <>
          <EventHeadings />
          <VirtualList
            label={t('ledger.events')}
            items={items}
            keyOf={(event) => event.sequence}
            rowHeight={36}
            row={(event) => <EventRow event={event} />}
            more={list}
          />
        </>
      )}
    </Page>
  );
}
