import { IconAlertTriangle } from '@tabler/icons-react';
import type { PlannedPolicy, PolicySetPlan } from '#contract/policySet.ts';
import { t } from '#texts/texts.ts';
import classes from '../../ui/import/import.module.css';

const actions = [
  'create',
  'update',
  'archive',
  'restore',
  'unchanged',
] as const satisfies readonly PlannedPolicy['action'][];

/** The number of policies that a plan would change. */
export const touchedBy = (plan: PolicySetPlan): number =>
  plan.actions.filter(({ action }) => action !== 'unchanged').length;

/** `3 new, 2 changed, 1 archived, 40 unchanged`. */
export function countsOf(plan: PolicySetPlan): string {
  const counts = actions.flatMap((action) => {
    const count = plan.actions.filter((one) => one.action === action).length;
    return count === 0 ? [] : [t(`policies.importing.count.${action}`, { count })];
  });
  return counts.length === 0 ? t('policies.importing.none') : counts.join(', ');
}

interface PlanSummaryProps {
  readonly plan: PolicySetPlan;
  /** Whether the plan is for the current text. */
  readonly current: boolean;
}

/** The counts of changes, and whether the file can be applied. */
export function PlanSummary({ plan, current }: PlanSummaryProps) {
  const wrong = plan.problems.length;
  return (
    <div className={classes.summary} role="status" aria-busy={!current}>
      {wrong > 0 ? (
        <>
          <span className={classes.mistake}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />{' '}
            {t('policies.importing.problems', { count: wrong })}
          </span>
          {plan.actions.length === 0 ? null : (
            <span className="dim tabular">{t('policies.importing.otherwise', { counts: countsOf(plan) })}</span>
          )}
        </>
      ) : touchedBy(plan) === 0 ? (
        <span>{t('policies.importing.nothingChanges')}</span>
      ) : (
        <span className="strong tabular">{t('policies.importing.summary', { counts: countsOf(plan) })}</span>
      )}
      {plan.warnings.length === 0 ? null : (
        <span className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />{' '}
          {t('policies.importing.dialects', { count: plan.warnings.length })}
        </span>
      )}
    </div>
  );
}
