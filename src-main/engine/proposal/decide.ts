import type { RuleChange } from '#contract/eventShapes.ts';
import type { Person, PersonName } from '#contract/people.ts';
import type { MissingProposalAction, Proposal, ProposalAction, ProposalStatus } from '#contract/proposals.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { ProposalId } from '#contract/scalars.ts';
import { decided, notEligible, type Outcome, refusal, refused } from '../outcome.ts';
import type { PersonState } from '../people/commands.ts';
import { shownName } from '../people/directory.ts';

const ACTIONS: readonly ProposalAction[] = ['approve', 'reject', 'withdraw'];

/** A proposal as a decision finds it. */
export interface ProposalState {
  readonly id: ProposalId;
  readonly number: number;
  readonly status: ProposalStatus;
  /** The event by which it was made. */
  readonly sequence: number;
  readonly proposer: PersonState;
  /** Who approved, rejected or withdrew it; null while it is open. */
  readonly closedBy: PersonName | null;
}

/** Who decides a proposal. */
export interface ProposalViewer extends Pick<Person, 'id' | 'role'> {
  /** The event by which they got the key that they sign with; null without one. */
  readonly keySequence: number | null;
}

/** Proposes changes, of which there is at least one; also while four eyes is off, when an admin wants to be looked over. */
export function makeProposal(
  id: ProposalId,
  number: number,
  changes: readonly RuleChange[],
  comment: string | null,
): Outcome {
  return decided({ type: 'proposal.made', data: { id, number, changes: [...changes], comment } });
}

/** The end of a proposal. What an approved one changes is decided change by change, and comes right after it. */
export function closeProposal(
  action: ProposalAction,
  viewer: ProposalViewer,
  proposal: ProposalState,
  comment: string | null,
): Outcome {
  const why = whyNotClose(action, viewer, proposal);
  if (why) return refused(why);
  return decided({ type: EVENTS[action], data: { id: proposal.id, comment } });
}

const EVENTS = {
  approve: 'proposal.approved',
  reject: 'proposal.rejected',
  withdraw: 'proposal.withdrawn',
} as const;

/**
 * What somebody can do with a proposal, and for everything else why not. `stale`: why one of its changes can no longer be made, as a sentence;
 * null when all can.
 */
export function proposalViewer(
  viewer: ProposalViewer,
  proposal: ProposalState,
  stale: string | null = null,
): Proposal['viewer'] {
  const missing = ACTIONS.flatMap((action): MissingProposalAction[] => {
    const outdated = action === 'approve' && stale !== null ? refusal('STALE', stale) : null;
    const why = whyNotClose(action, viewer, proposal) ?? outdated;
    if (!why) return [];
    const { code, message, reason } = why;
    return [{ action, code, message, ...(reason === undefined ? {} : { reason }) }];
  });
  const can = (action: ProposalAction): boolean => missing.every((one) => one.action !== action);
  return { canApprove: can('approve'), canReject: can('reject'), canWithdraw: can('withdraw'), why: missing };
}

/**
 * Why somebody may not do this with a proposal; null when they may. One other admin approves it, who had their key before it was made: whoever
 * makes admins or keys could otherwise approve for themselves.
 */
function whyNotClose(action: ProposalAction, viewer: ProposalViewer, proposal: ProposalState): Refusal | null {
  const { proposer } = proposal;
  if (viewer.role !== 'admin') return refusal('FORBIDDEN', 'Only admins decide proposals.');
  if (proposal.status !== 'open') return closed(proposal);
  const own = viewer.id === proposer.id;
  if (action === 'withdraw')
    return own
      ? null
      : notEligible(
          'NOT_THE_PROPOSER',
          `Only ${shownName(proposer)}, who made this proposal, can withdraw it; reject it.`,
        );
  if (own) return notEligible('PROPOSED_IT', 'You made this proposal; another admin must decide it.');
  if (action === 'reject') return null;
  if (proposer.status !== 'enabled' || proposer.role !== 'admin')
    return notEligible(
      'PROPOSER_LEFT',
      `${shownName(proposer)}, who made this proposal, is no enabled admin any more. Two admins must want it: reject it, and propose it yourself.`,
    );
  if (viewer.keySequence === null || viewer.keySequence > proposal.sequence)
    return notEligible(
      'ENROLLED_LATER',
      'You got your key after this proposal was made; an admin who had theirs before must approve it.',
    );
  return null;
}

const ENDINGS: Readonly<Record<Exclude<ProposalStatus, 'open'>, string>> = {
  approved: 'was approved',
  rejected: 'was rejected',
  withdrawn: 'was withdrawn',
};

function closed({ number, status, closedBy }: ProposalState): Refusal | null {
  if (status === 'open') return null;
  return refusal(
    'NOT_OPEN',
    `Proposal ${number} ${ENDINGS[status]}${closedBy ? ` by ${shownName(closedBy)}` : ''} already.`,
  );
}
