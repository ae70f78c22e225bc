import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Proposal, ProposalAction } from '#contract/proposals.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { proposalQuery } from '../app/queries/proposals.ts';
import type { Act, ActionLook } from '../ui/Decide.tsx';

const permission = {
  approve: 'canApprove',
  reject: 'canReject',
  withdraw: 'canWithdraw',
} as const satisfies Record<ProposalAction, keyof Proposal['viewer']>;

/** Whether the desk lets this viewer do that. */
export const may = (viewer: Proposal['viewer'], action: ProposalAction): boolean => viewer[permission[action]];

/** How each action on this proposal looks, and what it is called. */
export function looksFor({ changes }: Proposal): Record<ProposalAction, ActionLook> {
  const shown = changes.some(({ subject: { kind } }) => kind === 'key' || kind === 'recoveryKit');
  return {
    approve: {
      button: 'Approve',
      question: 'approve',
      confirm: 'Approve this? It is done at once, in your name too. A comment is welcome, not needed.',
      done: shown
        ? 'You approved it, and it is done. What is to be handed over stands on a page of its own, which has just opened.'
        : 'You approved it, and it is done.',
      colour: 'var(--accent)',
      key: 'A',
      asks: 'never',
    },
    reject: {
      button: 'Reject',
      question: 'reject',
      confirm: 'Reject this? Nothing is changed, and the proposal is over. Say why, so that the proposer knows.',
      done: 'You rejected it. Nothing was changed.',
      colour: 'var(--rejected)',
      key: 'R',
      asks: 'withoutWords',
      wordsNeeded: 'Say why you reject it; the proposer reads it.',
    },
    withdraw: {
      button: 'Withdraw',
      question: 'withdraw it',
      confirm: 'Withdraw your proposal? Nothing is changed; you can propose it again.',
      done: 'You withdrew it. Nothing was changed.',
      colour: 'var(--ink)',
      asks: 'never',
    },
  };
}

/** Acts on a proposal. Whatever the answer, the screen then shows how it really stands. */
export function useAct(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ action, words }: Act<ProposalAction>) =>
      call(desk.proposals[action], { id, ...(words.trim() === '' ? {} : { comment: words }) }),
    onSuccess: (proposal) => cache.setQueryData(proposalQuery(id).queryKey, proposal),
    onSettled: () => refresh(['proposals']),
  });
}
