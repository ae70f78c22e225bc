import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { useNow } from '../../app/session.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import classes from './RequestList.module.css';
import { MOST_NEWER, PAGE } from './requestWindow.ts';
import type { RequestWindow } from './useRequestWindow.ts';
import { useStillRows } from './useStillRows.ts';

export const ROW_HEIGHT = 44;
/** The next page is read this many rows before the end of those in memory. */
const AHEAD = 30;

interface RequestListProps {
  readonly window: RequestWindow;
  /** The request that is shown beside the list. */
  readonly chosen: string | undefined;
  readonly row: (item: AccessRequest, now: string) => ReactNode;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Set to whether the viewer looks at rows that must not move. */
  readonly watched: RefObject<boolean>;
}

/** The rows of a list of requests: only visible rows are rendered, and only a few pages are in memory. */
export function RequestList({ window: list, chosen, row, onKeyDown, watched }: RequestListProps) {
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const { items, base, hasNext, isFetching, readNext, readBack } = list;
  const total = base + items.length;
  const index = items.findIndex((item) => item.id === chosen);
  const position = index < 0 ? -1 : base + index;
  const shown = useMemo(() => ({ ids: items.map(({ id }) => id), base }), [items, base]);
  const still = useStillRows({
    scroller,
    rows,
    rowHeight: ROW_HEIGHT,
    list: list.list,
    shown,
    chosen: position,
  });

  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    getItemKey: (at) => items[at - base]?.id ?? `gap ${at}`,
  });
  const visible = virtualizer.getVirtualItems();
  const firstShown = visible[0]?.index ?? 0;
  const lastShown = visible.at(-1)?.index ?? -1;

  useEffect(() => {
    if (isFetching) return;
    if (base > 0 && firstShown < base + AHEAD) readBack(firstShown < base - PAGE ? firstShown : base - 1);
    else if (hasNext && lastShown >= total - AHEAD) readNext();
  });

  // Choosing a request scrolls to it; requests that come and go do not scroll.
  const inList = position >= 0;
  const latest = useRef(position);
  latest.current = position;
  useEffect(() => {
    if (chosen !== undefined && inList) virtualizer.scrollToIndex(latest.current, { align: 'auto' });
  }, [chosen, inList, virtualizer]);

  const look = () => {
    const element = scroller.current;
    watched.current =
      element !== null && (element.scrollTop > 0 || still.isOver() || element.contains(document.activeElement));
  };

  return (
    <div className={classes.frame}>
      <div role="status">
        {list.held === 0 ? null : (
          <Button
            className={classes.held ?? ''}
            size="compact-sm"
            leftSection={<IconArrowUp size={14} stroke={2} aria-hidden />}
            onClick={() => {
              list.release();
              still.goUp();
            }}
          >
            {list.held >= MOST_NEWER
              ? t('inbox.heldAtLeast', { most: MOST_NEWER })
              : t('inbox.held', { count: list.held })}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside */}
      <div
        ref={scroller}
        className={classes.scroller}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          still.handlers.onPointerMove(event);
          look();
        }}
        onPointerLeave={() => {
          still.handlers.onPointerLeave();
          look();
        }}
        onScroll={look}
        onFocus={look}
        onBlur={look}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which ul and li do not expect */}
        <div
          ref={rows}
          role="list"
          aria-label={t('inbox.list')}
          className={classes.list}
          style={{ height: virtualizer.getTotalSize(), boxSizing: 'content-box' }}
        >
          {visible.map((at) => {
            const item = items[at.index - base];
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div
                key={at.key}
                data-index={at.index}
                role="listitem"
                aria-setsize={hasNext ? -1 : total}
                aria-posinset={at.index + 1}
                className={classes.row}
                style={{ transform: `translateY(${at.start}px)`, height: ROW_HEIGHT }}
              >
                {item === undefined ? <SkeletonRows count={1} height={ROW_HEIGHT} /> : row(item, now)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
