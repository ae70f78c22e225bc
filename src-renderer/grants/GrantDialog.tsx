import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { EndedGrant, Grant } from '#contract/grants.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { shownName } from '../ui/names.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { duration, secondsBetween } from '../ui/time.ts';
import { When } from '../ui/When.tsx';

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
    // The person who ends a grant must learn that another one keeps the access open.
    onSuccess: (stillOpen) => {
      if (stillOpen === null) onClose();
    },
    onSettled: () => refresh(['grants']),
  });
  const { account, resource } = grant;
  const person = shownName(grant.person);
  const mono = <span className="mono" />;
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
      <Modal opened onClose={onClose} title={t('grants.end.goesOn')} centered>
        <p role="status" style={{ margin: 0 }}>
          <Sentence
            text="grants.end.goesOnExplanation"
            values={{ person, account, resource, number: stillOpen.requestNumber }}
            parts={{ mono, time: <When at={stillOpen.until} /> }}
          />
        </p>
        <Group justify="flex-end" mt="lg">
          <Button onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
        </Group>
      </Modal>
    );
  switch (action) {
    case 'release':
      return (
        <ReasonDialog {...shared} title={t('grants.end.release')} confirm={t('grants.end.releaseConfirm')}>
          <Sentence text="grants.end.releaseExplanation" values={{ account, resource }} parts={{ mono }} />
        </ReasonDialog>
      );
    case 'revoke':
      return (
        <ReasonDialog
          {...shared}
          title={t('grants.end.revoke')}
          label={t('grants.end.revokeReason')}
          confirm={t('grants.end.revokeConfirm')}
          danger
        >
          <Sentence text="grants.end.revokeExplanation" values={{ person, account, resource }} parts={{ mono }} />
        </ReasonDialog>
      );
    case 'review':
      return (
        <ReasonDialog
          {...shared}
          title={t('grants.end.review')}
          label={t('grants.end.reviewComment')}
          confirm={t('grants.end.reviewConfirm')}
        >
          <Sentence
            text="grants.end.reviewExplanation"
            values={{
              person,
              account,
              resource,
              duration: duration(secondsBetween(grant.startsAt, grant.expiresAt)),
              reason: grant.bypass?.reason ?? '',
            }}
            parts={{ mono, reason: <q className="words" /> }}
          />
        </ReasonDialog>
      );
  }
}
