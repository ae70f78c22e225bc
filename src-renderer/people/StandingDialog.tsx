import { useMutation } from '@tanstack/react-query';
import type { Person } from '../../src-preload/contract/people.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface StandingDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Asks before somebody is disabled or enabled again. */
export function StandingDialog({ person, onClose }: StandingDialogProps) {
  const enabled = person.status === 'enabled';
  const turn = useMutation({
    mutationFn: () => call(enabled ? desk.people.disable : desk.people.enable, { id: person.id }),
    onSuccess: onClose,
    onSettled: () => refresh(['people']),
  });
  return (
    <ReasonDialog
      title={enabled ? `Disable ${person.name}?` : `Enable ${person.name}?`}
      confirm={enabled ? 'Disable' : 'Enable'}
      danger={enabled}
      pending={turn.isPending}
      refusal={turn.error?.refusal}
      onConfirm={() => turn.mutate()}
      onClose={onClose}
    >
      {enabled
        ? `${person.name} can no longer sign in or approve. Open requests of ${person.name} are cancelled and open access is revoked, now.`
        : `${person.name} can sign in and approve again. Requests and access that ended meanwhile stay ended.`}
    </ReasonDialog>
  );
}
