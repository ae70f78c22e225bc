import { Kbd } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { requestPages } from '../app/queries.ts';
import { BypassNotice } from '../grants/BypassNotice.tsx';
import { RequestDetail } from '../request/RequestDetail.tsx';
import { Empty } from '../ui/Empty.tsx';
import { usePageKeys } from '../ui/keys.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { Split } from '../ui/Split.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { Filters } from './Filters.tsx';
import { NothingHere } from './NothingHere.tsx';
import { neighbour } from './neighbour.ts';
import { RequestRow } from './RequestRow.tsx';
import { filtersFor, type RequestsSearch } from './search.ts';

interface RequestsViewProps {
  readonly to: '/inbox' | '/mine';
  readonly search: RequestsSearch;
}

const ROW_HEIGHT = 44;

/** Requests as a list and a detail side by side; the list keeps its place while the detail changes. */
export function RequestsView({ to, search }: RequestsViewProps) {
  const mine = to === '/mine';
  const show = search.show ?? (mine ? 'open' : 'waiting');
  const text = search.text ?? '';
  const navigate = useNavigate();
  const list = useInfiniteQuery(requestPages(filtersFor(show, text, mine)));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  const index = items.findIndex((item) => item.id === search.request);
  const lastIndex = useRef(0);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);

  const searchBox = useRef<HTMLInputElement>(null);
  const detail = useRef<HTMLElement>(null);

  const choose = (id: string) => void navigate({ to, search: { ...search, request: id }, replace: true });
  const go = (step: 1 | -1) => {
    const next = neighbour({ items, index, lastIndex: lastIndex.current }, step);
    if (next !== undefined) choose(next.id);
  };
  const open = () => detail.current?.focus();
  usePageKeys({ j: () => go(1), k: () => go(-1), '/': () => searchBox.current?.focus() }, open);

  const onListKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') {
      const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
      const item = items[Number(row?.getAttribute('data-index') ?? -1)];
      if (item !== undefined) choose(item.id);
      open();
    } else go(event.key === 'ArrowDown' ? 1 : -1);
  };

  return (
    <Split
      label={mine ? 'My requests' : 'Inbox'}
      detailLabel="Request"
      detailRef={detail}
      open={search.request !== undefined}
      back={
        <LinkButton to={to} search={{ ...search, request: undefined }} variant="subtle" size="compact-sm">
          ← Back to the list
        </LinkButton>
      }
      head={
        <>
          <SearchBox
            label="Search requests"
            text={text}
            onText={(typed) =>
              void navigate({
                to,
                search: { ...search, text: typed.trim() === '' ? undefined : typed },
                replace: true,
              })
            }
            inputRef={searchBox}
          />
          <Filters to={to} show={show} search={search} />
          {mine ? null : <BypassNotice />}
        </>
      }
      list={
        list.isPending ? (
          <SkeletonRows count={8} height={ROW_HEIGHT} />
        ) : list.isError ? (
          <RefusalNote refusal={list.error.refusal} />
        ) : items.length === 0 ? (
          <NothingHere show={show} text={text} to={to} />
        ) : (
          <VirtualList
            label="Requests"
            items={items}
            keyOf={(item) => item.id}
            rowHeight={ROW_HEIGHT}
            row={(item) => <RequestRow to={to} search={search} request={item} selected={item.id === search.request} />}
            more={list}
            current={index}
            onKeyDown={onListKey}
          />
        )
      }
      detail={
        search.request === undefined ? (
          <Empty title="No request is chosen.">
            Choose one from the list. <Kbd size="xs">J</Kbd> and <Kbd size="xs">K</Kbd> go down and up.
          </Empty>
        ) : (
          <RequestDetail key={search.request} id={search.request} fromList={items[index]} />
        )
      }
    />
  );
}
