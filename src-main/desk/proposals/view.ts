import type { RuleChange } from '../../../src-preload/contract/events.ts';
import type { PersonName } from '../../../src-preload/contract/people.ts';
import type { Proposal, ProposalSummary, ProposedChange } from '../../../src-preload/contract/proposals.ts';
import type { PersonId, ProposalId } from '../../../src-preload/contract/scalars.ts';
import { personName } from '../../engine/people/shownName.ts';
import { expectedOf } from '../../engine/proposal/change.ts';
import { proposalViewer } from '../../engine/proposal/decide.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { loadProposal, type StoredProposal } from '../../store/queries/proposals.ts';
import { personNamed } from '../lookup.ts';
import type { Reading } from '../usecase.ts';
import { presentIn } from './gate.ts';
import { stateOf, viewerOf } from './state.ts';
import { wordsOf } from './words.ts';

/** A proposal as whoever looks at it sees it. */
export function viewProposal({ db, person }: Pick<Reading, 'db' | 'person'>, id: ProposalId): Proposal {
  const proposal = loadProposal(db, id);
  if (!proposal) throw new TypeError(`Proposal ${id} is looked at and not there.`);
  const { changes, status } = proposal;
  return {
    ...summarise(db, proposal),
    changes: changes.map(
      (change): ProposedChange => ({
        ...wordsOf(db, change, changes),
        outdated: status === 'open' ? whyOutdated(db, change) : null,
      }),
    ),
    viewer: proposalViewer(viewerOf(db, person), stateOf(db, proposal)),
  };
}

/** A proposal as lists show it. */
export function summarise(db: ReadDb, proposal: StoredProposal): ProposalSummary {
  const { id, number, status, changes, comment, closedById } = proposal;
  return {
    id,
    number,
    status,
    summary: summaryOf(db, changes),
    changeCount: changes.length,
    proposedBy: nameOf(db, proposal.proposerId),
    proposedAt: proposal.proposed_at,
    comment,
    closedBy: closedById && nameOf(db, closedById),
    closedAt: proposal.closed_at,
    closedComment: proposal.closed_comment,
  };
}

function summaryOf(db: ReadDb, changes: readonly RuleChange[]): string {
  const [first] = changes;
  if (!first) throw new TypeError('A proposal changes something.');
  const { sentence } = wordsOf(db, first, changes);
  const others = changes.length - 1;
  return others === 0
    ? sentence
    : `${sentence.replace(/\.$/, '')}, and ${others} more ${others === 1 ? 'change' : 'changes'}.`;
}

/** Why a change could not be done now, as far as that can be told without doing it; null when nothing speaks against it. */
function whyOutdated(db: ReadDb, change: RuleChange): string | null {
  const expected = expectedOf(change, presentIn(db));
  if (typeof expected === 'string') return expected;
  switch (change.type) {
    case 'policy.updated': {
      const { id, version } = change.data;
      const policy = loadPolicy(db, id);
      if (!policy || policy.version === version - 1) return null;
      return `This starts from version ${version - 1} of the policy, and version ${policy.version} is in force now.`;
    }
    case 'policy.archived':
      return loadPolicy(db, change.data.id)?.status === 'archived' ? 'The policy is archived already.' : null;
    case 'policy.restored':
      return loadPolicy(db, change.data.id)?.status === 'active' ? 'The policy is active already.' : null;
    case 'person.enabled':
      return loadPerson(db, change.data.id)?.status === 'enabled' ? 'The person is enabled already.' : null;
    default:
      return null;
  }
}

function nameOf(db: ReadDb, id: PersonId): PersonName {
  return personName(personNamed(db, id));
}
