import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { State } from '../ui/State.tsx';
import { nextOf, outcomeOf, progressOf } from './next.ts';
import { Remedies } from './Remedies.tsx';
import classes from './WhatNext.module.css';

interface WhatNextProps {
  readonly request: AccessRequest;
}

/** The next events of a request, or its outcome; for a stuck one the reason and the remedies. */
export function WhatNext({ request }: WhatNextProps) {
  const me = useMe();
  if (request.status !== 'open')
    return (
      <p className={classes.next}>
        <Sentence
          text="request.outcome.label"
          values={{ outcome: outcomeOf(request) }}
          parts={{ b: <span className="strong" /> }}
        />
        {request.cancelled?.comment == null ? null : (
          <q className={`words ${classes.comment}`}>{request.cancelled.comment}</q>
        )}
      </p>
    );
  if (request.stuck)
    return (
      <div className={classes.stuck} role="note">
        <State name="stuck" />
        <p>{request.stuckBecause ?? t('request.stuck.because')}</p>
        {me !== null && administers(me) ? (
          <Remedies request={request} />
        ) : (
          <p className="dim">{t('request.stuck.advice')}</p>
        )}
      </div>
    );
  return (
    <div className={classes.next}>
      <p>
        <Sentence
          text="request.next.label"
          values={{ next: nextOf(request) }}
          parts={{ b: <span className="strong" /> }}
        />
      </p>
      <p className="dim">{progressOf(request)}</p>
    </div>
  );
}
