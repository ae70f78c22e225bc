import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '#texts/texts.ts';
import { call, desk } from '../app/desk.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';

/** Closes the training workspace and goes back to the first screen, where a desk can be founded or opened. */
export function LeaveTraining() {
  const cache = useQueryClient();
  const leave = useMutation({
    mutationFn: () => call(desk.workspace.leave, {}),
    onSuccess: (workspace) => {
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'workspace' });
      cache.setQueryData(workspaceQuery().queryKey, workspace);
    },
  });
  return (
    <>
      <div>
        <Button variant="default" size="compact-sm" mt={4} loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('settings.desk.leave')}
        </Button>
      </div>
      <p className="meta">{t('settings.desk.leaveExplanation')}</p>
      {leave.isError ? <RefusalNote refusal={leave.error.refusal} /> : null}
    </>
  );
}
