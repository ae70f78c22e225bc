import { type KeyboardEvent, useEffect, useId, useState } from 'react';

interface ListboxOptions {
  readonly count: number;
  /** Whether the list is shown. */
  readonly open: boolean;
  /** Index of the option that Enter takes before an arrow was pressed; -1 for none. */
  readonly first: number;
  /** What the options answer; when that changes, the first is the active one again. */
  readonly of: string;
  readonly onChoose: (index: number) => void;
}

/** A text field with a list of options below it: the focus stays in the field, arrows go through the options, Enter takes one. */
export function useListbox({ count, open, first, of, onChoose }: ListboxOptions) {
  const id = useId();
  const [moved, setMoved] = useState<{ readonly of: string; readonly to: number } | null>(null);
  const wanted = moved?.of === of ? moved.to : first;
  const active = open ? Math.min(wanted, count - 1) : -1;
  const idOf = (index: number): string => `${id}-${index}`;
  const go = (to: number) => setMoved({ of, to: (to + count) % count });

  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  return {
    active,
    /** Answers whether the key was one of the list’s. */
    onKey(event: KeyboardEvent): boolean {
      if (!open || count === 0 || event.nativeEvent.isComposing) return false;
      if (event.key === 'ArrowDown') go(active + 1);
      else if (event.key === 'ArrowUp') go(active <= 0 ? count - 1 : active - 1);
      else if (event.key === 'Enter' && active >= 0) onChoose(active);
      else return false;
      event.preventDefault();
      return true;
    },
    field: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': open && count > 0,
      'aria-haspopup': 'listbox',
      autoComplete: 'off',
      ...(open && count > 0 ? { 'aria-controls': id } : {}),
      ...(active >= 0 ? { 'aria-activedescendant': idOf(active) } : {}),
    },
    list: { role: 'listbox', id },
    option: (index: number) => ({
      id: idOf(index),
      role: 'option',
      'aria-selected': index === active,
      // The field keeps the focus.
      onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
      onMouseMove: () => {
        if (index !== active) setMoved({ of, to: index });
      },
      onClick: () => onChoose(index),
    }),
  } as const;
}
