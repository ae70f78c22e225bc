import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type { Input } from '#contract/contract.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { noticeCountsQuery, noticePages } from '../app/queries/notices.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { addressOf } from './kinds.ts';
import { NoticeRow } from './NoticeRow.tsx';
import { noticeShows } from './search.ts';

const route = getRouteApi('/notices');

const ROW_HEIGHT = 52;

/** The notifications of the viewer: the unread ones, or all that are kept. */
export function NoticesPage(): ReactNode {
  const { open, show = open === undefined ? 'unread' : 'all' } = route.useSearch();
  const navigate = useNavigate();
  const { data: counts } = useQuery(noticeCountsQuery());
  const list = useInfiniteQuery(noticePages(show === 'unread' ? { unread: true } : {}));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { mutate: markRead, isPending, error } = useMarkRead();

  // A notification of the system leads here with the number of its notice.
  const wanted = items.find(({ number }) => number === open);
  useEffect(() => {
    if (wanted === undefined) return;
    markRead({ number: wanted.number });
    void navigate({ ...addressOf(wanted), replace: true });
  }, [wanted, markRead, navigate]);

  const [newest] = items;
  const unread = counts?.unread ?? 0;
  return (
    <Page
      list
      title={t('notices.title')}
      lead={t('notices.lead')}
      actions={
        <Button
          variant="default"
          disabled={unread === 0 || newest === undefined}
          loading={isPending}
          onClick={() => {
            if (newest !== undefined) markRead({ number: newest.number, andOlder: true });
          }}
        >
          {t('notices.markAll')}
        </Button>
      }
      filters={
        <Chips label={t('notices.filters')}>
          {noticeShows.map((filter) => (
            <Link
              key={filter}
              to="/notices"
              search={{ show: filter }}
              replace
              className={chip}
              activeProps={{}}
              aria-current={filter === show ? 'true' : undefined}
            >
              {t(`notices.show.${filter}`)}
              {filter === 'unread' && counts !== undefined ? <span className={chipCount}>{unread}</span> : null}
            </Link>
          ))}
        </Chips>
      }
    >
      {error === null ? null : <RefusalNote refusal={error.refusal} />}
      {list.isPending ? (
        <SkeletonRows count={8} height={ROW_HEIGHT} />
      ) : list.isError ? (
        <RefusalNote refusal={list.error.refusal} />
      ) : items.length === 0 ? (
        <Empty title={t(show === 'unread' ? 'notices.nothingNew' : 'notices.nothingYet')}>
          {t('notices.explanation')}
        </Empty>
      ) : (
        <VirtualList
          label={t('notices.title')}
          items={items}
          keyOf={(notice) => notice.number}
          rowHeight={ROW_HEIGHT}
          row={(notice) => (
            <NoticeRow
              notice={notice}
              onRead={() => {
                if (!notice.read) markRead({ number: notice.number });
              }}
            />
          )}
          more={list}
        />
      )}
    </Page>
  );
}

/** Marks a notice as read, or it and all that are older. */
function useMarkRead() {
  return useMutation({
    mutationFn: (input: Input<'notices', 'markRead'>) => call(desk.notices.markRead, input),
    onSettled: () => refresh(['notices']),
  });
}
