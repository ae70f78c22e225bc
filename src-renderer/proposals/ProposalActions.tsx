import { useLocation } from '@tanstack/react-router';
import { type Proposal, proposalActions } from '#contract/proposals.ts';
import classes from '../ui/ActionBar.module.css';
import { Decide } from '../ui/Decide.tsx';
import { WhyNot } from '../ui/WhyNot.tsx';
import { looksFor, may, useAct } from './actions.ts';

interface ProposalActionsProps {
  readonly proposal: Proposal;
}

/** What the viewer can do about a proposal; and for what the viewer cannot do, the sentence that says why. */
export function ProposalActions({ proposal }: ProposalActionsProps) {
  const { viewer, status } = proposal;
  const act = useAct(proposal.id);
  const madeHere = useLocation({ select: ({ state }) => state.proposed === true });
  const looks = looksFor(proposal);
  const [first] = proposalActions.flatMap((action) => viewer.why.filter((missing) => missing.action === action));
  // Once somebody can approve, the rest is of interest only to who asks.
  const plain = status === 'open' && viewer.canApprove ? null : (first?.message ?? null);
  return (
    <section className={classes.bar} aria-label="Actions">
      {madeHere && status === 'open' ? (
        <p className={classes.status} role="status">
          Proposed. Another admin has to approve it.
        </p>
      ) : null}
      <WhyNot
        lacking={viewer.why.map(({ action, message }) => ({ question: looks[action].question, message }))}
        plain={plain}
      />
      <Decide
        subject={proposal}
        available={proposalActions.filter((action) => may(viewer, action))}
        looks={looks}
        labelOf={(asking) => (asking === 'reject' ? 'Reason, for the proposer' : 'Comment')}
        act={act}
      />
    </section>
  );
}
