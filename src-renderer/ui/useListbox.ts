import { type KeyboardEvent, useEffect, useId, useState } from 'react';

interface ListboxOptions {
  /** What tells each option from the others, in the order of the list. An option stays chosen while others come and go around it. */
  readonly keys: readonly string[];
  /** Whether the list is shown. */
  readonly open: boolean;
  /** Index of the option that Enter takes before an arrow was pressed; -1 for none. */
  readonly first: number;
  /** What the options answer; when that changes, the first is the active one again. */
  readonly of: string;
  readonly onChoose: (index: number) => void;
}

/** A text field with a list of options below it: the focus stays in the field, arrows go through the options, Enter takes one. */
export function useListbox({ keys, open, first, of, onChoose }: ListboxOptions) {
  const id = useId();
  const [moved, setMoved] = useState<{ readonly of: string; readonly to: string } | null>(null);
  const count = keys.length;
  const kept = moved?.of === of ? keys.indexOf(moved.to) : -1;
  const active = open ? Math.min(kept < 0 ? first : kept, count - 1) : -1;
  const idOf = (index: number): string => `${id}-${index}`;
  const moveTo = (index: number) => {
    const to = keys[index];
    if (to !== undefined) setMoved({ of, to });
  };
  const go = (to: number) => moveTo((to + count) % count);

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
        if (index !== active) moveTo(index);
      },
      onClick: () => onChoose(index),
    }),
  } as const;
}
