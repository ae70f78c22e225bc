import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '#contract/session.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { preciseTime } from '../../ui/time.ts';
import { refresh } from '../client.ts';
import { call, desk } from '../desk.ts';
import { sessionQuery } from '../queries/workspace.ts';
import { useMachineClock } from '../session.ts';
import classes from './CorrectClock.module.css';
import { leapSentences } from './clockWords.ts';

interface CorrectClockProps {
  readonly problem: NonNullable<SessionView['workspace']['clockProblem']>;
  readonly workspace: SessionView['workspace'];
  readonly onClose: () => void;
}

const consequences = {
  CLOCK_WENT_BACK:
    'The time of the desk goes back. Open requests and open access that began later than the clock says now would last too long, so they end at once.',
  CLOCK_LEAPT:
    'The time of the desk moves on. Whatever is over by then ends at once: requests lapse, access closes, codes run out.',
} as const;

/** Asks someone to vouch for the machine's clock, and says what that brings about. */
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
      title="Is the clock of this machine right?"
      confirm="Yes, the clock is right"
      danger
      pending={correct.isPending}
      refusal={correct.error?.refusal}
      onConfirm={() => correct.mutate()}
      onClose={onClose}
    >
      <dl className={classes.clocks}>
        <dt>This machine says</dt>
        <dd>{preciseTime(machine)}</dd>
        <dt>The ledger had reached</dt>
        <dd>{preciseTime(reached)}</dd>
      </dl>
      <ul className={classes.consequences}>
        <li>You vouch for the clock with your key. That stays in the ledger for good.</li>
        <li>{consequences[problem]}</li>
        {clockLeap ? <li>{leapSentences(clockLeap).over}</li> : null}
        <li>If the clock is wrong, go back and set it right in the system; then this message goes away by itself.</li>
      </ul>
    </ReasonDialog>
  );
}
