import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, desk, ProposedError } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface NewKitProps {
  readonly onClose: () => void;
}

/** Asks before a new recovery kit is made, which takes the earlier ones out of use. */
export function NewKit({ onClose }: NewKitProps) {
  const cache = useQueryClient();
  const proposes = useFourEyes();
  const issue = useMutation({
    mutationFn: () => call(desk.session.issueKit, {}),
    onSuccess: (session) => {
      cache.setQueryData(sessionQuery().queryKey, session);
      onClose();
    },
    onError: (error) => {
      // A banner of every screen may have opened this, so it does not go away with one.
      if (error instanceof ProposedError) onClose();
    },
  });
  return (
    <ReasonDialog
      title="Make a new recovery kit?"
      confirm="Make the kit"
      proposes={proposes}
      pending={issue.isPending}
      refusal={issue.error?.refusal}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      It opens on a page of its own, once{proposes ? ', for whoever approves it' : ''}. Print it and lock it away:
      whoever holds it can become an admin of this desk. Every earlier kit is worth nothing from then on.
    </ReasonDialog>
  );
}
