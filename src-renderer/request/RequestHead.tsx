import type { AccessRequest } from '#contract/requests.ts';
import { State, stateOf } from '../ui/State.tsx';
import { duration } from '../ui/time.ts';
import { Age, When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';
import { Lapse } from './Lapse.tsx';
import classes from './RequestHead.module.css';

interface RequestHeadProps {
  readonly request: AccessRequest;
}

/** The subject of the page: who wants what, for how long, and how it stands. */
export function RequestHead({ request }: RequestHeadProps) {
  const { requester, resource, account, durationSeconds, status } = request;
  return (
    <header className={classes.head}>
      <h2 id="request-subject">
        {shownName(requester)} {status === 'open' ? 'wants' : 'asked for'} <span className="mono">{account}</span> on{' '}
        <span className="mono">{resource}</span>{' '}
        <span className={classes.duration}>for {duration(durationSeconds)}</span>
      </h2>
      <p className={classes.state}>
        <State name={stateOf(request)} />
        {status === 'open' ? (
          <Lapse at={request.expiresAt} />
        ) : request.closedAt === null ? null : (
          <span>
            closed <When at={request.closedAt} />
          </span>
        )}
        <span className="tabular">#{request.number}</span>
        <span className="dim">
          filed <When at={request.submittedAt} /> (<Age at={request.submittedAt} />)
        </span>
      </p>
    </header>
  );
}
