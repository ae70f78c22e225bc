import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface NewKitProps {
  readonly onClose: () => void;
}

/** Asks before a new recovery kit is made, which takes the earlier ones out of use. */
export function NewKit({ onClose }: NewKitProps) {
  const cache = useQueryClient();
  const issue = useMutation({
    mutationFn: () => call(desk.session.issueKit, {}),
    onSuccess: (session) => {
      cache.setQueryData(sessionQuery().queryKey, session);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title="Make a new recovery kit?"
      confirm="Make the kit"
      pending={issue.isPending}
      refusal={issue.error?.refusal}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      It opens on a page of its own, once. Print it and lock it away: whoever holds it can become an admin of this desk.
      Every earlier kit is worth nothing from then on.
    </ReasonDialog>
  );
}
