import { type MouseEvent, memo } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import type { Verdict } from '../request/pending.ts';
import { CutName } from '../ui/CutName.tsx';
import { State, stateOf } from '../ui/State.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { duration, preciseTime } from '../ui/time.ts';
import classes from './RequestRow.module.css';

const words = { approve: 'approving…', reject: 'rejecting…' } as const;

interface RequestRowProps {
  /** Where the request is shown. */
  readonly address: string;
  readonly request: AccessRequest;
  /** How long ago it was filed, in words. */
  readonly age: string;
  /** Whether it is the one that is shown beside the list. */
  readonly chosen: boolean;
  /** Whether it is one of those that something is about to be done to. */
  readonly selected: boolean;
  /** What the viewer has decided about it, if that is not signed yet. */
  readonly deciding: Verdict | null;
  readonly onChoose: (id: string) => void;
  /** `all`: everything up to it as well. */
  readonly onSelect: (id: string, all: boolean) => void;
}

/**
 * A request in two lines: what for how long, and who, since when, how far. Hundreds of rows a second are scrolled past, so a
 * row is drawn once, follows no clock of its own, and is a plain link: one of the router's would work out its address from
 * the whole state of the router.
 */
export const RequestRow = memo((props: RequestRowProps) => {
  const { address, request, age, chosen, selected, deciding, onChoose, onSelect } = props;
  const onClick = (event: MouseEvent) => {
    event.preventDefault();
    if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(request.id, event.shiftKey);
    else onChoose(request.id);
  };
  return (
    <div className={classes.row} data-selected={selected} data-chosen={chosen}>
      <label className={classes.check}>
        <input
          type="checkbox"
          aria-label={`Select #${request.number}`}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => onSelect(request.id, event.shiftKey)}
        />
      </label>
      <a
        href={address}
        className={classes.link}
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
          <span className="tabular">{duration(request.durationSeconds)}</span>
        </span>
        <span className={classes.who}>
          <State name={stateOf(request)}>{deciding === null ? undefined : words[deciding]}</State>
          <CutName person={request.requester} />
          <StepDots steps={request.steps} />
          <time
            className={`tabular ${classes.age}`}
            dateTime={request.submittedAt}
            title={preciseTime(request.submittedAt)}
          >
            {age}
          </time>
        </span>
      </a>
    </div>
  );
});
