import { useCallback, useState } from 'react';

/** Most requests that something can be done to at once. */
export const MOST_SELECTED = 200;

/** What is selected in a list, and the row from which a selection is drawn on. */
export interface Selected {
  readonly ids: readonly string[];
  readonly from: string | null;
}

export const nothingSelected: Selected = { ids: [], from: null };

/** Takes one in, or lets it go. */
export function toggled({ ids }: Selected, id: string): Selected {
  const rest = ids.filter((one) => one !== id);
  return { ids: rest.length < ids.length ? rest : [...ids, id].slice(-MOST_SELECTED), from: id };
}

/** Takes in everything from where the selection was begun up to a row, in the order of the list. */
export function drawnTo(selected: Selected, id: string, list: readonly string[]): Selected {
  const [a, b] = [list.indexOf(selected.from ?? id), list.indexOf(id)];
  if (a < 0 || b < 0) return toggled(selected, id);
  return { ...withAll(selected, list.slice(Math.min(a, b), Math.max(a, b) + 1)), from: id };
}

/** Takes in all of these, as far as there is room. */
export function withAll({ ids, from }: Selected, more: readonly string[]): Selected {
  return { ids: [...new Set([...ids, ...more])].slice(0, MOST_SELECTED), from };
}

/** Lets go of these. */
export function withoutAll({ ids, from }: Selected, gone: readonly string[]): Selected {
  return { ids: ids.filter((id) => !gone.includes(id)), from };
}

/** What is selected in the list that `of` tells from others; another list begins with nothing. */
export function useSelection(of: string) {
  const [kept, setKept] = useState({ of, selected: nothingSelected });
  const selected = kept.of === of ? kept.selected : nothingSelected;
  const change = useCallback(
    (next: (before: Selected) => Selected) =>
      setKept((before) => ({ of, selected: next(before.of === of ? before.selected : nothingSelected) })),
    [of],
  );
  return { selected, change };
}
