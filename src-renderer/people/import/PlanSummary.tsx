import { IconAlertTriangle } from '@tabler/icons-react';
import type { ImportPlan } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import classes from '../../ui/import/import.module.css';

interface PlanSummaryProps {
  readonly plan: ImportPlan;
  /** Whether the plan is for the current text. */
  readonly current: boolean;
}

/** `3 new, 2 changed, 40 unchanged`. */
export function countsOf({ created, updated, unchanged }: ImportPlan): string {
  const counts = [
    created === 0 ? null : t('people.importing.added', { count: created }),
    updated === 0 ? null : t('people.importing.updated', { count: updated }),
    unchanged === 0 ? null : t('people.importing.unchanged', { count: unchanged }),
  ].filter((count) => count !== null);
  return counts.length === 0 ? t('people.importing.none') : counts.join(', ');
}

/** The counts of additions and changes, and whether the import can be done. */
export function PlanSummary({ plan, current }: PlanSummaryProps) {
  const wrong = plan.problems.length;
  return (
    <div className={classes.summary} role="status" aria-busy={!current}>
      {wrong > 0 ? (
        <span className={classes.mistake}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {t('people.importing.problems', { count: wrong })}
        </span>
      ) : plan.created + plan.updated === 0 ? (
        <span>{t('people.importing.nothingChanges')}</span>
      ) : (
        <span className="strong tabular">{t('people.importing.summary', { counts: countsOf(plan) })}</span>
      )}
      {wrong > 0 ? (
        <span className="dim tabular">{t('people.importing.otherwise', { counts: countsOf(plan) })}</span>
      ) : null}
    </div>
  );
}
