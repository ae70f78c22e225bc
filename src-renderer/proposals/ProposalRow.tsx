import { Link } from '@tanstack/react-router';
import type { ProposalSummary } from '#contract/proposals.ts';
import { CutName } from '../ui/CutName.tsx';
import classes from '../ui/ListRow.module.css';
import { State } from '../ui/State.tsx';
import { Age } from '../ui/When.tsx';
import type { ProposalsSearch } from './search.ts';
import { proposalStates } from './states.ts';

interface ProposalRowProps {
  readonly proposal: ProposalSummary;
  readonly search: ProposalsSearch;
  readonly selected: boolean;
}

/** A proposal in two lines: what it comes to; and how it stands, whose it is and since when. */
export function ProposalRow({ proposal, search, selected }: ProposalRowProps) {
  const { name, word } = proposalStates[proposal.status];
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
        <State name={name}>{word}</State>
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
