import { z } from 'zod';
import { proposalStatuses } from '#contract/proposals.ts';

/** What the list of proposals can be narrowed to. */
export const proposalShows = [...proposalStatuses, 'all'] as const;
export type ProposalShow = (typeof proposalShows)[number];

/** The part of the address that the list of proposals reads. What does not fit is dropped, not refused. */
export const proposalsSearch = z.object({
  show: z.enum(proposalShows).optional().catch(undefined),
  proposal: z.string().max(64).optional().catch(undefined),
});
export type ProposalsSearch = z.infer<typeof proposalsSearch>;
