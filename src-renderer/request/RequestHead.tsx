import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { useNow } from '../app/session.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { State, stateOf } from '../ui/State.tsx';
import { secondsBetween } from '../ui/time.ts';
import { Age, TimeLeft, When } from '../ui/When.tsx';
import classes from './RequestHead.module.css';

interface RequestHeadProps {
  readonly request: AccessRequest;
}

/** The heading of a request: requester, account, duration and state. */
export function RequestHead({ request }: RequestHeadProps) {
  const { requester, resource, account, durationSeconds, status } = request;
  return (
    <header className={classes.head}>
      <h2 id="request-subject">
        <Sentence
          text={status === 'open' ? 'request.head.open' : 'request.head.closed'}
          values={{ name: shownName(requester), account, resource, duration: duration(durationSeconds) }}
          parts={{
            account: <span className="mono" />,
            resource: <span className="mono" />,
            duration: <span className={classes.duration} />,
          }}
        />
      </h2>
      <p className={classes.state}>
        <State name={stateOf(request)} />
        {status === 'open' ? (
          <TimeToExpiry at={request.expiresAt} />
        ) : request.closedAt === null ? null : (
          <span>
            <Sentence text="request.head.closedAt" parts={{ at: <When at={request.closedAt} /> }} />
          </span>
        )}
        <span className="tabular">#{request.number}</span>
        <span className="dim">
          <Sentence
            text="request.head.filed"
            parts={{ at: <When at={request.submittedAt} />, age: <Age at={request.submittedAt} /> }}
          />
        </span>
      </p>
    </header>
  );
}

/** The time left is emphasized from here on: one hour, in seconds. */
const SOON_SECONDS = 3_600;

/** The time until an open request expires, by the desk's clock. */
function TimeToExpiry({ at }: { readonly at: string }) {
  const left = secondsBetween(useNow(), at);
  // Only the desk says that a request has expired; it is about to.
  if (left <= 0) return <span className={classes.soon}>{t('request.head.expiresNow')}</span>;
  return (
    <span className={left <= SOON_SECONDS ? classes.soon : undefined}>
      <Sentence text="request.head.expiresIn" parts={{ left: <TimeLeft at={at} /> }} />
    </span>
  );
}
