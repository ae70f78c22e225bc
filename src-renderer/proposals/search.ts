import { z } from 'zod';
import { proposalStatuses } from '#contract/proposals.ts';

/** The filters of the list of proposals. */
export const proposalShows = [...proposalStatuses, 'all'] as const;
export type ProposalShow = (typeof proposalShows)[number];

/** The part of the address that the list of proposals reads. Values that do not fit are dropped, not refused. */
export const proposalsSearch = z.object({
  show: z.enum(proposalShows).optional().catch(undefined),
  proposal: z.string().max(64).optional().catch(undefined),
});
export type ProposalsSearch = z.infer<typeof proposalsSearch>;
