import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import type { Workspace } from '#contract/workspace.ts';
import { call, desk, read } from '../app/desk.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';

/** The ways to a desk that need no founding. */
export interface Doors {
  readonly open: (directory: string) => void;
  readonly train: () => void;
  /** Asks for a folder, and opens the desk in it. */
  readonly choose: () => void;
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  /** What is to be said about the folder that was chosen. */
  readonly note: string | null;
}

/** Opens what there is. `onNothing` hears of a chosen folder that holds no desk. */
export function useDoors(onNothing: (directory: string) => void): Doors {
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
      if (holds === 'unreadable') setNote(`What is in ${directory} cannot be read. Choose another folder.`);
      else if (holds === 'nothing') {
        setNote(`There is no desk in ${directory}. You can found one there, or choose another folder.`);
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
