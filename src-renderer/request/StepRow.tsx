import type { Decision, RequestStep } from '#contract/requests.ts';
import { StepDot } from '../ui/StepDots.tsx';
import { When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';
import { awaitedIn, keyResetSentence, namesWithin, stepName } from './next.ts';
import classes from './Steps.module.css';

const said: Record<Decision['decision'], string> = {
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'took the approval back',
  bypassed: 'broke the glass',
};

function DecisionLine({ decision }: { readonly decision: Decision }) {
  return (
    <li className={classes.decision} data-decision={decision.decision}>
      <span className="strong" title={decision.person.username}>
        {shownName(decision.person)}
      </span>{' '}
      {said[decision.decision]}, <When at={decision.at} />
      {decision.comment === null ? null : <q className={`words ${classes.comment}`}>{decision.comment}</q>}
    </li>
  );
}

interface StepRowProps {
  readonly step: RequestStep;
  readonly closed: boolean;
}

/** One step: how many have approved, who and when, and who is waited for or will be asked. */
export function StepRow({ step, closed }: StepRowProps) {
  const awaited = awaitedIn(step);
  return (
    <li className={classes.step} data-status={step.status}>
      <span className={classes.dot}>
        <StepDot status={step.status} />
      </span>
      <span className={classes.name}>{stepName(step)}</span>
      <span className={`tabular ${classes.count}`}>
        {step.approved} of {step.required}
      </span>
      <div className={classes.people}>
        {step.decisions.length === 0 ? null : (
          <ul>
            {step.decisions.map((decision) => (
              <DecisionLine key={`${decision.person.id} ${decision.at} ${decision.decision}`} decision={decision} />
            ))}
          </ul>
        )}
        {closed || step.status === 'complete' ? null : (
          <p className="dim">
            {step.status === 'open' ? 'Waiting for ' : 'Will ask '}
            {awaited.length === 0 ? 'nobody: no one is left who could approve' : namesWithin(awaited, 'or')}
          </p>
        )}
        {step.keyReset.length === 0 ? null : <p className={classes.reset}>{keyResetSentence(step.keyReset)}</p>}
        {step.status === 'skipped' ? <p className="dim">Not completed when the request closed.</p> : null}
      </div>
    </li>
  );
}
