import { Link } from '@tanstack/react-router';
import { type MouseEvent, memo } from 'react';
import type { AccessRequest } from '../../src-preload/contract/requests.ts';
import { State, stateOf } from '../ui/State.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { inWords } from '../ui/time.ts';
import { Age } from '../ui/When.tsx';
import classes from './RequestRow.module.css';

interface RequestRowProps {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  readonly request: AccessRequest;
  /** Whether it is the one that is shown beside the list. */
  readonly chosen: boolean;
  /** Whether it is one of those that something is about to be done to. */
  readonly selected: boolean;
  /** `all`: everything up to it as well. */
  readonly onSelect: (id: string, all: boolean) => void;
}

/**
 * A request in two lines: what for how long, and who, since when, how far. A row is drawn once while it is scrolled past,
 * as long as its properties stay the same.
 */
export const RequestRow = memo(({ to, line, request, chosen, selected, onSelect }: RequestRowProps) => {
  const onClick = (event: MouseEvent) => {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    onSelect(request.id, event.shiftKey);
  };
  return (
    <div className={classes.row} data-selected={selected}>
      <label className={classes.check}>
        <input
          type="checkbox"
          aria-label={`Select #${request.number}`}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => onSelect(request.id, event.shiftKey)}
        />
      </label>
      <Link
        to={to}
        search={{ filter: line, request: request.id }}
        replace
        className={classes.link}
        activeProps={{}}
        aria-current={chosen ? 'true' : undefined}
        data-request={request.number}
        draggable={false}
        onClick={onClick}
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
    </div>
  );
});
