import { useMutation } from '@tanstack/react-query';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk, ProposedError } from '../app/desk.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface NewDeskKeyProps {
  readonly onClose: () => void;
}

/** Asks before it makes a new key for the desk, which makes the previous one useless. */
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
      title={t('settings.newDeskKey.question')}
      confirm={t('settings.newDeskKey.confirm')}
      proposes={proposes}
      pending={make.isPending}
      refusal={make.error?.refusal}
      onConfirm={() => make.mutate()}
      onClose={onClose}
    >
      {t(proposes ? 'settings.newDeskKey.explanationProposed' : 'settings.newDeskKey.explanation')}
    </ReasonDialog>
  );
}
