import type { FactOf } from '../../../src-preload/contract/events.ts';
import { proposalInputs } from '../../../src-preload/contract/proposals.ts';
import { closeProposal, makeProposal } from '../../engine/proposal/decide.ts';
import { setFourEyes } from '../../engine/proposal/fourEyes.ts';
import { loadProposal, nextProposalNumber } from '../../store/queries/proposals.ts';
import { fourEyesOf } from '../proposals/gate.ts';
import { stateOf, viewerOf } from '../proposals/state.ts';
import { absent, type Matter } from './matter.ts';
import { unfit, type Verdict } from './verdict.ts';

type ProposalFact = FactOf<
  'proposal.made' | 'proposal.approved' | 'proposal.rejected' | 'proposal.withdrawn' | 'desk.updated'
>;

/** Whether an admin could have proposed this, or decided what was proposed (desk/proposals/). What is approved is judged when it is done. */
export function judgeProposal(
  { db, actor, rules }: Pick<Matter, 'db' | 'actor' | 'rules'>,
  { type, data }: ProposalFact,
): Verdict {
  if (type === 'desk.updated') return setFourEyes(fourEyesOf(db), data.fourEyes);
  const { id, comment } = data;
  const wrong = unfit(proposalInputs.reject, { id, comment }, rules);
  if (wrong !== null) return wrong;
  if (type === 'proposal.made') return makeProposal(id, nextProposalNumber(db), data.changes, comment);
  const proposal = loadProposal(db, id);
  if (!proposal) return absent('proposal');
  return closeProposal(ACTIONS[type], viewerOf(db, actor), stateOf(db, proposal), comment);
}

const ACTIONS = {
  'proposal.approved': 'approve',
  'proposal.rejected': 'reject',
  'proposal.withdrawn': 'withdraw',
} as const;
