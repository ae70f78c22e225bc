import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { leapSentences } from '../app/clockLeap.ts';
import { useMachineClock } from '../app/session.ts';
import { clockTime, longDate } from '../ui/time.ts';
import classes from './signin.module.css';

interface MachineClockProps {
  readonly workspace: SessionView['workspace'];
}

/** The date and time of this machine, large: signing in confirms them where the clock is far ahead of the ledger. */
export function MachineClock({ workspace }: MachineClockProps) {
  const now = useMachineClock();
  const { clockProblem, clockLeap } = workspace;
  return (
    <section className={classes.clock} aria-label={t('signin.clock.label')}>
      <p className={classes.date}>{longDate(now)}</p>
      <p className={classes.time}>{clockTime(now)}</p>
      {clockLeap === null ? null : (
        <div className={classes.leap} role="status">
          <p>{leapSentences(clockLeap).ahead}</p>
          <p>{leapSentences(clockLeap).over}</p>
          <p className="strong">{t(clockLeap.takesAdmin ? 'signin.clock.adminConfirms' : 'signin.clock.confirm')}</p>
        </div>
      )}
      {clockProblem === 'CLOCK_WENT_BACK' ? (
        <p className={classes.leap} role="status">
          {t('signin.clock.behind')}
        </p>
      ) : null}
    </section>
  );
}
