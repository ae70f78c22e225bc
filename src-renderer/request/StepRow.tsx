import type { Decision, RequestStep } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { StepDot } from '../ui/StepDots.tsx';
import { When } from '../ui/When.tsx';
import { awaitedIn, keyResetSentence, namesWithin, stepName } from './next.ts';
import classes from './Steps.module.css';

function DecisionLine({ decision }: { readonly decision: Decision }) {
  return (
    <li className={classes.decision} data-decision={decision.decision}>
      <Sentence
        text={`request.steps.${decision.decision}`}
        values={{ name: shownName(decision.person) }}
        parts={{
          name: <span className="strong" title={decision.person.username} />,
          at: <When at={decision.at} />,
        }}
      />
      {decision.comment === null ? null : <q className={`words ${classes.comment}`}>{decision.comment}</q>}
    </li>
  );
}

interface StepRowProps {
  readonly step: RequestStep;
  readonly closed: boolean;
}

/** One step: its approvals and decisions, and the people it waits for or will ask. */
export function StepRow({ step, closed }: StepRowProps) {
  const awaited = awaitedIn(step);
  return (
    <li className={classes.step} data-status={step.status}>
      <span className={classes.dot}>
        <StepDot status={step.status} />
      </span>
      <span className={classes.name}>{stepName(step)}</span>
      <span className={`tabular ${classes.count}`}>
        {t('request.steps.count', { approved: step.approved, required: step.required })}
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
            {awaited.length === 0
              ? t('request.steps.waitingForNobody')
              : t(step.status === 'open' ? 'request.steps.waitingFor' : 'request.steps.willAsk', {
                  people: namesWithin(awaited, 'or'),
                })}
          </p>
        )}
        {step.keyReset.length === 0 ? null : <p className={classes.reset}>{keyResetSentence(step.keyReset)}</p>}
        {step.status === 'skipped' ? <p className="dim">{t('request.steps.skipped')}</p> : null}
      </div>
    </li>
  );
}
