import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { StepDot } from '../ui/StepDots.tsx';
import { StepRow } from './StepRow.tsx';
import classes from './Steps.module.css';
import { openQuestion } from './thread.ts';

interface StepsProps {
  readonly request: AccessRequest;
}

/** The steps in their order, and the access at their end. */
export function Steps({ request }: StepsProps) {
  return (
    <section aria-label={t('request.steps.label')}>
      <ol className={classes.steps}>
        {request.steps.map((step) => (
          <StepRow
            key={step.position}
            step={step}
            closed={request.status !== 'open'}
            question={step.status === 'open' ? openQuestion(request) : null}
          />
        ))}
        <li
          className={classes.step}
          data-status={request.status !== 'open' && request.grant === null ? 'missed' : 'end'}
        >
          <span className={classes.dot}>
            <StepDot status={request.grant !== null ? 'complete' : request.status === 'open' ? 'waiting' : 'skipped'} />
          </span>
          <span className={classes.name}>
            {t('request.steps.access', { duration: duration(request.durationSeconds) })}
          </span>
        </li>
      </ol>
    </section>
  );
}
