import { IconMessageQuestion } from '@tabler/icons-react';
import type { Decision, RequestStep } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { namesOf, shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { StepDot } from '../ui/StepDots.tsx';
import { Age, When } from '../ui/When.tsx';
import { awaitedIn, keyResetSentence, namesWithin, stepName } from './next.ts';
import classes from './Steps.module.css';
import type { OpenQuestion } from './thread.ts';

interface DecisionLineProps {
  readonly decision: Decision;
  /** How many texts of the thread came after it. */
  readonly textsSince: number;
  /** Whether it is an approval that its giver has withdrawn. */
  readonly isWithdrawn: boolean;
}

function DecisionLine({ decision, textsSince, isWithdrawn }: DecisionLineProps) {
  const sentence = (
    <Sentence
      text={`request.steps.${decision.decision}`}
      values={{ name: shownName(decision.person) }}
      parts={{
        name: <span className="strong" title={decision.person.username} />,
        at: <When at={decision.at} />,
      }}
    />
  );
  return (
    <li className={classes.decision} data-decision={decision.decision}>
      {isWithdrawn ? <s>{sentence}</s> : sentence}
      {decision.comment === null ? null : <q className={`words ${classes.comment}`}>{decision.comment}</q>}
      {textsSince === 0 ? null : (
        <span className={classes.since}>{t('request.steps.writtenAfter', { count: textsSince })}</span>
      )}
    </li>
  );
}

function isWithdrawn(made: Decision, { decisions }: RequestStep): boolean {
  const later = decisions.slice(decisions.indexOf(made) + 1);
  return (
    made.decision === 'approved' &&
    later.some((one) => one.decision === 'withdrawn' && one.person.id === made.person.id)
  );
}

interface StepRowProps {
  readonly step: RequestStep;
  readonly closed: boolean;
  /** The question that has no answer yet; null for none. */
  readonly question: OpenQuestion | null;
}

/** One step: its approvals and decisions, and the people it waits for or will ask. */
export function StepRow({ step, closed, question }: StepRowProps) {
  const awaited = awaitedIn(step);
  const since = (decision: Decision): number => {
    const counts = step.decisions.findLast(({ person }) => person.id === decision.person.id) === decision;
    const found = step.writtenAfter.find(({ person }) => person.id === decision.person.id);
    return counts ? (found?.texts ?? 0) : 0;
  };
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
              <DecisionLine
                key={`${decision.person.id} ${decision.at} ${decision.decision}`}
                decision={decision}
                textsSince={since(decision)}
                isWithdrawn={isWithdrawn(decision, step)}
              />
            ))}
          </ul>
        )}
        {question === null ? null : (
          <p className={classes.asked}>
            <IconMessageQuestion size={16} stroke={1.75} aria-hidden />
            <span>
              <Sentence
                text="request.steps.asked"
                values={{ asker: listed(namesOf(question.askers)), asked: listed(namesOf(question.asked), 'or') }}
                parts={{
                  b: <span className="strong" />,
                  at: <When at={question.since} />,
                  age: <Age at={question.since} />,
                }}
              />
            </span>
          </p>
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
