import { type PointerEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { rowShift, type Shown } from './rowShift.ts';

interface StillRowsInput {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The element that holds the rows. */
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly rowHeight: number;
  /** The key of the list: another list begins at its top. */
  readonly list: string;
  readonly shown: Shown;
  /** Position of the chosen row; -1 for none. */
  readonly chosen: number;
}

/**
 * Keeps a row at its place on the screen while others come and go above it: the row under the pointer, else the chosen row if it is visible,
 * else the first visible row.
 */
export function useStillRows({ scroller, rows, rowHeight, list, shown, chosen }: StillRowsInput) {
  const pointer = useRef<number | null>(null);
  const before = useRef<{ readonly list: string; readonly shown: Shown; readonly chosen: number } | null>(null);
  // Extra space above the rows, where scrolling alone cannot hold a row in place.
  const lift = useRef(0);
  const goingUp = useRef(false);

  const makeRoom = (above: number, below: number) => {
    lift.current = above;
    if (rows.current === null) return;
    rows.current.style.marginTop = above === 0 ? '' : `${above}px`;
    rows.current.style.paddingBottom = below === 0 ? '' : `${below}px`;
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = { list, shown, chosen };
    if (element === null || last === null) return;
    if (last.list !== list) {
      makeRoom(0, 0);
      element.scrollTop = 0;
      return;
    }
    if (last.shown === shown) return;
    if (goingUp.current) {
      goingUp.current = false;
      makeRoom(0, 0);
      element.scrollTop = 0;
      return;
    }
    const visible = (position: number): boolean =>
      position * rowHeight >= element.scrollTop - lift.current &&
      (position + 1) * rowHeight <= element.scrollTop - lift.current + element.clientHeight;
    const at = (y: number): number => Math.floor((element.scrollTop - lift.current + y) / rowHeight);
    const chosenIsSeen = last.chosen >= 0 && visible(last.chosen);
    // At the top, with no row to hold, show what comes in.
    if (pointer.current === null && !chosenIsSeen && element.scrollTop === 0) return;
    const still = pointer.current !== null ? at(pointer.current) : chosenIsSeen ? last.chosen : at(0);
    const moved = rowShift(last.shown, shown, still) * rowHeight;
    if (moved === 0) return;
    const wanted = element.scrollTop - lift.current + moved;
    if (pointer.current !== null) {
      const height = (shown.base + shown.ids.length) * rowHeight;
      makeRoom(Math.max(0, -wanted), Math.max(0, wanted + element.clientHeight - height));
    }
    element.scrollTop = wanted + lift.current;
  });

  return {
    isOver: () => pointer.current !== null,
    /** Scrolls to the top of the list, and stays there when new rows come in. */
    goUp() {
      goingUp.current = true;
      scroller.current?.scrollTo({ top: 0 });
    },
    handlers: {
      onPointerMove(event: PointerEvent<HTMLDivElement>) {
        pointer.current = event.clientY - event.currentTarget.getBoundingClientRect().top;
      },
      onPointerLeave() {
        pointer.current = null;
        makeRoom(0, 0);
      },
    },
  };
}
