import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { EndedGrant, Grant } from '#contract/grants.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { inWords, secondsBetween } from '../ui/time.ts';
import { When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';

export type GrantAction = 'review' | 'release' | 'revoke';

interface GrantDialogProps {
  readonly grant: Grant;
  readonly action: GrantAction;
  readonly onClose: () => void;
}

type StillOpen = EndedGrant['stillOpen'];

async function send(grant: Grant, action: GrantAction, words: string): Promise<StillOpen> {
  const { id } = grant;
  if (action === 'release') return (await call(desk.grants.release, { id })).stillOpen;
  if (action === 'revoke') return (await call(desk.grants.revoke, { id, reason: words })).stillOpen;
  await call(desk.grants.reviewBypass, { id, comment: words });
  return null;
}

/** Asks before a grant is ended, and for the words of a review. */
export function GrantDialog({ grant, action, onClose }: GrantDialogProps) {
  const act = useMutation({
    mutationFn: (words: string) => send(grant, action, words),
    // Whoever ends a grant must learn that another one keeps the access open.
    onSuccess: (stillOpen) => {
      if (stillOpen === null) onClose();
    },
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
  const stillOpen = act.data ?? null;
  if (stillOpen !== null)
    return (
      <Modal opened onClose={onClose} title="The access goes on" centered>
        <p role="status" style={{ margin: 0 }}>
          This grant has ended. {shownName(grant.person)} can still use {what} until <When at={stillOpen.until} />, by
          request #{stillOpen.requestNumber}.
        </p>
        <Group justify="flex-end" mt="lg">
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </Group>
      </Modal>
    );
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
          The access of {shownName(grant.person)} to {what} ends now. {shownName(grant.person)} will see your reason.
        </ReasonDialog>
      );
    case 'review':
      return (
        <ReasonDialog {...shared} title="Review this break-glass" label="What you found" confirm="Record the review">
          {shownName(grant.person)} opened {what} for {inWords(secondsBetween(grant.startsAt, grant.expiresAt))} without
          the approvals, and said: <q className="words">{grant.bypass?.reason}</q>
        </ReasonDialog>
      );
  }
}
