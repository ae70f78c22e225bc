import { useMutation } from '@tanstack/react-query';
import type { Grant } from '../../src-preload/contract/grants.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { inWords, secondsBetween } from '../ui/time.ts';

export type GrantAction = 'review' | 'release' | 'revoke';

interface GrantDialogProps {
  readonly grant: Grant;
  readonly action: GrantAction;
  readonly onClose: () => void;
}

function send(grant: Grant, action: GrantAction, words: string): Promise<Grant> {
  const { id } = grant;
  if (action === 'release') return call(desk.grants.release, { id });
  if (action === 'revoke') return call(desk.grants.revoke, { id, reason: words });
  return call(desk.grants.reviewBypass, { id, comment: words });
}

/** Asks before a grant is ended, and for the words of a review. */
export function GrantDialog({ grant, action, onClose }: GrantDialogProps) {
  const act = useMutation({
    mutationFn: (words: string) => send(grant, action, words),
    onSuccess: onClose,
    onSettled: () => refresh(['grants']),
  });
  const what = (
    <>
      <span className="mono">{grant.account}</span> on <span className="mono">{grant.resource}</span>
    </>
  );
  const shared = {
    subject: grant,
    pending: act.isPending,
    refusal: act.error?.refusal,
    onConfirm: (words: string) => act.mutate(words),
    onClose,
  };
  switch (action) {
    case 'release':
      return (
        <ReasonDialog {...shared} title="Give the access back?" confirm="Give it back">
          Your access to {what} ends now. To use it again, you ask again.
        </ReasonDialog>
      );
    case 'revoke':
      return (
        <ReasonDialog {...shared} title="Revoke this access?" label="Reason" confirm="Revoke" danger>
          The access of {grant.person.name} to {what} ends now. {grant.person.name} will see your reason.
        </ReasonDialog>
      );
    case 'review':
      return (
        <ReasonDialog {...shared} title="Review this break-glass" label="What you found" confirm="Record the review">
          {grant.person.name} opened {what} for {inWords(secondsBetween(grant.startsAt, grant.expiresAt))} without the
          approvals, and said: <q className="words">{grant.bypass?.reason}</q>
        </ReasonDialog>
      );
  }
}
