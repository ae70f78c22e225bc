import type { RuleChange } from '#contract/eventShapes.ts';
import type { Person, PersonName } from '#contract/people.ts';
import type { MissingProposalAction, Proposal, ProposalAction, ProposalStatus } from '#contract/proposals.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { ProposalId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { decided, notEligible, type Outcome, refusal, refused } from '../outcome.ts';
import type { PersonState } from '../people/commands.ts';
import { shownName } from '../people/directory.ts';

const ACTIONS: readonly ProposalAction[] = ['approve', 'reject', 'withdraw'];

/** A proposal before a decision. */
export interface ProposalState {
  readonly id: ProposalId;
  readonly number: number;
  readonly status: ProposalStatus;
  /** The event that made it. */
  readonly sequence: number;
  readonly proposer: PersonState;
  /** Who approved, rejected or withdrew it; null while it is open. */
  readonly closedBy: PersonName | null;
}

/** The person who decides a proposal. */
export interface ProposalViewer extends Pick<Person, 'id' | 'role'> {
  /** The event that enrolled their current key; null without one. */
  readonly keySequence: number | null;
}

/** Proposes at least one change. Also possible while four eyes is off, for an admin who wants a review. */
export function makeProposal(
  id: ProposalId,
  number: number,
  changes: readonly RuleChange[],
  comment: string | null,
): Outcome {
  return decided({ type: 'proposal.made', data: { id, number, changes: [...changes], comment } });
}

/** Closes a proposal. The events of approved changes follow it; each is decided by its own command. */
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
 * The actions that a person has on a proposal, with a reason for each missing one. `stale`: a sentence about a change that is no
 * longer possible; null when all are.
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
 * Refuses an action on a proposal; null when it is allowed. Another admin must approve, whose key is older than the proposal:
 * otherwise a proposer could create an admin or a key and approve with it.
 */
function whyNotClose(action: ProposalAction, viewer: ProposalViewer, proposal: ProposalState): Refusal | null {
  const { proposer } = proposal;
  if (viewer.role !== 'admin') return refusal('FORBIDDEN', t('refusals.proposal.adminsOnly'));
  if (proposal.status !== 'open') return closed(proposal);
  const own = viewer.id === proposer.id;
  if (action === 'withdraw')
    return own
      ? null
      : notEligible('NOT_THE_PROPOSER', t('refusals.proposal.withdrawOthers', { person: shownName(proposer) }));
  if (own) return notEligible('PROPOSED_IT', t('refusals.proposal.own'));
  if (action === 'reject') return null;
  if (proposer.status !== 'enabled' || proposer.role !== 'admin')
    return notEligible('PROPOSER_LEFT', t('refusals.proposal.proposerLeft', { person: shownName(proposer) }));
  if (viewer.keySequence === null || viewer.keySequence > proposal.sequence)
    return notEligible('ENROLLED_LATER', t('refusals.proposal.keyTooNew'));
  return null;
}

function closed({ number, status, closedBy }: ProposalState): Refusal | null {
  if (status === 'open') return null;
  return refusal(
    'NOT_OPEN',
    closedBy
      ? t(`refusals.proposal.closed.${status}By`, { number, person: shownName(closedBy) })
      : t(`refusals.proposal.closed.${status}`, { number }),
  );
}
