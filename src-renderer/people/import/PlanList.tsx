import { IconAlertTriangle, IconEqual, IconPencil, IconUserPlus, type TablerIcon } from '@tabler/icons-react';
import type { ImportPlan, ImportProblem, ImportRow } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import classes from '../../ui/import/import.module.css';
import { VirtualList } from '../../ui/VirtualList.tsx';

interface PlanListProps {
  readonly plan: ImportPlan;
}

type Item =
  | { readonly kind: 'problem' | 'alike'; readonly problem: ImportProblem }
  | { readonly kind: 'row'; readonly row: ImportRow };

const icons: Readonly<Record<ImportRow['action'], TablerIcon>> = {
  create: IconUserPlus,
  update: IconPencil,
  unchanged: IconEqual,
};

/** The changes of an import, line by line; problems first. */
export function PlanList({ plan }: PlanListProps) {
  const items: readonly Item[] = [
    ...plan.problems.map((problem): Item => ({ kind: 'problem', problem })),
    ...plan.alike.map((problem): Item => ({ kind: 'alike', problem })),
    ...plan.rows.map((row): Item => ({ kind: 'row', row })),
  ];
  return (
    <VirtualList
      label={t('people.importing.list')}
      items={items}
      keyOf={(item) =>
        item.kind === 'row' ? `row ${item.row.line}` : `${item.kind} ${item.problem.line} ${item.problem.message}`
      }
      rowHeight={36}
      still
      row={(item) =>
        item.kind === 'row' ? <Row row={item.row} /> : <Problem problem={item.problem} asks={item.kind === 'alike'} />
      }
    />
  );
}

function Problem({ problem, asks }: { readonly problem: ImportProblem; readonly asks: boolean }) {
  return (
    <div className={classes.row} data-action="problem" title={problem.message}>
      <span className="tabular">{t('people.importing.line', { line: problem.line })}</span>
      <span className={classes.action}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />{' '}
        {t(asks ? 'people.importing.alike' : 'people.importing.problem')}
      </span>
      <span className={classes.wide}>{problem.message}</span>
    </div>
  );
}

function Row({ row }: { readonly row: ImportRow }) {
  const Icon = icons[row.action];
  return (
    <div className={classes.row} data-action={row.action}>
      <span className="tabular dim">{t('people.importing.line', { line: row.line })}</span>
      <span className={classes.action}>
        <Icon size={16} stroke={1.75} aria-hidden />{' '}
        {t(`people.importing.${row.action === 'unchanged' ? 'same' : row.action}`)}
      </span>
      <span className="strong">{row.username}</span>
      <span>{row.changes.join('; ')}</span>
    </div>
  );
}
