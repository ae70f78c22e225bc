import { useQuery } from '@tanstack/react-query';
import type { Proposal, ProposalStatus } from '#contract/proposals.ts';
import { proposalQuery } from '../app/queries/proposals.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { State } from '../ui/State.tsx';
import { When } from '../ui/When.tsx';
import { counted, shownName } from '../ui/words.ts';
import { ProposalActions } from './ProposalActions.tsx';
import classes from './ProposalDetail.module.css';
import { ProposedChanges } from './ProposedChanges.tsx';
import { proposalStates } from './states.ts';

interface ProposalDetailProps {
  readonly id: string;
}

const headings: Readonly<Record<ProposalStatus, string>> = {
  open: 'What it would change',
  approved: 'What was done',
  rejected: 'What it would have changed',
  withdrawn: 'What it would have changed',
};

/** One proposal: what would change and how, who wants it and why, and what the viewer can do about it. */
export function ProposalDetail({ id }: ProposalDetailProps) {
  const { data: proposal, error } = useQuery(proposalQuery(id));
  if (error !== null)
    return (
      <div className={classes.note}>
        <RefusalNote refusal={error.refusal} />
      </div>
    );
  if (proposal === undefined) return <SkeletonRows count={5} height={44} />;
  const { status, changes } = proposal;
  return (
    <article className={classes.detail} aria-labelledby="proposal-subject">
      <div className={classes.content}>
        <Head proposal={proposal} />
        <section className={classes.changes} aria-labelledby="proposal-changes">
          <h3 id="proposal-changes">
            {headings[status]}
            {changes.length === 1 ? null : <span className="dim"> ({counted(changes.length, 'change')})</span>}
          </h3>
          <ProposedChanges
            label={headings[status]}
            changes={changes}
            links
            // The heading of the page says it; but a section must not be left empty.
            {...(changes.some(({ differences }) => differences.length > 0) ? { said: proposal.summary } : {})}
          />
        </section>
      </div>
      <ProposalActions proposal={proposal} />
    </article>
  );
}

function Head({ proposal }: { readonly proposal: Proposal }) {
  const { summary, status, number, proposedBy, proposedAt, comment, closedBy, closedAt, closedComment } = proposal;
  const { name, word } = proposalStates[status];
  const outdated = proposal.changes.some((change) => change.outdated !== null);
  return (
    <header className={classes.head}>
      <h2 id="proposal-subject">{summary}</h2>
      <p className={classes.state}>
        <State name={name}>{word}</State>
        <span className="tabular">#{number}</span>
        <span className="dim">
          proposed by <span title={proposedBy.username}>{shownName(proposedBy)}</span>, <When at={proposedAt} />
        </span>
      </p>
      {comment === null ? (
        <p className="dim">No reason was given.</p>
      ) : (
        <blockquote className="words">{comment}</blockquote>
      )}
      {closedBy === null ? null : (
        <p>
          <span className="strong">
            {status === 'approved' ? 'Approved' : status === 'rejected' ? 'Rejected' : 'Withdrawn'}
          </span>{' '}
          by <span title={closedBy.username}>{shownName(closedBy)}</span>
          {closedAt === null ? null : (
            <>
              , <When at={closedAt} />
            </>
          )}
          {closedComment === null ? '.' : <q className={`words ${classes.said}`}>{closedComment}</q>}
        </p>
      )}
      {outdated ? (
        <p className={classes.outdated} role="status">
          The desk was changed since this was proposed, and it can no longer be done as it stands. Reject or withdraw
          it, and have what is still wanted proposed anew.
        </p>
      ) : null}
    </header>
  );
}
