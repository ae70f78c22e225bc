import { Link } from '@tanstack/react-router';
import type { ProposalSummary } from '#contract/proposals.ts';
import { t } from '#texts/texts.ts';
import { CutName } from '../ui/CutName.tsx';
import classes from '../ui/ListRow.module.css';
import { State } from '../ui/State.tsx';
import { Age } from '../ui/When.tsx';
import { proposalStates } from './actions.ts';
import type { ProposalsSearch } from './search.ts';

interface ProposalRowProps {
  readonly proposal: ProposalSummary;
  readonly search: ProposalsSearch;
  readonly selected: boolean;
}

/** A proposal in two lines: its summary; its state, proposer and age. */
export function ProposalRow({ proposal, search, selected }: ProposalRowProps) {
  return (
    <Link
      to="/proposals"
      search={{ ...search, proposal: proposal.id }}
      replace
      className={classes.row}
      activeProps={{}}
      aria-current={selected ? 'true' : undefined}
      data-proposal={proposal.number}
      draggable={false}
    >
      <span className={classes.line}>
        <span className={`strong ${classes.cut}`}>{proposal.summary}</span>
        <span className="tabular dim">#{proposal.number}</span>
      </span>
      <span className={`meta ${classes.line} ${classes.centred}`}>
        <State name={proposalStates[proposal.status]}>{t(`proposals.status.${proposal.status}`)}</State>
        <span className={classes.fill}>
          <CutName person={proposal.proposedBy} />
        </span>
        <span className="tabular">
          <Age at={proposal.proposedAt} />
        </span>
      </span>
    </Link>
  );
}
