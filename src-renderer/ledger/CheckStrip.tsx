import { Button, VisuallyHidden } from '@mantine/core';
import type { CheckProgress } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import classes from './CheckStrip.module.css';
import { leftInWords } from './timeLeft.ts';
import type { LedgerCheckState } from './useLedgerCheck.ts';

/** How far a check of the ledger is, as a bar and in words; and that it was cancelled, until that is put away. */
export function CheckStrip({ check, cancelling, cancel, close }: LedgerCheckState) {
  if (check === null || (check.state !== 'running' && check.state !== 'cancelled')) return null;
  const { state, checked, events } = check;
  const running = state === 'running';
  return (
    <section className={classes.strip} aria-label={t('ledger.check.title')}>
      {running ? (
        <ProgressBar label={t('ledger.check.progress')} total={events} done={events === 0 ? null : checked} />
      ) : null}
      <span className="meta tabular">{running ? inWords(check) : cancelledInWords(check)}</span>
      {running ? (
        <Button variant="default" size="compact-md" loading={cancelling} onClick={cancel}>
          {t('common.cancel')}
        </Button>
      ) : (
        <Button variant="default" size="compact-md" onClick={close}>
          {t('common.close')}
        </Button>
      )}
      <VisuallyHidden role="status">{spoken(check)}</VisuallyHidden>
    </section>
  );
}

const counts = ({ checked, events }: CheckProgress) => ({ checked, count: events });

function inWords(check: CheckProgress): string {
  const { checked, events, secondsLeft } = check;
  if (events === 0) return t('ledger.check.pages');
  if (checked === events) return t('ledger.check.tables', { count: events });
  if (secondsLeft === null) return t('ledger.check.running', counts(check));
  return t('ledger.check.runningLeft', { ...counts(check), left: leftInWords(secondsLeft) });
}

function cancelledInWords(check: CheckProgress): string {
  return check.checked === 0 ? t('ledger.check.cancelledEarly') : t('ledger.check.cancelled', counts(check));
}

// Screen readers announce every tenth and the end, not every second.
function spoken({ state, checked, events }: CheckProgress): string {
  if (state !== 'running') return t('ledger.check.spokenCancelled');
  if (events === 0) return t('ledger.check.pages');
  return t('ledger.check.spokenProgress', { percent: Math.floor((checked / events) * 10) * 10 });
}
