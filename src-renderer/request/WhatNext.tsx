import type { AccessRequest } from '#contract/requests.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { State } from '../ui/State.tsx';
import { endOf, farOf, nextOf } from './next.ts';
import { Remedies } from './Remedies.tsx';
import classes from './WhatNext.module.css';

interface WhatNextProps {
  readonly request: AccessRequest;
}

/** What happens next, or how it ended; and, when it cannot go on, why, and what can be done about that. */
export function WhatNext({ request }: WhatNextProps) {
  const me = useMe();
  if (request.status !== 'open')
    return (
      <p className={classes.next}>
        <span className="strong">Outcome:</span> {endOf(request)}
        {request.cancelled?.comment == null ? null : (
          <q className={`words ${classes.comment}`}>{request.cancelled.comment}</q>
        )}
      </p>
    );
  if (request.stuck)
    return (
      <div className={classes.stuck} role="note">
        <State name="stuck" />
        <p>{request.stuckBecause ?? 'Not enough people are left who could approve this request.'}</p>
        {me !== null && administers(me) ? (
          <Remedies request={request} />
        ) : (
          <p className="dim">
            It can go on when an admin brings back or enables again someone who was among the approvers when it was
            filed. Otherwise an admin can cancel it with a comment, or it lapses.
          </p>
        )}
      </div>
    );
  return (
    <div className={classes.next}>
      <p>
        <span className="strong">Next:</span> {nextOf(request)}
      </p>
      <p className="dim">{farOf(request)}</p>
    </div>
  );
}
