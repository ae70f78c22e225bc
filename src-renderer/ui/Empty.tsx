import type { ReactNode } from 'react';
import classes from './Empty.module.css';

interface EmptyProps {
  /** What there is none of. */
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
}

/** A place with nothing in it, and what to do next. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <p className="strong">{title}</p>
      {children === undefined ? null : <div className="dim">{children}</div>}
    </div>
  );
}
