import { eventCatalogue } from '#contract/events.ts';
import { proposalInputs } from '#contract/proposals.ts';
import { ok, writes } from '../usecase.ts';
import { makeProposals } from './make.ts';

/** Says what a call would come to, were it proposed: proposes it, and undoes that. */
export const previewProposals = {
  preview: writes(
    proposalInputs.preview,
    { roles: eventCatalogue['proposal.made'].roles },
    ({ core, person, session, transaction }, input) => {
      const { result } = transaction.dryRun((inner) =>
        makeProposals.make.within(inner, core, { person, session }, input),
      );
      if (!result.ok) return result;
      const { summary, changes } = result.result;
      return ok({ summary, changes });
    },
  ),
};
