import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { t } from '#texts/texts.ts';

interface Item {
  readonly key: string;
}

/** Reorders the rows of a list: by dragging a handle, by keys, or by buttons. */
export interface Order {
  readonly move: (from: number, to: number) => void;
  /** The last move, for screen readers. */
  readonly announcement: string;
  /** For a row: a drop target, and Alt with an arrow key. */
  readonly row: (index: number) => {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onKeyDownCapture: (event: KeyboardEvent) => void;
    readonly 'data-over': 'above' | 'below' | undefined;
    readonly 'data-dragged': true | undefined;
  };
  /** For the drag handle of a row. */
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

/** Reorders a list. `nameOf` names a row in announcements. */
export function useOrder<T extends Item>(
  items: readonly T[],
  onOrder: (items: readonly T[]) => void,
  nameOf: (item: T, index: number) => string,
): Order {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [announcement, setAnnouncement] = useState('');
  // Moving a row takes the focus from the element in it.
  const focused = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const before = focused.current;
    if (before === null) return;
    focused.current = null;
    before.focus();
    // At the first or last position, the pressed button is disabled.
    if (document.activeElement !== before)
      before.closest('fieldset')?.querySelector<HTMLElement>('button:not([disabled])')?.focus();
  });

  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || from === to) return;
    focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    onOrder(moved(items, from, to));
    setAnnouncement(t('policies.sequence.moved', { step: nameOf(item, from), position: to + 1, all: items.length }));
  };
  const rest = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    move,
    announcement,
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
      // Before the field with the focus handles the key.
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
