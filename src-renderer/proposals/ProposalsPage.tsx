import { Kbd } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { t } from '#texts/texts.ts';
import { proposalPages } from '../app/queries/proposals.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { Empty } from '../ui/Empty.tsx';
import { usePageKeys } from '../ui/keys.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { Split } from '../ui/Split.tsx';
import { neighbour, VirtualList } from '../ui/VirtualList.tsx';
import { NothingProposed } from './NothingProposed.tsx';
import { ProposalDetail } from './ProposalDetail.tsx';
import { ProposalRow } from './ProposalRow.tsx';
import { proposalShows } from './search.ts';

const route = getRouteApi('/proposals');
const ROW_HEIGHT = 44;

/** Changes to rules that wait, or waited, for a second admin; and the chosen one. */
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
    // The screen of the change is gone: lead the viewer to the new proposal.
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
      label={t('proposals.title')}
      detailLabel={t('proposals.detail')}
      detailRef={detail}
      open={search.proposal !== undefined}
      back={
        <LinkButton to="/proposals" search={{ show: search.show }} variant="subtle" size="compact-sm">
          {t('proposals.back')}
        </LinkButton>
      }
      head={
        <Chips label={t('proposals.show.label')}>
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
              {t(`proposals.show.${filter}`)}
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
            label={t('proposals.list')}
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
          <Empty title={t('proposals.notChosen.title')}>
            <Sentence text="proposals.notChosen.advice" parts={{ j: <Kbd size="xs" />, k: <Kbd size="xs" /> }} />
          </Empty>
        ) : (
          <ProposalDetail key={search.proposal} id={search.proposal} />
        )
      }
    />
  );
}
