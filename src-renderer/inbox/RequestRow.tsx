import { Link } from '@tanstack/react-router';
import type { AccessRequest } from '../../src-preload/contract/requests.ts';
import { State, stateOf } from '../ui/State.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { inWords } from '../ui/time.ts';
import { Age } from '../ui/When.tsx';
import classes from './RequestRow.module.css';
import type { RequestsSearch } from './search.ts';

interface RequestRowProps {
  readonly to: '/inbox' | '/mine';
  readonly search: RequestsSearch;
  readonly request: AccessRequest;
  readonly selected: boolean;
}

/** A request in two lines: what for how long, and who, since when, how far. */
export function RequestRow({ to, search, request, selected }: RequestRowProps) {
  return (
    <Link
      to={to}
      search={{ ...search, request: request.id }}
      replace
      className={classes.row}
      activeProps={{}}
      aria-current={selected ? 'true' : undefined}
      data-request={request.number}
      draggable={false}
    >
      <span className={classes.what}>
        <span className={`mono ${classes.names}`}>
          <span className="strong">{request.resource}</span>
          <span>{request.account}</span>
        </span>
        <span className="tabular">{inWords(request.durationSeconds)}</span>
      </span>
      <span className={classes.who}>
        <span className={classes.state}>
          <State name={stateOf(request)} />
        </span>
        <span className={classes.person}>{request.requester.name}</span>
        <span>
          <StepDots steps={request.steps} />
        </span>
        <span className={`tabular ${classes.age}`}>
          <Age at={request.submittedAt} />
        </span>
      </span>
    </Link>
  );
}
