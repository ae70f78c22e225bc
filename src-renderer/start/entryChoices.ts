import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import type { Workspace } from '#contract/workspace.ts';
import { t } from '#texts/texts.ts';
import { call, desk, read } from '../app/desk.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';

/** The choices of the first screen that open a workspace. */
export interface EntryChoices {
  readonly open: (directory: string) => void;
  readonly train: () => void;
  /** Asks for a folder, and opens the desk in it. */
  readonly choose: () => void;
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  /** A sentence about the chosen folder. */
  readonly note: string | null;
}

/** Opens a workspace. `onNothing` is called with a chosen folder that holds no desk. */
export function useEntryChoices(onNothing: (directory: string) => void): EntryChoices {
  const cache = useQueryClient();
  const [note, setNote] = useState<string | null>(null);
  const onSuccess = (workspace: Workspace) => cache.setQueryData(workspaceQuery().queryKey, workspace);
  const open = useMutation({
    mutationFn: (directory: string) => call(desk.workspace.open, { directory }),
    onSuccess,
  });
  const train = useMutation({
    mutationFn: async () => {
      const { trainingDirectory } = await read(desk.workspace.get, {});
      return call(desk.workspace.train, { directory: trainingDirectory });
    },
    onSuccess,
  });
  const choose = useMutation({
    mutationFn: () => call(desk.workspace.choose, {}),
    onSuccess: ({ directory, holds }) => {
      setNote(null);
      if (directory === null) return;
      if (holds === 'unreadable') setNote(t('start.folder.unreadable', { directory }));
      else if (holds === 'nothing') {
        setNote(t('start.folder.empty', { directory }));
        onNothing(directory);
      } else open.mutate(directory);
    },
  });
  return {
    open: (directory) => open.mutate(directory),
    train: () => train.mutate(),
    choose: () => choose.mutate(),
    busy: open.isPending || train.isPending || choose.isPending,
    refusal: (open.error ?? train.error ?? choose.error)?.refusal,
    note,
  };
}
