import { Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { previewDisableQuery } from '../app/queries/people.ts';
import { useFourEyes } from '../app/session.ts';
import { shownName } from '../ui/names.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { Consequences } from './Consequences.tsx';
import classes from './people.module.css';

interface StatusDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Asks before a person is disabled, or enabled again. */
export function StatusDialog({ person, onClose }: StatusDialogProps) {
  const Dialog = person.status === 'enabled' ? DisableDialog : EnableDialog;
  return <Dialog person={person} onClose={onClose} />;
}

/** Shows the consequences of disabling, and asks. */
function DisableDialog({ person, onClose }: StatusDialogProps) {
  const preview = useQuery(previewDisableQuery(person.id));
  const disable = useMutation({
    mutationFn: () => call(desk.people.disable, { id: person.id }),
    onSuccess: onClose,
    onSettled: () => refresh(['people']),
  });
  const refused = preview.error?.refusal ?? preview.data?.refusal ?? undefined;
  return (
    <ReasonDialog
      title={t('people.disable.title', { name: shownName(person) })}
      confirm={t('people.disable.confirm')}
      danger
      blocked={preview.data === undefined || refused !== undefined}
      pending={disable.isPending}
      refusal={refused ?? disable.error?.refusal}
      onConfirm={() => disable.mutate()}
      onClose={onClose}
      size="lg"
    >
      {refused !== undefined ? null : (
        <p className={classes.plain}>{t('people.disable.explanation', { name: shownName(person) })}</p>
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

function EnableDialog({ person, onClose }: StatusDialogProps) {
  const proposes = useFourEyes();
  const enable = useMutation({
    mutationFn: () => call(desk.people.enable, { id: person.id }),
    onSuccess: onClose,
    onSettled: () => refresh(['people']),
  });
  return (
    <ReasonDialog
      title={t('people.enable.title', { name: shownName(person) })}
      confirm={t('people.enable.confirm')}
      proposes={proposes}
      pending={enable.isPending}
      refusal={enable.error?.refusal}
      onConfirm={() => enable.mutate()}
      onClose={onClose}
    >
      {t('people.enable.explanation', { name: shownName(person) })}
    </ReasonDialog>
  );
}
