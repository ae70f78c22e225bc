import { IconAlertTriangle, IconPencil, IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { AccountPlan, AccountPlanRow } from '#contract/accounts.ts';
import type { ImportProblem } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import shared from '../../ui/import/import.module.css';
import { Sentence } from '../../ui/Sentence.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import classes from './import.module.css';

interface PlanListProps {
  readonly plan: AccountPlan;
}

type Item =
  | { readonly kind: 'problem' | 'warning'; readonly problem: ImportProblem }
  | { readonly kind: 'row'; readonly row: AccountPlanRow };

const actions: Readonly<Record<AccountPlanRow['action'], { readonly icon: TablerIcon; readonly look: string }>> = {
  add: { icon: IconPlus, look: 'create' },
  update: { icon: IconPencil, look: 'update' },
};

/** The changes of an import, line by line: problems first, then warnings; unchanged lines are left out. */
export function PlanList({ plan }: PlanListProps) {
  const items: readonly Item[] = [
    ...plan.problems.map((problem): Item => ({ kind: 'problem', problem })),
    ...plan.warnings.map((problem): Item => ({ kind: 'warning', problem })),
    ...plan.rows.map((row): Item => ({ kind: 'row', row })),
  ];
  return (
    <VirtualList
      label={t('accounts.importing.list')}
      items={items}
      keyOf={(item) =>
        item.kind === 'row'
          ? `row ${item.row.line} ${item.row.resource} ${item.row.account}`
          : `${item.kind} ${item.problem.line} ${item.problem.message}`
      }
      rowHeight={36}
      still
      row={(item) =>
        item.kind === 'row' ? <Row row={item.row} /> : <Problem kind={item.kind} problem={item.problem} />
      }
    />
  );
}

interface ProblemProps {
  readonly kind: 'problem' | 'warning';
  readonly problem: ImportProblem;
}

function Problem({ kind, problem }: ProblemProps) {
  return (
    <div className={`${shared.row} ${classes.row}`} data-action={kind}>
      <span className="tabular">{t('accounts.importing.line', { line: problem.line })}</span>
      <span className={shared.action}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {t(`accounts.importing.${kind}`)}
      </span>
      <span className={shared.wide}>{problem.message}</span>
    </div>
  );
}

function Row({ row }: { readonly row: AccountPlanRow }) {
  const { icon: Icon, look } = actions[row.action];
  return (
    <div className={`${shared.row} ${classes.row}`} data-action={look}>
      <span className="tabular dim">{t('accounts.importing.line', { line: row.line })}</span>
      <span className={shared.action}>
        <Icon size={16} stroke={1.75} aria-hidden /> {t(`accounts.importing.${row.action}`)}
      </span>
      <span className="mono">
        <Sentence
          text="accounts.importing.row"
          values={{ account: row.account, resource: row.resource }}
          parts={{ account: <span className="strong" />, dim: <span className="dim" /> }}
        />
      </span>
      <span className="dim">{row.changes.join('; ')}</span>
    </div>
  );
}
