import { Kbd } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { BypassNotice } from '../request/BypassNotice.tsx';
import { type Decided, onDecided, onDeciding } from '../request/decided.ts';
import { usePending } from '../request/pending.ts';
import { RequestDetail } from '../request/RequestDetail.tsx';
import { useCommands } from '../ui/commands.ts';
import { Empty } from '../ui/Empty.tsx';
import { usePageKeys, usePlainKey, useSingleKeys } from '../ui/keys.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { Split } from '../ui/Split.tsx';
import { age } from '../ui/time.ts';
import { neighbour } from '../ui/VirtualList.tsx';
import { BulkBar } from './bulk/BulkBar.tsx';
import { BulkDialog } from './bulk/BulkDialog.tsx';
import { drawnTo, nothingSelected, toggled, useSelection, withAll, withoutAll } from './bulk/selection.ts';
import type { BulkAction } from './bulk/useBulk.ts';
import { DecidedNote } from './DecidedNote.tsx';
import { FilterLine } from './FilterLine.tsx';
import { Filters } from './Filters.tsx';
import { meaningOf } from './filter/meaning.ts';
import { readPieces } from './filter/pieces.ts';
import { asksMore, scopeOf, showOf } from './filter/shows.ts';
import { RequestList, ROW_HEIGHT } from './list/RequestList.tsx';
import { useRequestWindow } from './list/useRequestWindow.ts';
import { NothingHere } from './NothingHere.tsx';
import { nextWaiting } from './next.ts';
import { RequestRow } from './RequestRow.tsx';
import { lineIn, type RequestsSearch } from './search.ts';
import { useKnown } from './useKnown.ts';
import { useRequestAddress } from './useRequestAddress.ts';
import { useViews } from './views/useViews.tsx';

interface RequestsViewProps {
  readonly to: '/inbox' | '/mine';
  readonly search: RequestsSearch;
}

const namesThings = /(?:requester|policy):/i;
const ofMine = { mine: true } as const;

