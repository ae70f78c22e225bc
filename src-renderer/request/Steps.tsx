import type { AccessRequest } from '#contract/requests.ts';
import { StepDot } from '../ui/StepDots.tsx';
import { duration } from '../ui/time.ts';
import { StepRow } from './StepRow.tsx';
import classes from './Steps.module.css';

interface StepsProps {
  readonly request: AccessRequest;
}

/** The steps in their order, and the access that stands at their end. */
export function Steps({ request }: StepsProps) {
  return (
    <section aria-label="Approval steps">
      <ol className={classes.steps}>
        {request.steps.map((step) => (
          <StepRow key={step.position} step={step} closed={request.status !== 'open'} />
        ))}
        <li
          className={classes.step}
          data-status={request.status !== 'open' && request.grant === null ? 'missed' : 'end'}
        >
          <span className={classes.dot}>
            <StepDot status={request.grant !== null ? 'complete' : request.status === 'open' ? 'waiting' : 'skipped'} />
          </span>
          <span className={classes.name}>Access for {duration(request.durationSeconds)}</span>
        </li>
      </ol>
    </section>
  );
}
