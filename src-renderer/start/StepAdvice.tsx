import { t } from '#texts/texts.ts';
import type { FoundStep } from './foundForm.ts';
import classes from './start.module.css';

interface StepAdviceProps {
  readonly step: FoundStep;
}

/** Background beside a step of founding. */
export function StepAdvice({ step }: StepAdviceProps) {
  return (
    <div className={classes.words}>
      <p>{t(`start.advice.${step}.first`)}</p>
      <p>{t(`start.advice.${step}.second`)}</p>
      <p>{t(`start.advice.${step}.third`)}</p>
    </div>
  );
}
