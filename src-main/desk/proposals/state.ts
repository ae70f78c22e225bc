import type { Person } from '#contract/people.ts';
import type { ProposalState, ProposalViewer } from '../../engine/proposal/decide.ts';
import type { ReadDb } from '../../store/connection.ts';
import { currentKeySequence } from '../../store/queries/keys.ts';
import type { StoredProposal } from '../../store/queries/proposals.ts';
import { personNamed } from '../lookup.ts';

/** A proposal as a decision finds it. */
export function stateOf(
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
export function viewerOf(db: ReadDb, { id, role }: Person): ProposalViewer {
  return { id, role, keySequence: currentKeySequence(db, id) };
}
