import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Proposal, ProposalAction, ProposalStatus } from '#contract/proposals.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { proposalQuery } from '../app/queries/proposals.ts';
import type { Act, ActionLook } from '../ui/Decide.tsx';
import type { StateName } from '../ui/State.tsx';

const permission = {
  approve: 'canApprove',
  reject: 'canReject',
  withdraw: 'canWithdraw',
} as const satisfies Record<ProposalAction, keyof Proposal['viewer']>;

/** Whether the desk lets this viewer do that. */
export const may = (viewer: Proposal['viewer'], action: ProposalAction): boolean => viewer[permission[action]];

/** The state that each status of a proposal is shown as. */
export const proposalStates: Readonly<Record<ProposalStatus, StateName>> = {
  open: 'waiting',
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'cancelled',
};

const textsOf = (action: ProposalAction) => ({
  button: t(`proposals.actions.${action}.button`),
  question: t(`proposals.actions.${action}.question`),
  confirm: t(`proposals.actions.${action}.confirm`),
  done: t(`proposals.actions.${action}.done`),
});

/** The look and the texts of each action on this proposal. */
export function looksFor({ changes }: Proposal): Record<ProposalAction, ActionLook> {
  const opensPage = changes.some(({ subject: { kind } }) => kind === 'key' || kind === 'recoveryKit');
  return {
    approve: {
      ...textsOf('approve'),
      ...(opensPage ? { done: t('proposals.actions.approve.doneWithPage') } : {}),
      colour: 'var(--accent)',
      key: 'A',
      asks: 'never',
    },
    reject: {
      ...textsOf('reject'),
      colour: 'var(--rejected)',
      key: 'R',
      asks: 'withoutWords',
      wordsNeeded: t('proposals.actions.reject.reasonNeeded'),
    },
    withdraw: { ...textsOf('withdraw'), colour: 'var(--ink)', asks: 'never' },
  };
}

/** Acts on a proposal. After any answer the screen loads the proposal again. */
export function useAct(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ action, words }: Act<ProposalAction>) =>
      call(desk.proposals[action], { id, ...(words.trim() === '' ? {} : { comment: words }) }),
    onSuccess: (proposal) => cache.setQueryData(proposalQuery(id).queryKey, proposal),
    onSettled: () => refresh(['proposals']),
  });
}