/** Requests as a list and a detail side by side; the list keeps its place while the detail changes. */
export function RequestsView({ to, search }: RequestsViewProps) {
  const mine = to === '/mine';
  const line = lineIn(search, mine);
  const chosen = search.request;
  const navigate = useNavigate();
  const pieces = useMemo(() => readPieces(line), [line]);
  const [namesWanted, setNamesWanted] = useState(false);
  const known = useKnown(namesWanted || namesThings.test(line));
  const { filters, problems, pending } = meaningOf(pieces, known);
  const asked = mine ? { ...filters, ...ofMine } : filters;
  const { sort: _sort, ...within } = meaningOf(scopeOf(pieces), known).filters;
  const scope = mine ? { ...within, ...ofMine } : within;
  const show = showOf(pieces);

  const watched = useRef(false);
  const list = useRequestWindow(asked, !pending, watched, chosen);
  const { items } = list;
  const index = items.findIndex((item) => item.id === chosen);
  const lastIndex = useRef(0);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
    else if (chosen === undefined) lastIndex.current = 0;
  }, [index, chosen]);

  const field = useRef<HTMLInputElement>(null);
  const detail = useRef<HTMLElement>(null);
  const views = useViews(to, line);
  const { selected, change } = useSelection(list.list);
  const [bulk, setBulk] = useState<BulkAction | null>(null);
  const [decided, setDecided] = useState<{ readonly done: Decided; readonly next: string } | null>(null);
  const deciding = usePending().filter(({ state }) => state !== 'refused');

  const choose = useCallback(
    (id: string) => void navigate({ to, search: { filter: line, request: id }, replace: true }),
    [navigate, to, line],
  );
  const addressOf = useRequestAddress(to, line);
  const go = (step: 1 | -1) => {
    const next = neighbour({ items, index, lastIndex: lastIndex.current }, step);
    if (next !== undefined) choose(next.id);
  };
  const open = () => detail.current?.focus();
  const select = useCallback(
    (id: string, all: boolean) =>
      change((before) => {
        const ids = items.map((item) => item.id);
        return all ? drawnTo(before, id, ids) : toggled(before, id);
      }),
    [change, items],
  );
  const selectAll = () =>
    change((before) =>
      withAll(
        before,
        items.map(({ id }) => id),
      ),
    );
  const clear = () => change(() => nothingSelected);
  usePageKeys(
    {
      j: () => go(1),
      k: () => go(-1),
      x: () => {
        if (index >= 0 && chosen !== undefined) select(chosen, false);
      },
      '/': () => field.current?.focus(),
    },
    open,
  );
  usePlainKey('Escape', clear);

  const letters = useSingleKeys();
  const section = mine ? 'My requests' : 'Inbox';
  useCommands([
    { id: 'select all', words: 'Select all shown', section, also: 'bulk', run: selectAll },
    ...(selected.ids.length === 0
      ? []
      : ([
          { id: 'bulk approve', words: 'Approve what is selected…', section, run: () => setBulk('approve') },
          { id: 'bulk reject', words: 'Reject what is selected…', section, run: () => setBulk('reject') },
          { id: 'bulk clear', words: 'Let go of what is selected', section, run: clear },
        ] as const)),
  ]);

  const nextAfter = ({ request }: Decided) =>
    nextWaiting(
      items,
      request.id,
      deciding.map((one) => one.request.id),
    );
  // Whoever goes through what waits for them goes on to the next.
  const follow = useEffectEvent((done: Decided) => {
    const waiting = asked.waitingOnMe === true;
    // The view has moved on already, and what was decided then is signed now.
    if (waiting && chosen !== undefined && done.request.id !== chosen) setDecided({ done, next: chosen });
    if (!waiting || done.request.id !== chosen || done.request.viewer.canApprove) return;
    const next = nextAfter(done);
    if (next === undefined) return;
    setDecided({ done, next: next.id });
    choose(next.id);
  });
  const moveOn = useEffectEvent((begun: Decided) => {
    if (begun.request.id !== chosen || asked.waitingOnMe !== true) return;
    const next = nextAfter(begun);
    if (next !== undefined) choose(next.id);
  });
  useEffect(() => onDecided((done) => follow(done)), []);
  useEffect(() => onDeciding((begun) => moveOn(begun)), []);

  const onListKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (row === null) return;
    event.preventDefault();
    if (event.key === 'Enter') {
      const item = items[Number(row.getAttribute('data-index')) - list.base];
      if (item !== undefined) choose(item.id);
      open();
    } else go(event.key === 'ArrowDown' ? 1 : -1);
  };

  return (
    <Split
      label={section}
      detailLabel="Request"
      detailRef={detail}
      open={chosen !== undefined}
      back={
        <LinkButton to={to} search={{ filter: line }} variant="subtle" size="compact-sm">
          ← Back to the list
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
            onFocus={() => setNamesWanted(true)}
            inputRef={field}
          />
          <Filters to={to} line={line} show={show} search={search} scope={scope} />
          {views.chips}
          {mine ? null : <BypassNotice />}
        </>
      }
      list={
        <>
          {list.error !== null ? (
            <RefusalNote refusal={list.error.refusal} />
          ) : list.isPending ? (
            <SkeletonRows count={8} height={ROW_HEIGHT} />
          ) : items.length === 0 ? (
            <NothingHere to={to} line={line} show={show} more={asksMore(pieces)} />
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
                  chosen={item.id === chosen}
                  selected={selected.ids.includes(item.id)}
                  deciding={deciding.find(({ request }) => request.id === item.id)?.action ?? null}
                  onChoose={choose}
                  onSelect={select}
                />
              )}
            />
          )}
          {selected.ids.length === 0 ? null : (
            <BulkBar count={selected.ids.length} onAct={setBulk} onAll={selectAll} onClear={clear} />
          )}
          {bulk === null ? null : (
            <BulkDialog
              action={bulk}
              ids={selected.ids}
              onClose={(done) => {
                setBulk(null);
                change((before) => withoutAll(before, done));
              }}
            />
          )}
        </>
      }
      detail={
        chosen === undefined ? (
          <Empty title="No request is chosen.">
            Choose one from the list.{' '}
            {letters ? (
              <>
                <Kbd size="xs">J</Kbd> and <Kbd size="xs">K</Kbd> go down and up, <Kbd size="xs">?</Kbd> shows all keys.
              </>
            ) : null}
          </Empty>
        ) : (
          <>
            {decided?.next === chosen ? <DecidedNote to={to} line={line} decided={decided.done} /> : null}
            <RequestDetail key={chosen} id={chosen} fromList={items[index]} />
          </>
        )
      }
    />
  );
}
