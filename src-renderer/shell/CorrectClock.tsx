import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { leapSentences } from '../app/clockLeap.ts';
import { call, desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { useMachineClock } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { preciseTime } from '../ui/time.ts';
import classes from './CorrectClock.module.css';

interface CorrectClockProps {
  readonly problem: NonNullable<SessionView['workspace']['clockProblem']>;
  readonly workspace: SessionView['workspace'];
  readonly onClose: () => void;
}

/** Asks the person to vouch for the machine's clock, and says what follows from that. */
export function CorrectClock({ problem, workspace, onClose }: CorrectClockProps) {
  const cache = useQueryClient();
  const machine = useMachineClock();
  const { clockLeap, now: reached } = workspace;
  const correct = useMutation({
    mutationFn: () =>
      problem === 'CLOCK_LEAPT' ? call(desk.session.confirmClock, {}) : call(desk.session.correctClock, {}),
    onSuccess: (session) => {
      cache.setQueryData(sessionQuery().queryKey, session);
      onClose();
    },
    onSettled: () => refresh(['session']),
  });
  return (
    <ReasonDialog
      title={t('shell.clock.question')}
      confirm={t('shell.clock.confirm')}
      danger
      pending={correct.isPending}
      refusal={correct.error?.refusal}
      onConfirm={() => correct.mutate()}
      onClose={onClose}
    >
      <dl className={classes.clocks}>
        <dt>{t('shell.clock.machine')}</dt>
        <dd>{preciseTime(machine)}</dd>
        <dt>{t('shell.clock.ledger')}</dt>
        <dd>{preciseTime(reached)}</dd>
      </dl>
      <ul className={classes.consequences}>
        <li>{t('shell.clock.recorded')}</li>
        <li>{t(`shell.clock.consequence.${problem}`)}</li>
        {clockLeap ? <li>{leapSentences(clockLeap).over}</li> : null}
        <li>{t('shell.clock.ifWrong')}</li>
      </ul>
    </ReasonDialog>
  );
}
