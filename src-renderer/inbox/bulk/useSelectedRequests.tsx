import { type ReactNode, useCallback, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { useCommands } from '../../ui/commands.ts';
import { usePageKeys, usePlainKey } from '../../ui/keys.ts';
import { BulkBar } from './BulkBar.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { nothingSelected, toggled, useSelection, withAll, withoutAll, withRange } from './selection.ts';
import type { BulkAction } from './useBulk.ts';

interface SelectedRequestsInput {
  /** Tells one list from another. */
  readonly list: string;
  readonly items: readonly AccessRequest[];
  /** The row that the key `X` selects; undefined if it is not in the list. */
  readonly current: string | undefined;
  /** The heading of its commands in the palette. */
  readonly section: string;
}

interface SelectedRequests {
  readonly ids: readonly string[];
  /** Selects a request, or drops it from the selection; `range`: everything up to it as well. */
  readonly select: (id: string, range: boolean) => void;
  /** The bar below the list and its dialog. */
  readonly bar: ReactNode;
}

/** The selected requests of a list, with the keys, commands and buttons that act on them. */
export function useSelectedRequests({ list, items, current, section }: SelectedRequestsInput): SelectedRequests {
  const { selected, change } = useSelection(list);
  const [action, setAction] = useState<BulkAction | null>(null);
  const select = useCallback(
    (id: string, range: boolean) =>
      change((before) => {
        const ids = items.map((item) => item.id);
        return range ? withRange(before, id, ids) : toggled(before, id);
      }),
    [change, items],
  );
  const selectAll = () => {
    const ids = items.map(({ id }) => id);
    change((before) => withAll(before, ids));
  };
  const clear = () => change(() => nothingSelected);
  usePageKeys({
    x: () => {
      if (current !== undefined) select(current, false);
    },
  });
  usePlainKey('Escape', clear);
  const none = selected.ids.length === 0;
  useCommands([
    {
      id: 'select all',
      words: t('inbox.selection.selectAll'),
      section,
      also: t('inbox.selection.alsoSelectAll'),
      run: selectAll,
    },
    ...(none
      ? []
      : [
          { id: 'bulk approve', words: t('inbox.selection.approve'), section, run: () => setAction('approve') },
          { id: 'bulk reject', words: t('inbox.selection.reject'), section, run: () => setAction('reject') },
          { id: 'bulk clear', words: t('inbox.selection.clear'), section, run: clear },
        ]),
  ]);
  return {
    ids: selected.ids,
    select,
    bar: (
      <>
        {none ? null : <BulkBar count={selected.ids.length} onAct={setAction} onAll={selectAll} onClear={clear} />}
        {action === null ? null : (
          <BulkDialog
            action={action}
            ids={selected.ids}
            onClose={(done) => {
              setAction(null);
              change((before) => withoutAll(before, done));
            }}
          />
        )}
      </>
    ),
  };
}
