import { useMutation } from '@tanstack/react-query';
import { refresh } from '../app/client.ts';
import { call, desk, ProposedError } from '../app/desk.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface NewDeskKeyProps {
  readonly onClose: () => void;
}

/** Asks before a new key for the desk itself is made, which takes the one before out of use. */
export function NewDeskKey({ onClose }: NewDeskKeyProps) {
  const proposes = useFourEyes();
  const make = useMutation({
    mutationFn: () => call(desk.session.enrolDeskKey, {}),
    onSuccess: async () => {
      await refresh(['settings']);
      onClose();
    },
    onError: (error) => {
      if (error instanceof ProposedError) onClose();
    },
  });
  return (
    <ReasonDialog
      title="Make a new key for the desk?"
      confirm="Make the key"
      proposes={proposes}
      pending={make.isPending}
      refusal={make.error?.refusal}
      onConfirm={() => make.mutate()}
      onClose={onClose}
    >
      The desk signs with it what time causes: expiries and failed sign-ins.{' '}
      {proposes ? 'It is made, and kept, at the workstation of the admin who approves it.' : 'It is kept here.'} The key
      before it signs nothing from then on, even if it is found again.
    </ReasonDialog>
  );
}
