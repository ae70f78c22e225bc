import {
  IconAlertTriangle,
  IconArchive,
  IconArchiveOff,
  IconEqual,
  IconPencil,
  IconPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import type { PlannedPolicy, PolicySetPlan, PolicySetProblem } from '#contract/policySet.ts';
import { t } from '#texts/texts.ts';
import { Changes } from '../../ui/Changes.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import classes from './code.module.css';

const icons: Readonly<Record<PlannedPolicy['action'], TablerIcon>> = {
  create: IconPlus,
  update: IconPencil,
  archive: IconArchive,
  restore: IconArchiveOff,
  unchanged: IconEqual,
};

type Item =
  | { readonly kind: 'problem' | 'warning'; readonly problem: PolicySetProblem }
  | { readonly kind: 'policy'; readonly policy: PlannedPolicy };

interface PlanListProps {
  readonly plan: PolicySetPlan;
  /** Shows a line of the text; undefined where the text is not shown. */
  readonly onLine: ((line: number) => void) | undefined;
}

/** The changes of a file, policy by policy and field by field: problems first, unchanged policies last. */
export function PlanList({ plan, onLine }: PlanListProps) {
  const stays = ({ action }: PlannedPolicy) => action === 'unchanged';
  const items: readonly Item[] = [
    ...plan.problems.map((problem): Item => ({ kind: 'problem', problem })),
    ...plan.warnings.map((problem): Item => ({ kind: 'warning', problem })),
    ...[...plan.actions.filter((one) => !stays(one)), ...plan.actions.filter(stays)].map(
      (policy): Item => ({ kind: 'policy', policy }),
    ),
  ];
  return (
    <VirtualList
      label={t('policies.importing.list')}
      items={items}
      keyOf={(item) =>
        item.kind === 'policy'
          ? `policy ${item.policy.name}`
          : `${item.kind} ${item.problem.line} ${item.problem.message}`
      }
      rowHeight={44}
      still={(plan.problems.length === 0 && plan.warnings.length === 0) || onLine === undefined}
      row={(item) =>
        item.kind === 'policy' ? (
          <Policy policy={item.policy} />
        ) : (
          <Problem kind={item.kind} problem={item.problem} onLine={onLine} />
        )
      }
    />
  );
}

interface ProblemProps {
  readonly kind: 'problem' | 'warning';
  readonly problem: PolicySetProblem;
  readonly onLine: PlanListProps['onLine'];
}

function Problem({ kind, problem: { line, message }, onLine }: ProblemProps) {
  return (
    <div className={classes.row} data-action={kind}>
      {onLine === undefined ? (
        <span className="tabular">{t('policies.importing.line', { line })}</span>
      ) : (
        <button type="button" className={classes.line} onClick={() => onLine(line)}>
          {t('policies.importing.line', { line })}
        </button>
      )}
      <span className={classes.action}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {t(`policies.importing.${kind}`)}
      </span>
      <span>{message}</span>
    </div>
  );
}

function Policy({ policy: { line, name, action, changes } }: { readonly policy: PlannedPolicy }) {
  const Icon = icons[action];
  return (
    <div className={classes.row} data-action={action}>
      <span className="tabular dim">
        {line === null ? t('policies.importing.leftOut') : t('policies.importing.line', { line })}
      </span>
      <span className={classes.action}>
        <Icon size={16} stroke={1.75} aria-hidden /> {t(`policies.importing.action.${action}`)}
      </span>
      <span className="mono strong">{name}</span>
      {changes.length === 0 ? null : (
        <div className={classes.fields}>
          <Changes label={t('policies.importing.changesIn', { name })} changes={changes} />
        </div>
      )}
    </div>
  );
}
