import { IconAlertTriangle } from '@tabler/icons-react';
import type { AccountPlan, AccountsImported } from '#contract/accounts.ts';
import classes from '../../ui/import/import.module.css';
import { counted } from '../../ui/words.ts';

interface PlanSummaryProps {
  readonly plan: AccountPlan;
  /** Whether it is about what stands there now. */
  readonly current: boolean;
}

/** `3 new, 2 changed, 40 as they are`. */
export function countsOf({ added, updated, unchanged }: AccountsImported): string {
  const counts = [
    [added, 'new'],
    [updated, 'changed'],
    [unchanged, 'as they are'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString()} ${word}`);
  return said.length === 0 ? 'no accounts' : said.join(', ');
}

/** How many would be added and changed, and whether the import can be done at all. */
export function PlanSummary({ plan, current }: PlanSummaryProps) {
  const { problemCount, warningCount } = plan;
  const unnamed = plan.added + plan.updated - plan.rows.length;
  return (
    <div className={classes.summary} role="status" aria-busy={!current}>
      {problemCount > 0 ? (
        <span className={classes.mistake}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {counted(problemCount, 'problem')}: nothing can be
          imported until {problemCount === 1 ? 'it is' : 'they are'} mended.
        </span>
      ) : plan.added + plan.updated === 0 ? (
        <span>Nothing would change: all of these accounts are here already, just like this.</span>
      ) : (
        <span className="strong tabular">{countsOf(plan)}.</span>
      )}
      {problemCount > 0 ? <span className="dim tabular">Otherwise {countsOf(plan)}.</span> : null}
      {warningCount > 0 ? (
        <span className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {counted(warningCount, 'name')}{' '}
          {warningCount === 1 ? 'looks like a pattern' : 'look like patterns'}: look at the lines below.
        </span>
      ) : null}
      {unnamed > 0 || problemCount > plan.problems.length || warningCount > plan.warnings.length ? (
        <span className="dim">Below are the first thousand of each.</span>
      ) : null}
    </div>
  );
}
