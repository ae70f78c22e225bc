import { IconAlertTriangle } from '@tabler/icons-react';
import type { AccountPlan, AccountsImported } from '#contract/accounts.ts';
import { t } from '#texts/texts.ts';
import classes from '../../ui/import/import.module.css';

interface PlanSummaryProps {
  readonly plan: AccountPlan;
  /** Whether the plan is for the current text. */
  readonly current: boolean;
}

/** `3 new, 2 changed, 40 unchanged`. */
export function countsOf({ added, updated, unchanged }: AccountsImported): string {
  const counts = [
    added === 0 ? null : t('accounts.importing.added', { count: added }),
    updated === 0 ? null : t('accounts.importing.updated', { count: updated }),
    unchanged === 0 ? null : t('accounts.importing.unchanged', { count: unchanged }),
  ].filter((count) => count !== null);
  return counts.length === 0 ? t('accounts.importing.none') : counts.join(', ');
}

/** The counts of additions and changes, and whether the import can be done. */
export function PlanSummary({ plan, current }: PlanSummaryProps) {
  const { problemCount, warningCount } = plan;
  const unnamed = plan.added + plan.updated - plan.rows.length;
  return (
    <div className={classes.summary} role="status" aria-busy={!current}>
      {problemCount > 0 ? (
        <span className={classes.mistake}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />{' '}
          {t('accounts.importing.problems', { count: problemCount })}
        </span>
      ) : plan.added + plan.updated === 0 ? (
        <span>{t('accounts.importing.nothingChanges')}</span>
      ) : (
        <span className="strong tabular">{t('accounts.importing.summary', { counts: countsOf(plan) })}</span>
      )}
      {problemCount > 0 ? (
        <span className="dim tabular">{t('accounts.importing.otherwise', { counts: countsOf(plan) })}</span>
      ) : null}
      {warningCount > 0 ? (
        <span className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />{' '}
          {t('accounts.importing.patterns', { count: warningCount })}
        </span>
      ) : null}
      {unnamed > 0 || problemCount > plan.problems.length || warningCount > plan.warnings.length ? (
        <span className="dim">{t('accounts.importing.firstOnly')}</span>
      ) : null}
    </div>
  );
}
