import type { ProposalStatus } from '#contract/proposals.ts';
import type { StateName } from '../ui/State.tsx';

/** A status of a proposal, in the language of states and as a word. */
export const proposalStates: Readonly<Record<ProposalStatus, { readonly name: StateName; readonly word: string }>> = {
  open: { name: 'waiting', word: 'open' },
  approved: { name: 'approved', word: 'approved' },
  rejected: { name: 'rejected', word: 'rejected' },
  withdrawn: { name: 'cancelled', word: 'withdrawn' },
};
