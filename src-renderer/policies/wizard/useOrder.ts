import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Item {
  readonly key: string;
}

/** How the rows of a list are put into another order: dragged by a handle, or moved by keys or buttons. */
export interface Order {
  readonly move: (from: number, to: number) => void;
  /** What was moved where, for whoever listens. */
  readonly said: string;
  /** For the row: where something dragged may be dropped, and Alt with an arrow key. */
  readonly row: (index: number) => {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onKeyDownCapture: (event: KeyboardEvent) => void;
    readonly 'data-over': 'above' | 'below' | undefined;
    readonly 'data-dragged': true | undefined;
  };
  /** For the handle by which it is dragged. */
  readonly handle: (index: number) => {
    readonly draggable: true;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const item = items[from];
  return item === undefined ? items : items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** Lets a list be put into another order. `nameOf` is how a row is called when it is said where it went. */
export function useOrder<T extends Item>(
  items: readonly T[],
  onOrder: (items: readonly T[]) => void,
  nameOf: (item: T, index: number) => string,
): Order {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  // What has the focus loses it when its row is put elsewhere.
  const focused = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const before = focused.current;
    if (before === null) return;
    focused.current = null;
    before.focus();
    // The button by which the first or last place was reached can go no further.
    if (document.activeElement !== before)
      before.closest('fieldset')?.querySelector<HTMLElement>('button:not([disabled])')?.focus();
  });

  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || from === to) return;
    focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    onOrder(moved(items, from, to));
    setSaid(`${nameOf(item, from)} is step ${to + 1} of ${items.length} now.`);
  };
  const rest = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    move,
    said,
    row: (index) => ({
      onDragOver: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(index);
      },
      onDrop: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        move(dragged, index);
        rest();
      },
      // Before the field in which it is pressed makes something of it.
      onKeyDownCapture: (event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
      },
      'data-over':
        dragged !== null && over === index && dragged !== index ? (dragged < index ? 'below' : 'above') : undefined,
      'data-dragged': dragged === index ? true : undefined,
    }),
    handle: (index) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', String(index));
        setDragged(index);
      },
      onDragEnd: rest,
    }),
  };
}
