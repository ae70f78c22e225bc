import { Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Person } from '#contract/people.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { previewDisableQuery } from '../app/queries/people.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { shownName } from '../ui/words.ts';
import { Consequences } from './Consequences.tsx';
import classes from './people.module.css';

interface DisableDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Shows what disabling somebody would bring about, and asks. */
export function DisableDialog({ person, onClose }: DisableDialogProps) {
  const preview = useQuery(previewDisableQuery(person.id));
  const disable = useMutation({
    mutationFn: () => call(desk.people.disable, { id: person.id }),
    onSuccess: onClose,
    onSettled: () => refresh(['people']),
  });
  const refused = preview.error?.refusal ?? preview.data?.refusal ?? undefined;
  return (
    <ReasonDialog
      title={`Disable ${shownName(person)}?`}
      confirm="Disable"
      danger
      blocked={preview.data === undefined || refused !== undefined}
      pending={disable.isPending}
      refusal={refused ?? disable.error?.refusal}
      onConfirm={() => disable.mutate()}
      onClose={onClose}
      size="lg"
    >
      {refused !== undefined ? null : (
        <p className={classes.plain}>{shownName(person)} can no longer sign in or approve, from now on.</p>
      )}
      {preview.isPending ? (
        <div aria-busy="true">
          <Skeleton height={72} mt="md" />
        </div>
      ) : preview.data === undefined || refused !== undefined ? null : (
        <Consequences person={person} consequences={preview.data} change="disable" onFollow={onClose} />
      )}
    </ReasonDialog>
  );
}
