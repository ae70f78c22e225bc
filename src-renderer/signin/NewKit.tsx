import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '#texts/texts.ts';
import { call, desk, ProposedError } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';

interface NewKitProps {
  readonly onClose: () => void;
}

/** Asks before it makes a new recovery kit, which makes the earlier ones useless. */
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
      title={t('signin.kit.question')}
      confirm={t('signin.kit.confirm')}
      proposes={proposes}
      pending={issue.isPending}
      refusal={issue.error?.refusal}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      {t(proposes ? 'signin.kit.explanationProposed' : 'signin.kit.explanation')}
    </ReasonDialog>
  );
}
