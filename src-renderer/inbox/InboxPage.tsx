import { Kbd } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { BypassNotice } from '../request/BypassNotice.tsx';
import { usePending } from '../request/pending.ts';
import { RequestDetail } from '../request/RequestDetail.tsx';
import { openQuestion } from '../request/thread.ts';
import { Empty } from '../ui/Empty.tsx';
import { usePageKeys, useSingleKeys } from '../ui/keys.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { Split } from '../ui/Split.tsx';
import { age } from '../ui/time.ts';
import { useSelectedRequests } from './bulk/useSelectedRequests.tsx';
import { DecidedNote } from './DecidedNote.tsx';
import { FilterLine } from './FilterLine.tsx';
import { Filters } from './Filters.tsx';
import { RequestList, ROW_HEIGHT } from './list/RequestList.tsx';
import { useRequestWindow } from './list/useRequestWindow.ts';
import { NothingHere } from './NothingHere.tsx';
import { RequestRow } from './RequestRow.tsx';
import type { RequestsSearch } from './search.ts';
import { useChoice } from './useChoice.ts';
import { useFilter } from './useFilter.ts';
import { useNextWaiting } from './useNextWaiting.ts';
import { useViews } from './views/useViews.tsx';

const inbox = getRouteApi('/inbox');
const mine = getRouteApi('/mine');

/** Every request that the viewer may see; those that wait for the viewer first. */
export function InboxPage(): ReactNode {
  return <RequestsView to="/inbox" search={inbox.useSearch()} />;
}

/** The viewer's own requests. */
export function MinePage(): ReactNode {
  return <RequestsView to="/mine" search={mine.useSearch()} />;
}

interface RequestsViewProps {
  readonly to: '/inbox' | '/mine';
  readonly search: RequestsSearch;
}

/** Requests as a list and a detail side by side; the list keeps its position while the detail changes. */
function RequestsView({ to, search }: RequestsViewProps) {
  const chosen = search.request;
  const navigate = useNavigate();
  const { line, known, problems, pending, filters, scope, show, more, loadNames } = useFilter(to, search);
  const watched = useRef(false);
  const list = useRequestWindow(filters, !pending, watched, chosen);
  const { items } = list;

  const field = useRef<HTMLInputElement>(null);
  const detail = useRef<HTMLElement>(null);
  usePageKeys({ '/': () => field.current?.focus() });
  const { index, choose, onListKey, addressOf } = useChoice({ to, line, chosen, items, base: list.base, detail });

  const section = t(to === '/mine' ? 'inbox.title.mine' : 'inbox.title.inbox');
  const views = useViews(to, line);
  const selected = useSelectedRequests({ list: list.list, items, current: items[index]?.id, section });
  const deciding = usePending().filter(({ state }) => state !== 'refused');
  const decided = useNextWaiting({
    waiting: filters.waitingOnMe === true,
    items,
    chosen,
    deciding: deciding.map(({ request }) => request.id),
    choose,
  });

  return (
    <Split
      label={section}
      detailLabel={t('inbox.detail')}
      detailRef={detail}
      open={chosen !== undefined}
      back={
        <LinkButton to={to} search={{ filter: line }} variant="subtle" size="compact-sm">
          {t('inbox.back')}
        </LinkButton>
      }
      actions={views.menu}
      head={
        <>
          <FilterLine
            line={line}
            onLine={(filter) => void navigate({ to, search: { filter, request: chosen }, replace: true })}
            known={known}
            problems={problems}
            refused={list.error?.refusal.fields ?? {}}
            onFocus={loadNames}
            inputRef={field}
          />
          <Filters to={to} line={line} show={show} search={search} scope={scope} />
          {views.chips}
          {to === '/mine' ? null : <BypassNotice />}
        </>
      }
      list={
        <>
          {list.error !== null ? (
            <RefusalNote refusal={list.error.refusal} />
          ) : list.isPending ? (
            <SkeletonRows count={8} height={ROW_HEIGHT} />
          ) : items.length === 0 ? (
            <NothingHere to={to} line={line} show={show} more={more} />
          ) : (
            <RequestList
              window={list}
              chosen={chosen}
              watched={watched}
              onKeyDown={onListKey}
              row={(item, now) => (
                <RequestRow
                  address={addressOf(item.id)}
                  request={item}
                  age={age(item.submittedAt, now)}
                  askedAge={askedAge(item, now)}
                  chosen={item.id === chosen}
                  selected={selected.ids.includes(item.id)}
                  deciding={deciding.find(({ request }) => request.id === item.id)?.action ?? null}
                  onChoose={choose}
                  onSelect={selected.select}
                />
              )}
            />
          )}
          {selected.bar}
        </>
      }
      detail={
        chosen === undefined ? (
          <NothingChosen />
        ) : (
          <>
            {decided === null ? null : <DecidedNote to={to} line={line} decided={decided} />}
            <RequestDetail key={chosen} id={chosen} fromList={items[index]} />
          </>
        )
      }
    />
  );
}

function askedAge(request: AccessRequest, now: string): string | null {
  const question = openQuestion(request);
  return question && age(question.since, now);
}

function NothingChosen() {
  const letters = useSingleKeys();
  const key = <Kbd size="xs" />;
  return (
    <Empty title={t('inbox.notChosen.title')}>
      {t('inbox.notChosen.advice')}{' '}
      {letters ? <Sentence text="inbox.notChosen.keys" parts={{ j: key, k: key, help: key }} /> : null}
    </Empty>
  );
}
