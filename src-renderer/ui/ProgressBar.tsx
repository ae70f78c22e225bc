import classes from './ProgressBar.module.css';

interface ProgressBarProps {
  readonly label: string;
  readonly total: number;
  /** Null while it is not known how much there is to do. */
  readonly done: number | null;
}

/** How much of some work is done. It takes the room that its neighbours leave. */
export function ProgressBar({ label, total, done }: ProgressBarProps) {
  const value = done === null ? {} : { value: done };
  return <progress className={classes.bar} aria-label={label} max={Math.max(total, 1)} {...value} />;
}
