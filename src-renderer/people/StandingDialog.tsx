import { useMutation } from '@tanstack/react-query';
import type { Person } from '#contract/people.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { shownName } from '../ui/words.ts';
import { DisableDialog } from './DisableDialog.tsx';

interface StandingDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Asks before somebody is disabled or enabled again. */
export function StandingDialog({ person, onClose }: StandingDialogProps) {
  const Dialog = person.status === 'enabled' ? DisableDialog : EnableDialog;
  return <Dialog person={person} onClose={onClose} />;
}

function EnableDialog({ person, onClose }: StandingDialogProps) {
  const proposes = useFourEyes();
  const enable = useMutation({
    mutationFn: () => call(desk.people.enable, { id: person.id }),
    onSuccess: onClose,
    onSettled: () => refresh(['people']),
  });
  return (
    <ReasonDialog
      title={`Enable ${shownName(person)}?`}
      confirm="Enable"
      proposes={proposes}
      pending={enable.isPending}
      refusal={enable.error?.refusal}
      onConfirm={() => enable.mutate()}
      onClose={onClose}
    >
      {shownName(person)} can sign in and approve again. Requests and access that ended meanwhile stay ended.
    </ReasonDialog>
  );
}
