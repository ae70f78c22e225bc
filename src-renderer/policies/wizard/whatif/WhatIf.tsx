import { Button, SegmentedControl, TextInput, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useNow } from '../../../app/session.ts';
import { RefusalNote } from '../../../ui/RefusalNote.tsx';
import { Found } from './Found.tsx';
import { Progress } from './Progress.tsx';
import { type PeriodChoice, periodOf, periods } from './period.ts';
import type { WhatIfState } from './useWhatIf.ts';
import classes from './whatif.module.css';

interface WhatIfProps {
  readonly whatIf: WhatIfState;
  /** Whether nothing is wrong with the draft. */
  readonly ready: boolean;
}

/** Runs the draft over the past, and shows what it would have changed. */
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
        <h3 id="what-if">What if it had been in force?</h3>
        <p className="dim">
          Runs this draft over past requests: which would have met another policy, other steps, or a refusal. Nothing is
          changed by it.
        </p>
      </header>
      <div className={classes.choose}>
        <SegmentedControl
          aria-label="Requests filed in"
          data={periods.map((one) => ({ ...one }))}
          value={choice}
          onChange={(value) => setChoice(periods.find((one) => one.value === value)?.value ?? 'month')}
          disabled={running}
        />
        {run?.state === 'running' ? (
          <Button variant="default" onClick={cancel} loading={cancelling}>
            Cancel
          </Button>
        ) : (
          <Button variant="default" onClick={go} loading={starting} disabled={!ready}>
            {run === undefined ? 'Run' : 'Run again'}
          </Button>
        )}
      </div>
      {choice === 'dates' ? (
        <div className={classes.dates}>
          <TextInput
            type="date"
            label="From"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <TextInput
            type="date"
            label="To"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
      ) : null}
      {ready ? null : <p className="dim">It can be run once nothing is wrong with the draft.</p>}
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
      {run === undefined || refusal !== undefined ? null : (
        <>
          {isOlder ? (
            <p className={classes.older}>
              The draft was changed since: what is said here is of an older one. Run it again.
            </p>
          ) : null}
          <Progress run={run} />
          <Found run={run} period={period} />
        </>
      )}
      <VisuallyHidden role="status">{heard(whatIf)}</VisuallyHidden>
    </section>
  );
}

// Every tenth, and the end; whoever listens is not told of each request.
function heard({ run, starting }: WhatIfState): string {
  if (starting) return 'The what-if begins.';
  if (run === undefined) return '';
  switch (run.state) {
    case 'running':
      return run.total === 0
        ? ''
        : `${Math.floor((run.done / run.total) * 10) * 10} per cent of the requests looked at.`;
    case 'done':
      return `The what-if is done: ${run.touched.toLocaleString()} requests touched.`;
    case 'cancelled':
      return 'The what-if was cancelled.';
    case 'failed':
      return '';
  }
}
