import { IconMessageQuestion } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration, listed } from '#texts/values.ts';
import type { UndoableAction } from '../request/pending.ts';
import { openQuestion } from '../request/thread.ts';
import { CutName } from '../ui/CutName.tsx';
import { namesOf } from '../ui/names.ts';
import { State, stateOf } from '../ui/State.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { preciseTime } from '../ui/time.ts';
import classes from './RequestRow.module.css';

interface RequestRowProps {
  /** The address that shows the request. */
  readonly address: string;
  readonly request: AccessRequest;
  /** Time since it was filed, as a text. */
  readonly age: string;
  /** Time since an answer is awaited, as a text; null if none is. */
  readonly askedAge: string | null;
  /** Whether it is the one that is shown beside the list. */
  readonly chosen: boolean;
  /** Whether it is in the selection for decisions on many at once. */
  readonly selected: boolean;
  /** The viewer’s decision on it, if that is not signed yet. */
  readonly deciding: UndoableAction | null;
  readonly onChoose: (id: string) => void;
  /** `range`: everything up to it as well. */
  readonly onSelect: (id: string, range: boolean) => void;
}

/**
 * A request in two lines: account and duration; state, requester, progress and age. Scrolling passes hundreds of rows a second, so a
 * row renders once, follows no clock, and is a plain link: the router's link computes its address from the router's whole state.
 */
export const RequestRow = memo((props: RequestRowProps) => {
  const { address, request, age, askedAge, chosen, selected, deciding, onChoose, onSelect } = props;
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
          aria-label={t('inbox.row.select', { number: request.number })}
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
          <State name={stateOf(request)}>{deciding === null ? undefined : t(`inbox.row.${deciding}`)}</State>
          <span className={classes.requester}>
            <CutName person={request.requester} />
            {askedAge === null ? null : <Asked request={request} age={askedAge} />}
          </span>
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

/** Says since when the requester beside it is asked something. */
function Asked({ request, age }: Pick<RequestRowProps, 'request' | 'age'>) {
  const question = openQuestion(request);
  if (question === null) return null;
  const person = listed(namesOf(question.askers));
  return (
    <span className={classes.asked} title={t('inbox.row.askedBy', { person, at: preciseTime(question.since) })}>
      <IconMessageQuestion size={14} stroke={1.75} aria-hidden />
      <span>{t('inbox.row.asked', { age })}</span>
    </span>
  );
}
