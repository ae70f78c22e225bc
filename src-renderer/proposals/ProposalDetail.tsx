import { useQuery } from '@tanstack/react-query';
import type { Proposal } from '#contract/proposals.ts';
import { t } from '#texts/texts.ts';
import { proposalQuery } from '../app/queries/proposals.ts';
import { useMe } from '../app/session.ts';
import { shownName } from '../ui/names.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { State } from '../ui/State.tsx';
import { When } from '../ui/When.tsx';
import { proposalStates } from './actions.ts';
import { ProposalActions } from './ProposalActions.tsx';
import classes from './ProposalDetail.module.css';
import { ProposedChanges } from './ProposedChanges.tsx';

interface ProposalDetailProps {
  readonly id: string;
}

/** One proposal: its changes, its proposer and reason, and the viewer's actions. */
export function ProposalDetail({ id }: ProposalDetailProps) {
  const me = useMe();
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
            {t(`proposals.changes.${status}`)}
            {changes.length === 1 ? null : (
              <span className="dim"> {t('proposals.changes.count', { count: changes.length })}</span>
            )}
          </h3>
          <ProposedChanges
            label={t(`proposals.changes.${status}`)}
            changes={changes}
            links
            impact={status === 'open' && me?.role === 'admin'}
            // The heading of the page has the sentence already; but the section must not be empty.
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
  const outdated = proposal.changes.some((change) => change.outdated !== null);
  return (
    <header className={classes.head}>
      <h2 id="proposal-subject">{summary}</h2>
      <p className={classes.state}>
        <State name={proposalStates[status]}>{t(`proposals.status.${status}`)}</State>
        <span className="tabular">#{number}</span>
        <span className="dim">
          <Sentence
            text="proposals.head.proposed"
            values={{ name: shownName(proposedBy) }}
            parts={{ name: <span title={proposedBy.username} />, at: <When at={proposedAt} /> }}
          />
        </span>
      </p>
      {comment === null ? (
        <p className="dim">{t('proposals.head.noReason')}</p>
      ) : (
        <blockquote className="words">{comment}</blockquote>
      )}
      {closedBy === null || status === 'open' ? null : (
        <p>
          <Sentence
            text={`proposals.head.${status}`}
            values={{ name: shownName(closedBy) }}
            parts={{ b: <span className="strong" />, name: <span title={closedBy.username} /> }}
          />
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
          {t('proposals.head.outdated')}
        </p>
      ) : null}
    </header>
  );
}
