import { Kbd } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { proposalPages } from '../app/queries/proposals.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { Empty } from '../ui/Empty.tsx';
import { usePageKeys } from '../ui/keys.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { Split } from '../ui/Split.tsx';
import { neighbour, VirtualList } from '../ui/VirtualList.tsx';
import { capital } from '../ui/words.ts';
import { NothingProposed } from './NothingProposed.tsx';
import { ProposalDetail } from './ProposalDetail.tsx';
import { ProposalRow } from './ProposalRow.tsx';
import { proposalShows } from './search.ts';

const route = getRouteApi('/proposals');
const ROW_HEIGHT = 44;

/** Changes to rules that wait for a second admin, or waited; and the chosen one. */
export function ProposalsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = useNavigate();
  const show = search.show ?? 'open';
  const list = useInfiniteQuery(proposalPages(show === 'all' ? {} : { status: show }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  const index = items.findIndex((item) => item.id === search.proposal);
  const lastIndex = useRef(0);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);

  const detail = useRef<HTMLElement>(null);
  const open = () => detail.current?.focus();
  const madeHere = useLocation({ select: ({ state }) => state.proposed === true });
  useEffect(() => {
    // Whoever has just proposed something is led to it, with what they had before gone.
    if (madeHere) detail.current?.focus();
  }, [madeHere]);

  const choose = (id: string) =>
    void navigate({ to: '/proposals', search: { ...search, proposal: id }, replace: true });
  const go = (step: 1 | -1) => {
    const next = neighbour({ items, index, lastIndex: lastIndex.current }, step);
    if (next !== undefined) choose(next.id);
  };
  usePageKeys({ j: () => go(1), k: () => go(-1) }, open);

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
      label="Proposals"
      detailLabel="Proposal"
      detailRef={detail}
      open={search.proposal !== undefined}
      back={
        <LinkButton to="/proposals" search={{ show: search.show }} variant="subtle" size="compact-sm">
          ← Back to the list
        </LinkButton>
      }
      head={
        <Chips label="Filters">
          {proposalShows.map((filter) => (
            <Link
              key={filter}
              to="/proposals"
              search={{ ...search, show: filter }}
              replace
              className={chip}
              activeProps={{}}
              aria-current={filter === show ? 'true' : undefined}
            >
              {capital(filter)}
            </Link>
          ))}
        </Chips>
      }
      list={
        list.isPending ? (
          <SkeletonRows count={6} height={ROW_HEIGHT} />
        ) : list.isError ? (
          <RefusalNote refusal={list.error.refusal} />
        ) : items.length === 0 ? (
          <NothingProposed show={show} />
        ) : (
          <VirtualList
            label="Proposals"
            items={items}
            keyOf={(item) => item.id}
            rowHeight={ROW_HEIGHT}
            row={(item) => <ProposalRow proposal={item} search={search} selected={item.id === search.proposal} />}
            more={list}
            current={index}
            onKeyDown={onListKey}
          />
        )
      }
      detail={
        search.proposal === undefined ? (
          <Empty title="No proposal is chosen.">
            Choose one from the list. <Kbd size="xs">J</Kbd> and <Kbd size="xs">K</Kbd> go down and up.
          </Empty>
        ) : (
          <ProposalDetail key={search.proposal} id={search.proposal} />
        )
      }
    />
  );
}
