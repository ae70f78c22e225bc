import { useCallback, useState } from 'react';

/** The most requests that can be selected at once. */
export const MOST_SELECTED = 200;

/** The selected requests of a list, and the row from which a range extends. */
export interface Selected {
  readonly ids: readonly string[];
  readonly from: string | null;
}

export const nothingSelected: Selected = { ids: [], from: null };

/** Selects a request, or drops it from the selection. */
export function toggled({ ids }: Selected, id: string): Selected {
  const rest = ids.filter((one) => one !== id);
  return { ids: rest.length < ids.length ? rest : [...ids, id].slice(-MOST_SELECTED), from: id };
}

/** Selects everything between the last selected row and this one, in the order of the list. */
export function withRange(selected: Selected, id: string, list: readonly string[]): Selected {
  const [a, b] = [list.indexOf(selected.from ?? id), list.indexOf(id)];
  if (a < 0 || b < 0) return toggled(selected, id);
  return { ...withAll(selected, list.slice(Math.min(a, b), Math.max(a, b) + 1)), from: id };
}

/** Selects all of these, up to the limit. */
export function withAll({ ids, from }: Selected, more: readonly string[]): Selected {
  return { ids: [...new Set([...ids, ...more])].slice(0, MOST_SELECTED), from };
}

/** Drops these from the selection. */
export function withoutAll({ ids, from }: Selected, gone: readonly string[]): Selected {
  return { ids: ids.filter((id) => !gone.includes(id)), from };
}

/** The selection of the list that the key `of` names; another list begins without one. */
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
