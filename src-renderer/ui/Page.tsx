import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import classes from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** One sentence below the title. */
  readonly lead?: ReactNode;
  /** Buttons of the page as a whole. */
  readonly actions?: ReactNode;
  /** Filters and search, which stay while the content scrolls. */
  readonly filters?: ReactNode;
  /** Whether the content is one list that scrolls by itself. */
  readonly list?: boolean;
  readonly children: ReactNode;
}

/** A page with one subject: its title stays, its content scrolls. */
export function Page({ title, lead, actions, filters, list = false, children }: PageProps) {
  useDocumentTitle(t('common.windowTitle', { page: title }));
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1>{title}</h1>
          {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
        </div>
        {lead === undefined ? null : <p className="dim">{lead}</p>}
        {filters === undefined ? null : <div className={classes.filters}>{filters}</div>}
      </header>
      <div className={list ? classes.list : classes.content}>{children}</div>
    </div>
  );
}
