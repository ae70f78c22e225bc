import type { SessionView } from '#contract/session.ts';
import { leapSentences } from '../app/frame/clockWords.ts';
import { useMachineClock } from '../app/session.ts';
import { clockTime, longDate } from '../ui/time.ts';
import classes from './signin.module.css';

interface MachineClockProps {
  readonly workspace: SessionView['workspace'];
}

/** The date and time of this machine, large: who signs in confirms them where the clock is far ahead of the ledger. */
export function MachineClock({ workspace }: MachineClockProps) {
  const now = useMachineClock();
  const { clockProblem, clockLeap } = workspace;
  return (
    <section className={classes.clock} aria-label="The clock of this machine">
      <p className={classes.date}>{longDate(now)}</p>
      <p className={classes.time}>{clockTime(now)}</p>
      {clockLeap === null ? null : (
        <div className={classes.leap} role="status">
          <p>{leapSentences(clockLeap).ahead}</p>
          <p>{leapSentences(clockLeap).over}</p>
          <p className="strong">
            {clockLeap.takesAdmin
              ? 'If date and time are right, an admin who signs in confirms them.'
              : 'If date and time are right, sign in: that confirms them.'}{' '}
            If they are wrong, set the clock of the system first.
          </p>
        </div>
      )}
      {clockProblem === 'CLOCK_WENT_BACK' ? (
        <p className={classes.leap} role="status">
          The clock of this machine is behind the newest entry of the ledger. You can sign in, and an admin can correct
          the time of the desk.
        </p>
      ) : null}
    </section>
  );
}
