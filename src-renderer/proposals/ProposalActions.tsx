import { useLocation } from '@tanstack/react-router';
import { type Proposal, proposalActions } from '#contract/proposals.ts';
import { t } from '#texts/texts.ts';
import classes from '../ui/ActionBar.module.css';
import { Decide } from '../ui/Decide.tsx';
import { WhyNot } from '../ui/WhyNot.tsx';
import { looksFor, may, useAct } from './actions.ts';

interface ProposalActionsProps {
  readonly proposal: Proposal;
}

/** The viewer's actions on a proposal; and the reason for each one that is missing. */
export function ProposalActions({ proposal }: ProposalActionsProps) {
  const { viewer, status } = proposal;
  const act = useAct(proposal.id);
  const madeHere = useLocation({ select: ({ state }) => state.proposed === true });
  const looks = looksFor(proposal);
  const [first] = proposalActions.flatMap((action) => viewer.why.filter((missing) => missing.action === action));
  // To a viewer who can approve, the other reasons matter only on demand.
  const plain = status === 'open' && viewer.canApprove ? null : (first?.message ?? null);
  return (
    <section className={classes.bar} aria-label={t('proposals.actions.label')}>
      {madeHere && status === 'open' ? (
        <p className={classes.status} role="status">
          {t('proposals.actions.proposed')}
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
        labelOf={(asking) => t(asking === 'reject' ? 'proposals.actions.rejectReason' : 'proposals.actions.comment')}
        act={act}
      />
    </section>
  );
}
