import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { proposalPreviewQuery, proposalQuery } from '../app/queries/proposals.ts';
import { type ProposalAsked, useProposalAsked } from '../app/questions.ts';
import { escapeStaysHere } from '../ui/PassphraseField.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import classes from './ProposeDialog.module.css';
import { ProposedChanges } from './ProposedChanges.tsx';

/** Asks whether to propose a change whenever a call was refused because another admin has to approve it. */
export function ProposeDialog() {
  const asked = useProposalAsked();
  return asked === null ? null : <Question key={asked.question.number} asked={asked} />;
}

function Question({ asked }: { readonly asked: ProposalAsked }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const preview = useQuery(proposalPreviewQuery(asked));
  const { area, verb, input } = asked.question.call;
  const make = useMutation({
    mutationFn: () =>
      call(desk.proposals.make, { area, verb, input, ...(words.trim() === '' ? {} : { comment: words }) }),
    onSuccess: async (proposal) => {
      cache.setQueryData(proposalQuery(proposal.id).queryKey, proposal);
      // The caller drops its form before the screen changes.
      asked.settle(proposal);
      await navigate({
        to: '/proposals',
        search: { proposal: proposal.id },
        state: (before) => ({ ...before, proposed: true }),
      });
    },
    onSettled: () => refresh(['proposals']),
  });
  const back = () => asked.settle(null);
  const refusal = make.error?.refusal ?? preview.error?.refusal;
  return (
    <Modal
      opened
      onClose={back}
      size="lg"
      centered
      // Above the dialog that made the call, and below the one that asks for the passphrase.
      zIndex={300}
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <form
        className={classes.form}
        // A click in here takes the focus, so that Escape never closes the dialog below.
        tabIndex={-1}
        {...escapeStaysHere}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!make.isPending) make.mutate();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') back();
        }}
      >
        <Modal.Title>{t('proposals.propose.title')}</Modal.Title>
        <p>{t('proposals.propose.explanation')}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, and nothing inside may take the focus */}
        <div className={classes.preview} tabIndex={0} {...escapeStaysHere}>
          {preview.data !== undefined ? (
            <ProposedChanges label={t('proposals.propose.preview')} changes={preview.data.changes} />
          ) : preview.isError ? null : (
            <SkeletonRows count={2} height={36} />
          )}
        </div>
        <Textarea
          label={t('proposals.propose.why')}
          description={t('proposals.propose.whyHelp')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={make.error?.refusal.fields?.comment}
          autosize
          minRows={2}
          maxRows={6}
          data-autofocus
          {...escapeStaysHere}
        />
        {refusal === undefined || refusal.fields?.comment !== undefined ? null : <RefusalNote refusal={refusal} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={back} {...escapeStaysHere}>
            {t('common.back')}
          </Button>
          <Button type="submit" loading={make.isPending} {...escapeStaysHere}>
            {t('proposals.propose.submit')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
