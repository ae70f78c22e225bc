import type { AccessRequest } from '../../src-preload/contract/requests.ts';
import classes from './RequestFacts.module.css';

interface RequestFactsProps {
  readonly request: AccessRequest;
}

/** The access details that an approver reviews: the reason, the ticket, and who asks. */
export function RequestFacts({ request }: RequestFactsProps) {
  const { justification, ticket, requester, filedBy } = request;
  return (
    <section className={classes.facts} aria-label="Access details">
      {justification === null ? (
        <p className="dim">No justification was given.</p>
      ) : (
        <blockquote className="words">{justification}</blockquote>
      )}
      <dl>
        <dt>Ticket</dt>
        <dd>{ticket === null ? <span className="dim">none</span> : <span className="mono">{ticket}</span>}</dd>
        <dt>Requester</dt>
        <dd>
          {requester.name} <span className="dim">({requester.username})</span> · <span>{requester.email}</span>
        </dd>
        {filedBy === null ? null : (
          <>
            <dt>Filed by</dt>
            <dd>
              {filedBy.name} <span className="dim">({filedBy.username})</span>, for {requester.name}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
