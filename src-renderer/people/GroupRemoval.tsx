import { useMutation } from '@tanstack/react-query';
import type { Group } from '#contract/groups.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface GroupRemovalProps {
  readonly group: Group;
  readonly onClose: () => void;
}

/** Asks before a group is removed. */
export function GroupRemoval({ group, onClose }: GroupRemovalProps) {
  const proposes = useFourEyes();
  const remove = useMutation({
    mutationFn: () => call(desk.groups.remove, { id: group.id }),
    onSuccess: onClose,
    onSettled: () => refresh(['groups']),
  });
  return (
    <ReasonDialog
      title={t('people.groups.removeTitle', { name: group.name })}
      confirm={t('people.groups.removeConfirm')}
      danger
      proposes={proposes}
      pending={remove.isPending}
      refusal={remove.error?.refusal}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('people.groups.removeExplanation')}
    </ReasonDialog>
  );
}
