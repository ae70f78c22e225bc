import { IconMinus, IconPencil, IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { PolicyChange } from '#contract/policyHistory.ts';
import classes from './Changes.module.css';

const kinds: Readonly<Record<PolicyChange['kind'], { readonly icon: TablerIcon; readonly word: string }>> = {
  added: { icon: IconPlus, word: 'added' },
  removed: { icon: IconMinus, word: 'removed' },
  changed: { icon: IconPencil, word: 'changed' },
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
        const { icon: Icon, word } = kinds[change.kind];
        return (
          <li key={`${change.field} ${change.sentence}`} data-kind={change.kind}>
            <span className={classes.kind}>
              <Icon size={16} stroke={1.75} aria-hidden /> {word}
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

// A description is a text of its own, which the sentence does not repeat.
function Texts({ change: { before, after } }: { readonly change: PolicyChange }) {
  return (
    <>
      {before === null ? null : <del className={`words ${classes.text}`}>{before}</del>}
      {after === null ? null : <ins className={`words ${classes.text}`}>{after}</ins>}
    </>
  );
}
