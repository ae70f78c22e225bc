import type { RuleChange } from '#contract/eventShapes.ts';
import type { FactOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import { proposalInputs } from '#contract/proposals.ts';
import { t } from '#texts/texts.ts';
import { closeProposal, makeProposal, type ProposalState, type ProposalViewer } from '../../engine/proposal/decide.ts';
import { setFourEyes } from '../../engine/proposal/fourEyes.ts';
import type { ReadDb } from '../../store/connection.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { currentKeySequence } from '../../store/queries/keys.ts';
import { loadProposal, nextProposalNumber, type StoredProposal } from '../../store/queries/proposals.ts';
import { fourEyesOf } from '../kernel/fourEyes.ts';
import { personNamed } from '../kernel/lookup.ts';
import { type Deciding, dryRun } from './changes.ts';
import { type Expectation, whyNotEntered } from './comparison.ts';
import { absent } from './context.ts';

type ProposalFact = FactOf<
  'proposal.made' | 'proposal.approved' | 'proposal.rejected' | 'proposal.withdrawn' | 'desk.updated'
>;

/** Replays a proposal or a decision on one (desk/proposals/). Approved changes are checked when they are carried out. */
export function replayProposal(context: Deciding, { type, data }: ProposalFact): Expectation {
  const { db, actor, rules } = context;
  if (type === 'desk.updated') return setFourEyes(fourEyesOf(db), data.fourEyes);
  const { id, comment } = data;
  const wrong = whyNotEntered(proposalInputs.reject, { id, comment }, rules);
  if (wrong !== null) return wrong;
  const nonsense =
    type === 'proposal.made' && rules >= PROPOSALS_CHECKED_SINCE ? whyNotProposed(context, data.changes) : null;
  if (nonsense !== null) return nonsense;
  if (type === 'proposal.made') return makeProposal(id, nextProposalNumber(db), data.changes, comment);
  const proposal = loadProposal(db, id);
  if (!proposal) return absent('proposal');
  return closeProposal(ACTIONS[type], proposalDecider(db, actor), proposalState(db, proposal), comment);
}

/** The first rules under which the changes of a proposal are checked. */
const PROPOSALS_CHECKED_SINCE = 2;

// Why these changes could not be proposed then; null if they could.
function whyNotProposed(context: Deciding, changes: readonly RuleChange[]): string | null {
  const needed = changes.some((change) => change.type !== 'person.updated' || change.data.role !== undefined);
  if (!needed) return t('replay.proposal.needsNone');
  const made = changes.flatMap(({ type, data }) =>
    type === 'person.created' || type === 'group.created' || type === 'policy.created' ? [data.id] : [],
  );
  for (const id of made) {
    const kind = kindOfId(context.db, id);
    if (kind !== null) return t(`replay.proposal.idOf.${kind}`);
  }
  if (new Set(made).size < made.length) return t('replay.proposal.oneId');
  const why = dryRun(context, changes);
  const first = why.findIndex((one) => one !== null);
  return first < 0 ? null : t('replay.proposal.impossible', { change: first + 1, why: why[first] ?? '' });
}

const ACTIONS = {
  'proposal.approved': 'approve',
  'proposal.rejected': 'reject',
  'proposal.withdrawn': 'withdraw',
} as const;

/** A proposal as the engine decides on it. */
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

/** The person who decides on a proposal. */
export function proposalDecider(db: ReadDb, { id, role }: Person): ProposalViewer {
  return { id, role, keySequence: currentKeySequence(db, id) };
}
