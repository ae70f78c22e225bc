import { Link } from '@tanstack/react-router';
import type { Policy } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import classes from '../ui/ListRow.module.css';
import type { PoliciesSearch } from './search.ts';

interface PolicyRowProps {
  readonly policy: Policy;
  readonly search: PoliciesSearch;
  readonly selected: boolean;
}

/** A condition as its two patterns: `account on resource`. */
function conditionText({ resource, account }: Policy['conditions'][number]): string {
  if (resource !== undefined && account !== undefined)
    return t('policies.row.accountOnResource', { account, resource });
  return resource ?? t('policies.row.anywhere', { account: account ?? '' });
}

/** A policy in two lines: its name and longest duration, its patterns and steps. */
export function PolicyRow({ policy, search, selected }: PolicyRowProps) {
  return (
    <Link
      to="/policies"
      search={{ ...search, policy: policy.id }}
      replace
      className={classes.row}
      activeProps={{}}
      aria-current={selected ? 'true' : undefined}
    >
      <span className={classes.line}>
        <span className={`mono strong ${classes.cut}`}>{policy.name}</span>
        <span className="tabular">{t('policies.row.upTo', { duration: duration(policy.duration.maxSeconds) })}</span>
      </span>
      <span className={`${classes.line} meta`}>
        <span className={`mono ${classes.cut}`}>{policy.conditions.map(conditionText).join(', ')}</span>
        <span className={classes.end}>
          {t(policy.bypass === null ? 'policies.row.steps' : 'policies.row.stepsBreakGlass', {
            count: policy.steps.length,
          })}
        </span>
      </span>
    </Link>
  );
}
