import { useNow } from '../app/session.ts';
import { secondsBetween } from '../ui/time.ts';
import { TimeLeft } from '../ui/When.tsx';
import classes from './RequestHead.module.css';

/** From when on the time left is told with weight: one hour, in seconds. */
const SOON_SECONDS = 3_600;

interface LapseProps {
  readonly at: string;
}

/** How long an open request still waits, counting down by the desk's clock. */
export function Lapse({ at }: LapseProps) {
  const left = secondsBetween(useNow(), at);
  // The desk is about to say that it has lapsed; until it does, nobody else does.
  if (left <= 0) return <span className={classes.soon}>lapses now</span>;
  return (
    <span className={left <= SOON_SECONDS ? classes.soon : undefined}>
      lapses in <TimeLeft at={at} />
    </span>
  );
}
