import type { AccessRequest } from '#contract/requests.ts';
import { duration } from '../ui/time.ts';
import { When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';
import classes from './RequestFacts.module.css';

interface RequestFactsProps {
  readonly request: AccessRequest;
}

/** The access details that an approver reviews: the reason, what exactly for how long, the ticket, and who asks. */
export function RequestFacts({ request }: RequestFactsProps) {
  const { justification, ticket, requester, filedBy, status } = request;
  return (
    <section className={classes.facts} aria-label="Access details">
      {justification === null ? (
        <p className="dim">No justification was given.</p>
      ) : (
        <blockquote className="words">{justification}</blockquote>
      )}
      <dl>
        <dt>Requester</dt>
        <dd>
          {requester.name} <span className="dim">({requester.username})</span> · <span>{requester.email}</span>
        </dd>
        {filedBy === null ? null : (
          <>
            <dt>Filed by</dt>
            <dd>
              {filedBy.name} <span className="dim">({filedBy.username})</span>, for {shownName(requester)}
            </dd>
          </>
        )}
        <dt>Resource</dt>
        <dd className="mono">{request.resource}</dd>
        <dt>Account</dt>
        <dd className="mono">{request.account}</dd>
        <dt>Duration</dt>
        <dd>
          {duration(request.durationSeconds)}
          {status === 'open' ? <span className="dim">, from the last approval on</span> : null}
        </dd>
        <dt>Ticket</dt>
        <dd>{ticket === null ? <span className="dim">none</span> : <span className="mono">{ticket}</span>}</dd>
        {status === 'open' ? (
          <>
            <dt>Lapses</dt>
            <dd>
              <When at={request.expiresAt} />
              <span className="dim">, unless it is decided before</span>
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
