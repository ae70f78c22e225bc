import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import classes from './VirtualList.module.css';

/** The part of an infinite query that a list needs in order to go on. */
export interface More {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string | number;
  readonly rowHeight: number;
  readonly row: (item: T, index: number) => ReactNode;
  readonly more?: More;
  /** Index of the row to keep in view; -1 for none. */
  readonly current?: number;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** Whether nothing in its rows can have the focus, so that the list has it, to be scrolled by keys. */
  readonly still?: boolean;
}

/** A list of any length, of which only the visible rows exist. Reads on as its end comes near. */
export function VirtualList<T>({
  label,
  items,
  keyOf,
  rowHeight,
  row,
  more,
  current = -1,
  onKeyDown,
  still = false,
}: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? -1;

  useEffect(() => {
    if (more === undefined || !more.hasNextPage || more.isFetchingNextPage) return;
    if (lastShown >= items.length - 10) void more.fetchNextPage();
  }, [more, lastShown, items.length]);

  useEffect(() => {
    if (current >= 0) virtualizer.scrollToIndex(current, { align: 'auto' });
  }, [current, virtualizer]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links and buttons inside
    <div ref={scroller} className={classes.scroller} onKeyDown={onKeyDown} {...(still ? { tabIndex: 0 } : {})}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which ul and li do not expect */}
      <div role="list" aria-label={label} className={classes.list} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((place) => {
          const item = items[place.index];
          return item === undefined ? null : (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={place.key}
              ref={virtualizer.measureElement}
              data-index={place.index}
              role="listitem"
              aria-setsize={more?.hasNextPage === true ? -1 : items.length}
              aria-posinset={place.index + 1}
              className={classes.row}
              style={{ transform: `translateY(${place.start}px)` }}
            >
              {row(item, place.index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Chosen<T> {
  readonly items: readonly T[];
  /** Index of the chosen item; -1 if it is not in the list. */
  readonly index: number;
  /** Index that the chosen item had when it was last in the list. */
  readonly lastIndex: number;
}

/** The item that lies `step` rows from the chosen one, within the list. */
export function neighbour<T>({ items, index, lastIndex }: Chosen<T>, step: 1 | -1): T | undefined {
  // What left the list leaves its row to the one after it, so going down stays on that row.
  const aim = index >= 0 ? index + step : step === 1 ? lastIndex : lastIndex - 1;
  return items[Math.min(Math.max(aim, 0), items.length - 1)];
}
