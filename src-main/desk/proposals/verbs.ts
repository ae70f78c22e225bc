import type { Parsed } from '#contract/contract.ts';
import { eventCatalogue } from '#contract/events.ts';
import { type Proposal, type ProposalAction, proposalInputs } from '#contract/proposals.ts';
import type { Answer } from '#contract/refusal.ts';
import { closeProposal } from '../../engine/proposal/decide.ts';
import { listProposals, loadProposal, type StoredProposal } from '../../store/queries/proposals.ts';
import { proposalDecider, proposalState } from '../authorization/proposals.ts';
import { notFound } from '../kernel/lookup.ts';
import { RefusalError } from '../kernel/refusalError.ts';
import { badCursor, commitOr, ok, reads, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { carryOut } from './carryOut.ts';
import { makeProposals } from './make.ts';
import { summarise, viewProposal } from './view.ts';

/** The roles that may read proposals: those that may read what proposals change. */
const READERS = ['admin', 'auditor'] as const;

function close(
  context: Writing,
  action: ProposalAction,
  { id, comment }: Parsed<'proposals', 'approve'>,
  afterwards: (proposal: StoredProposal) => void = () => undefined,
): Answer<Proposal> {
  const { db, person } = context;
  const proposal = loadProposal(db, id);
  if (!proposal) return refuse(notFound(db, 'proposal', id));
  const outcome = closeProposal(action, proposalDecider(db, person), proposalState(db, proposal), comment);
  return commitOr(context, outcome, () => {
    afterwards(proposal);
    return viewProposal(context, id);
  });
}

export const proposalVerbs = {
  ...makeProposals,
  list: reads(proposalInputs.list, { roles: READERS }, ({ db }, input) => {
    const page = listProposals(db, input);
    return page ? ok({ ...page, items: page.items.map((proposal) => summarise(db, proposal)) }) : refuse(badCursor());
  }),
  get: reads(proposalInputs.get, { roles: READERS }, (context, { id }) =>
    loadProposal(context.db, id) ? ok(viewProposal(context, id)) : refuse(notFound(context.db, 'proposal', id)),
  ),
  approve: writes(
    proposalInputs.approve,
    // One of the changes may be a new key for the desk.
    { roles: eventCatalogue['proposal.approved'].roles, prepare: (core) => core.keys.prepareDeskKey() },
    (context, input) =>
      close(context, 'approve', input, ({ changes }) => {
        const refused = context.transaction.approved(() => carryOut(context, changes));
        // All changes or none: roll back those before the refused one.
        if (refused) throw new RefusalError(refused);
      }),
  ),
  reject: writes(proposalInputs.reject, { roles: eventCatalogue['proposal.rejected'].roles }, (context, input) =>
    close(context, 'reject', input),
  ),
  withdraw: writes(proposalInputs.withdraw, { roles: eventCatalogue['proposal.withdrawn'].roles }, (context, input) =>
    close(context, 'withdraw', input),
  ),
};
