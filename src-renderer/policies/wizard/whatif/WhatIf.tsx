import { Button, SegmentedControl, TextInput, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { WhatIf as Run } from '#contract/whatIf.ts';
import { t } from '#texts/texts.ts';
import { useNow } from '../../../app/session.ts';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { RefusalNote } from '../../../ui/RefusalNote.tsx';
import { type PeriodChoice, periodOf, periods } from './period.ts';
import type { WhatIfState } from './useWhatIf.ts';
import { WhatIfResult } from './WhatIfResult.tsx';
import classes from './whatif.module.css';

interface WhatIfProps {
  readonly whatIf: WhatIfState;
  /** Whether the draft has no mistakes. */
  readonly ready: boolean;
}

/** Runs the draft over past requests, and shows the differences. */
export function WhatIf({ whatIf, ready }: WhatIfProps) {
  const { run, period, isOlder, starting, cancelling, refusal, start, cancel } = whatIf;
  const now = useNow();
  const [choice, setChoice] = useState<PeriodChoice>('month');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const running = starting || run?.state === 'running';
  const go = () => {
    if (ready && !running) start(periodOf(choice, now, from, to));
  };
  // Enter in a field would save the policy.
  const onKeyDown = (event: { readonly key: string; readonly preventDefault: () => void }) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    go();
  };

  return (
    <section className={classes.whatIf} aria-labelledby="what-if">
      <header>
        <h3 id="what-if">{t('policies.whatIf.title')}</h3>
        <p className="dim">{t('policies.whatIf.explanation')}</p>
      </header>
      <div className={classes.choose}>
        <SegmentedControl
          aria-label={t('policies.whatIf.filedIn')}
          data={periods.map((value) => ({ value, label: t(`policies.whatIf.choice.${value}`) }))}
          value={choice}
          onChange={(value) => setChoice(periods.find((one) => one === value) ?? 'month')}
          disabled={running}
        />
        {run?.state === 'running' ? (
          <Button variant="default" onClick={cancel} loading={cancelling}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Button variant="default" onClick={go} loading={starting} disabled={!ready}>
            {t(run === undefined ? 'policies.whatIf.run' : 'policies.whatIf.runAgain')}
          </Button>
        )}
      </div>
      {choice === 'dates' ? (
        <div className={classes.dates}>
          <TextInput
            type="date"
            label={t('policies.whatIf.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <TextInput
            type="date"
            label={t('policies.whatIf.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
      ) : null}
      {ready ? null : <p className="dim">{t('policies.whatIf.notReady')}</p>}
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
      {run === undefined || refusal !== undefined ? null : (
        <>
          {isOlder ? <p className={classes.older}>{t('policies.whatIf.older')}</p> : null}
          <Progress run={run} />
          <WhatIfResult run={run} period={period} />
        </>
      )}
      <VisuallyHidden role="status">{announcement(whatIf)}</VisuallyHidden>
    </section>
  );
}

/** The progress of a run, as a bar and in numbers; it stays when the run is over. */
function Progress({ run: { state, done, total, message } }: { readonly run: Run }) {
  if (message !== null) return <RefusalNote refusal={{ message }} />;
  const values = { done, count: total };
  return (
    <div className={classes.progress}>
      <ProgressBar label={t('policies.whatIf.progress')} total={total} done={total === 0 ? 1 : done} />
      <span className="meta tabular">
        {state === 'running'
          ? t('policies.whatIf.running', values)
          : state === 'cancelled'
            ? t('policies.whatIf.cancelled', values)
            : t('policies.whatIf.done', values)}
      </span>
    </div>
  );
}

// Screen readers announce every tenth and the end, not each request.
function announcement({ run, starting }: WhatIfState): string {
  if (starting) return t('policies.whatIf.spokenStart');
  if (run === undefined) return '';
  switch (run.state) {
    case 'running':
      return run.total === 0
        ? ''
        : t('policies.whatIf.spokenProgress', { percent: Math.floor((run.done / run.total) * 10) * 10 });
    case 'done':
      return t('policies.whatIf.spokenDone', { count: run.touched });
    case 'cancelled':
      return t('policies.whatIf.spokenCancelled');
    case 'failed':
      return '';
  }
}
