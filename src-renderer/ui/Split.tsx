import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode, Ref } from 'react';
import { t } from '#texts/texts.ts';
import classes from './Split.module.css';

interface SplitProps {
  /** The name of the list, which is the page's title. */
  readonly label: string;
  readonly detailLabel: string;
  readonly detailRef?: Ref<HTMLElement>;
  /** Whether something is chosen; where there is room for one of the two only, that decides which. */
  readonly open: boolean;
  /** The way back to the list where there is room for one only. */
  readonly back: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Search and filters. */
  readonly head: ReactNode;
  readonly list: ReactNode;
  readonly detail: ReactNode;
}

/** A list and a detail side by side. */
export function Split({ label, detailLabel, detailRef, open, back, actions, head, list, detail }: SplitProps) {
  useDocumentTitle(t('common.windowTitle', { page: label }));
  return (
    <div className={classes.view} data-open={open}>
      <section className={classes.list} aria-label={label}>
        <header className={classes.header}>
          <div className={classes.title}>
            <h1>{label}</h1>
            {actions}
          </div>
          {head}
        </header>
        <div className={classes.rows}>{list}</div>
      </section>
      <section
        className={classes.detail}
        tabIndex={-1}
        aria-label={detailLabel}
        {...(detailRef === undefined ? {} : { ref: detailRef })}
      >
        <div className={classes.back}>{back}</div>
        {detail}
      </section>
    </div>
  );
}
