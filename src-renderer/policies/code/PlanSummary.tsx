import { IconAlertTriangle } from '@tabler/icons-react';
import type { PlannedPolicy, PolicySetPlan } from '#contract/policySet.ts';
import classes from '../../ui/import/import.module.css';
import { counted } from '../../ui/words.ts';

const words: Readonly<Record<PlannedPolicy['action'], string>> = {
  create: 'new',
  update: 'changed',
  archive: 'archived',
  restore: 'restored',
  unchanged: 'as they are',
};

/** How many policies of a plan would change at all. */
export const touchedBy = ({ actions }: PolicySetPlan): number =>
  actions.filter(({ action }) => action !== 'unchanged').length;

/** `3 new, 2 changed, 1 archived, 40 as they are`. */
export function countsOf({ actions }: PolicySetPlan): string {
  const said = Object.entries(words).flatMap(([action, word]) => {
    const count = actions.filter((one) => one.action === action).length;
    return count === 0 ? [] : [`${count.toLocaleString()} ${word}`];
  });
  return said.length === 0 ? 'no policies' : said.join(', ');
}

interface PlanSummaryProps {
  readonly plan: PolicySetPlan;
  /** Whether it is about what stands there now. */
  readonly current: boolean;
}

/** How many policies would change and how, and whether the file can be applied at all. */
export function PlanSummary({ plan, current }: PlanSummaryProps) {
  const wrong = plan.problems.length;
  return (
    <div className={classes.summary} role="status" aria-busy={!current}>
      {wrong > 0 ? (
        <>
          <span className={classes.mistake}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {counted(wrong, 'problem')}: nothing can be
            applied until {wrong === 1 ? 'it is' : 'they are'} mended.
          </span>
          {plan.actions.length === 0 ? null : <span className="dim tabular">Otherwise {countsOf(plan)}.</span>}
        </>
      ) : touchedBy(plan) === 0 ? (
        <span>Nothing would change: the desk says the same as this file.</span>
      ) : (
        <span className="strong tabular">{countsOf(plan)}.</span>
      )}
      {plan.warnings.length === 0 ? null : (
        <span className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {counted(plan.warnings.length, 'pattern')}{' '}
          {plan.warnings.length === 1 ? 'is' : 'are'} written as in another dialect: look at the lines below.
        </span>
      )}
    </div>
  );
}
