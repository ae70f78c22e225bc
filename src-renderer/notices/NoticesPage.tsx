import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { noticeCountsQuery, noticePages } from '../app/queries/notices.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { addressOf } from './addresses.ts';
import { NoticeRow } from './NoticeRow.tsx';
import { type NoticeShow, noticeShows } from './search.ts';
import { useMarkRead } from './useMarkRead.ts';

const route = getRouteApi('/notices');

const words: Record<NoticeShow, string> = { unread: 'Unread', all: 'All' };
const ROW_HEIGHT = 52;

/** What the viewer was told: unread first in sight, and everything of late behind one filter. */
export function NoticesPage(): ReactNode {
  const { open, show = open === undefined ? 'unread' : 'all' } = route.useSearch();
  const navigate = useNavigate();
  const { data: counts } = useQuery(noticeCountsQuery());
  const list = useInfiniteQuery(noticePages(show === 'unread' ? { unread: true } : {}));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { mutate: markRead, isPending, error } = useMarkRead();

  // A notification of the system leads here with the number of what it told of.
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
      title="Notifications"
      lead="What you were told at this workstation. The newest 500 are kept."
      actions={
        <Button
          variant="default"
          disabled={unread === 0 || newest === undefined}
          loading={isPending}
          onClick={() => {
            if (newest !== undefined) markRead({ number: newest.number, andOlder: true });
          }}
        >
          Mark all as read
        </Button>
      }
      filters={
        <Chips label="Filters">
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
              {words[filter]}
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
        <Empty title={show === 'unread' ? 'Nothing new.' : 'You were told nothing yet.'}>
          {show === 'unread'
            ? 'What concerns you comes here: what waits for you, and what becomes of what you asked for.'
            : 'What waits for you, and what becomes of what you asked for, comes here.'}
        </Empty>
      ) : (
        <VirtualList
          label="Notifications"
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
