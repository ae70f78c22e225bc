import { IconAlertTriangle } from '@tabler/icons-react';
import type { ImportPlan } from '#contract/people.ts';
import classes from '../../ui/import/import.module.css';
import { counted } from '../../ui/words.ts';

interface PlanSummaryProps {
  readonly plan: ImportPlan;
  /** Whether it is about what stands there now. */
  readonly current: boolean;
}

/** `3 new, 2 changed, 40 as they are`. */
export function countsOf({ created, updated, unchanged }: ImportPlan): string {
  const counts = [
    [created, 'new'],
    [updated, 'changed'],
    [unchanged, 'as they are'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString()} ${word}`);
  return said.length === 0 ? 'nobody' : said.join(', ');
}

/** How many would be added and changed, and whether the import can be done at all. */
export function PlanSummary({ plan, current }: PlanSummaryProps) {
  const wrong = plan.problems.length;
  return (
    <div className={classes.summary} role="status" aria-busy={!current}>
      {wrong > 0 ? (
        <span className={classes.mistake}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {counted(wrong, 'problem')}: nothing can be imported
          until {wrong === 1 ? 'it is' : 'they are'} mended.
        </span>
      ) : plan.created + plan.updated === 0 ? (
        <span>Nothing would change: everybody is here already, just like this.</span>
      ) : (
        <span className="strong tabular">{countsOf(plan)}.</span>
      )}
      {wrong > 0 ? <span className="dim tabular">Otherwise {countsOf(plan)}.</span> : null}
    </div>
  );
}
