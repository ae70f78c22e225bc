import type { RuleChange } from '#contract/eventShapes.ts';
import type { FactOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import { proposalInputs } from '#contract/proposals.ts';
import { closeProposal, makeProposal, type ProposalState, type ProposalViewer } from '../../engine/proposal/decide.ts';
import { setFourEyes } from '../../engine/proposal/fourEyes.ts';
import type { ReadDb } from '../../store/connection.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { currentKeySequence } from '../../store/queries/keys.ts';
import { loadProposal, nextProposalNumber, type StoredProposal } from '../../store/queries/proposals.ts';
import { fourEyesOf } from '../kernel/fourEyes.ts';
import { personNamed } from '../kernel/lookup.ts';
import { type Deciding, dryRun } from './changes.ts';
import { type Expectation, unfit } from './comparison.ts';
import { absent } from './context.ts';

type ProposalFact = FactOf<
  'proposal.made' | 'proposal.approved' | 'proposal.rejected' | 'proposal.withdrawn' | 'desk.updated'
>;

/** Whether an admin could have proposed this, or decided what was proposed (desk/proposals/). What is approved is judged when it is done. */
export function judgeProposal(judged: Deciding, { type, data }: ProposalFact): Expectation {
  const { db, actor, rules } = judged;
  if (type === 'desk.updated') return setFourEyes(fourEyesOf(db), data.fourEyes);
  const { id, comment } = data;
  const wrong = unfit(proposalInputs.reject, { id, comment }, rules);
  if (wrong !== null) return wrong;
  const nonsense = type === 'proposal.made' && rules >= JUDGED_SINCE ? whyNotProposed(judged, data.changes) : null;
  if (nonsense !== null) return nonsense;
  if (type === 'proposal.made') return makeProposal(id, nextProposalNumber(db), data.changes, comment);
  const proposal = loadProposal(db, id);
  if (!proposal) return absent('proposal');
  return closeProposal(ACTIONS[type], proposalDecider(db, actor), proposalState(db, proposal), comment);
}

/** The first rules by which a proposal must be one that somebody could have made. */
const JUDGED_SINCE = 2;

// Why nobody could have proposed these changes then, as the rest of a sentence; null when somebody could have.
function whyNotProposed(judged: Deciding, changes: readonly RuleChange[]): string | null {
  const needed = changes.some((change) => change.type !== 'person.updated' || change.data.role !== undefined);
  if (!needed) return 'it proposes nothing that needs a second admin';
  const made = changes.flatMap(({ type, data }) =>
    type === 'person.created' || type === 'group.created' || type === 'policy.created' ? [data.id] : [],
  );
  const taken = made.find((id) => kindOfId(judged.db, id) !== null);
  if (taken !== undefined) return `it proposes to make something with the id of a ${kindOfId(judged.db, taken)}`;
  if (new Set(made).size < made.length) return 'it proposes to make two things with one id';
  const why = dryRun(judged, changes);
  const first = why.findIndex((one) => one !== null);
  return first < 0 ? null : `its change ${first + 1} could not have been made then: ${why[first]}`;
}

const ACTIONS = {
  'proposal.approved': 'approve',
  'proposal.rejected': 'reject',
  'proposal.withdrawn': 'withdraw',
} as const;

/** A proposal as a decision finds it. */
export function proposalState(
  db: ReadDb,
  { id, number, status, sequence, proposerId, closedById }: StoredProposal,
): ProposalState {
  return {
    id,
    number,
    status,
    sequence,
    proposer: personNamed(db, proposerId),
    closedBy: closedById && personNamed(db, closedById),
  };
}

/** Who decides a proposal. */
export function proposalDecider(db: ReadDb, { id, role }: Person): ProposalViewer {
  return { id, role, keySequence: currentKeySequence(db, id) };
}
