import type { ReactNode } from 'react';
import classes from './Chips.module.css';

interface ChipsProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A row of filters of which one is on. */
export function Chips({ label, children }: ChipsProps) {
  return (
    <nav className={classes.chips} aria-label={label}>
      {children}
    </nav>
  );
}

/** The class of a link among {@link Chips}; the current one is told by `aria-current`. */
export const chip = classes.chip;
/** The class of the number in a chip. */
export const chipCount = classes.count;
