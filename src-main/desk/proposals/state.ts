import type { Person } from '../../../src-preload/contract/people.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import type { ProposalState, ProposalViewer } from '../../engine/proposal/decide.ts';
import type { ReadDb } from '../../store/connection.ts';
import { currentKeySequence } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import type { StoredProposal } from '../../store/queries/proposals.ts';

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
    proposer: known(db, proposerId),
    closedBy: closedById && known(db, closedById),
  };
}

/** Who decides a proposal. */
export function viewerOf(db: ReadDb, { id, role }: Person): ProposalViewer {
  return { id, role, keySequence: currentKeySequence(db, id) };
}

/** Somebody who is named in what is stored, and so is there. */
export function known(db: ReadDb, id: PersonId): Person {
  const person = loadPerson(db, id);
  if (!person) throw new TypeError(`Person ${id} is named by a proposal and not there.`);
  return person;
}
