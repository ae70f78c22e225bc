import { Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { eventTypes } from '#contract/events.ts';
import { t } from '#texts/texts.ts';
import { ledgerPages } from '../app/queries/ledger.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { Empty } from '../ui/Empty.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { CheckStrip } from './CheckStrip.tsx';
import { EventRow } from './EventRow.tsx';
import { SaveHead } from './SaveHead.tsx';
import { useLedgerCheck } from './useLedgerCheck.ts';
import { Verify } from './Verify.tsx';

const route = getRouteApi('/ledger');
const types = eventTypes;

/** All events of the desk, newest first, and a check that nothing was changed. */
export function LedgerPage(): ReactNode {
  const { type, person } = route.useSearch();
  const navigate = useNavigate();
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const list = useInfiniteQuery(
    ledgerPages({ ...(type === undefined ? {} : { type }), ...(person === undefined ? {} : { personId: person }) }),
  );
  const check = useLedgerCheck();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

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
        <>
          <Select
            aria-label={t('ledger.type')}
            placeholder={t('ledger.everyType')}
            data={types}
            w={220}
            searchable
            clearable
            value={type ?? null}
            onChange={(value) =>
              void navigate({ to: '/ledger', search: { person, type: value ?? undefined }, replace: true })
            }
          />
          <Select
            aria-label={t('ledger.person')}
            placeholder={t('ledger.everyPerson')}
            data={everyone.map((one) => ({
              value: one.id,
              label: t('common.sharedName', { name: one.name, username: one.username }),
            }))}
            w={260}
            searchable
            clearable
            limit={50}
            value={person ?? null}
            onChange={(value) =>
              void navigate({
                to: '/ledger',
                search: { type, person: value ?? undefined },
                replace: true,
              })
            }
          />
        </>
      }
    >
      <CheckStrip {...check} />
      {list.isPending ? (
        <SkeletonRows count={10} height={36} />
      ) : list.isError ? (
        <RefusalNote refusal={list.error.refusal} />
      ) : items.length === 0 ? (
        <Empty title={t('ledger.none')}>{t('ledger.noneAdvice')}</Empty>
      ) : (
        <VirtualList
          label={t('ledger.events')}
          items={items}
          keyOf={(event) => event.sequence}
          rowHeight={36}
          row={(event) => <EventRow event={event} />}
          more={list}
        />
      )}
    </Page>
  );
}
