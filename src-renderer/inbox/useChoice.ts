import { useNavigate, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { usePageKeys } from '../ui/keys.ts';
import { neighbour } from '../ui/VirtualList.tsx';

interface ChoiceInput {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  /** The id of the request that is shown beside the list. */
  readonly chosen: string | undefined;
  readonly items: readonly AccessRequest[];
  /** Position of the first of the items in the whole list, from 0. */
  readonly base: number;
  /** The element that shows the chosen request. */
  readonly detail: RefObject<HTMLElement | null>;
}

/** Which request of a list is shown beside it, and the keys that choose another. */
export function useChoice({ to, line, chosen, items, base, detail }: ChoiceInput) {
  const navigate = useNavigate();
  const index = items.findIndex((item) => item.id === chosen);
  const lastIndex = useRef(0);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
    else if (chosen === undefined) lastIndex.current = 0;
  }, [index, chosen]);

  const choose = useCallback(
    (id: string) => void navigate({ to, search: { filter: line, request: id }, replace: true }),
    [navigate, to, line],
  );
  const go = (step: 1 | -1) => {
    const next = neighbour({ items, index, lastIndex: lastIndex.current }, step);
    if (next !== undefined) choose(next.id);
  };
  const open = () => detail.current?.focus();
  usePageKeys({ j: () => go(1), k: () => go(-1) }, open);

  const onListKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (row === null) return;
    event.preventDefault();
    if (event.key === 'Enter') {
      const item = items[Number(row.getAttribute('data-index')) - base];
      if (item !== undefined) choose(item.id);
      open();
    } else go(event.key === 'ArrowDown' ? 1 : -1);
  };
  return { index, choose, onListKey, addressOf: useRequestAddress(to, line) };
}

const SOME_ID = '00000000-0000-7000-8000-000000000000';

/** The address of each request beside the list. The router builds one of them, not one for each row. */
function useRequestAddress(to: '/inbox' | '/mine', filter: string): (id: string) => string {
  const router = useRouter();
  return useMemo(() => {
    const { href } = router.buildLocation({ to, search: { filter, request: SOME_ID } });
    const address = router.history.createHref(href);
    const at = address.lastIndexOf(SOME_ID);
    return (id) => `${address.slice(0, at)}${id}${address.slice(at + SOME_ID.length)}`;
  }, [router, to, filter]);
}
