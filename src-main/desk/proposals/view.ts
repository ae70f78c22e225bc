import type { RuleChange } from '#contract/eventShapes.ts';
import type { Person, PersonName } from '#contract/people.ts';
import type { Proposal, ProposalSummary, ProposedChange } from '#contract/proposals.ts';
import type { PersonId, ProposalId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { personName } from '../../engine/people/directory.ts';
import { proposalViewer } from '../../engine/proposal/decide.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import { visible } from '../../engine/text/alike.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadProposal, type StoredProposal } from '../../store/queries/proposals.ts';
import { dryRun } from '../authorization/changes.ts';
import { proposalDecider, proposalState } from '../authorization/proposals.ts';
import { personNamed } from '../kernel/lookup.ts';
import type { Reading } from '../kernel/usecase.ts';
import { changeLabel, draftOf, wordsOf } from './words.ts';

/** A proposal as its viewer sees it. */
export function viewProposal({ db, person, now }: Pick<Reading, 'db' | 'person' | 'now'>, id: ProposalId): Proposal {
  const proposal = loadProposal(db, id);
  if (!proposal) throw new TypeError(`Proposal ${id} is shown and does not exist.`);
  const { changes, status } = proposal;
  const words = changes.map((change) => ({ ...wordsOf(db, change, changes), change }));
  const run = (actor: Person): (string | null)[] =>
    status === 'open' ? dryRun({ db, actor, rules: NEWEST_RULES, now }, changes) : changes.map(() => null);
  const outdated = run({ ...personNamed(db, proposal.proposerId), role: 'admin' });
  const forViewer = person.role === 'admin' ? run(person) : outdated;
  const first = forViewer.findIndex((why) => why !== null);
  const stale =
    first < 0
      ? null
      : t('desk.proposals.outdated', {
          label: changeLabel(first, changes.length, words[first]?.sentence ?? ''),
          why: forViewer[first] ?? '',
        });
  return {
    ...summarise(db, proposal),
    changes: words.map(
      ({ change, ...said }, index): ProposedChange => ({
        ...said,
        draft: draftOf(change),
        outdated: outdated[index] ?? null,
      }),
    ),
    viewer: proposalViewer(proposalDecider(db, person), proposalState(db, proposal), stale && visible(stale)),
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
    comment: comment && visible(comment),
    closedBy: closedById && nameOf(db, closedById),
    closedAt: proposal.closed_at,
    closedComment: proposal.closed_comment && visible(proposal.closed_comment),
  };
}

function summaryOf(db: ReadDb, changes: readonly RuleChange[]): string {
  const [first] = changes;
  if (!first) throw new TypeError('A proposal changes something.');
  const { sentence } = wordsOf(db, first, changes);
  const others = changes.length - 1;
  return others === 0 ? sentence : t('changes.summary', { first: sentence.replace(/\.$/, ''), count: others });
}

function nameOf(db: ReadDb, id: PersonId): PersonName {
  return personName(personNamed(db, id));
}
