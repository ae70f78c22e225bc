import { IconMinus, IconPencil, IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { PolicyChange } from '#contract/policyHistory.ts';
import { t } from '#texts/texts.ts';
import classes from './Changes.module.css';

const kinds: Readonly<Record<PolicyChange['kind'], { readonly icon: TablerIcon }>> = {
  added: { icon: IconPlus },
  removed: { icon: IconMinus },
  changed: { icon: IconPencil },
};

interface ChangesProps {
  readonly label: string;
  readonly changes: readonly PolicyChange[];
}

/** How something differs from what it was, change by change: each by a sign, a word and a sentence. */
export function Changes({ label, changes }: ChangesProps) {
  return (
    <ul className={classes.changes} aria-label={label}>
      {changes.map((change) => {
        const { icon: Icon } = kinds[change.kind];
        return (
          <li key={`${change.field} ${change.sentence}`} data-kind={change.kind}>
            <span className={classes.kind}>
              <Icon size={16} stroke={1.75} aria-hidden /> {t(`ui.changes.${change.kind}`)}
            </span>{' '}
            <span className={classes.what}>
              {change.sentence}
              {change.field === 'description' ? <Texts change={change} /> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

// The sentence does not repeat a description, which is a text of its own.
function Texts({ change: { before, after } }: { readonly change: PolicyChange }) {
  return (
    <>
      {before === null ? null : <del className={`words ${classes.text}`}>{before}</del>}
      {after === null ? null : <ins className={`words ${classes.text}`}>{after}</ins>}
    </>
  );
}
