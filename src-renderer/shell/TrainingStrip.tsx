import { Button, Popover } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { useNow } from '../app/session.ts';
import { DurationField } from '../ui/DurationField.tsx';
import { localTime, preciseTime } from '../ui/time.ts';
import classes from './TrainingStrip.module.css';

interface TrainingStripProps {
  /** Whether the clock moves by itself. */
  readonly runs: boolean;
}

const HOUR = 3_600;
const DAY = 86_400;

/** Says that this is a training workspace, and moves its clock or lets it run. */
export function TrainingStrip({ runs }: TrainingStripProps) {
  const now = useNow();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const [custom, setCustom] = useState<number | null>(30 * 60);
  const advance = useMutation({
    mutationFn: (seconds: number) => call(desk.session.advance, { seconds }),
    onSuccess: (session) => {
      cache.setQueryData(sessionQuery().queryKey, session);
      setOpen(false);
    },
    onSettled: () => refresh(['session']),
  });
  const run = useMutation({
    mutationFn: (running: boolean) => call(desk.session.run, { running }),
    onSuccess: (session) => cache.setQueryData(sessionQuery().queryKey, session),
  });
  const error = advance.error ?? run.error;
  return (
    <aside className={classes.strip} aria-label="Training workspace">
      <strong>Training — nothing here is real access</strong>
      <span className={classes.clock}>
        <span>
          <span className={classes.long}>{runs ? 'The clock runs: ' : 'The clock stands at '}</span>
          <time dateTime={now} title={preciseTime(now)} className="tabular" data-testid="training-clock">
            {dated(now)}
          </time>
        </span>
        <button
          type="button"
          disabled={advance.isPending}
          onClick={() => advance.mutate(HOUR)}
          title="Move the clock on by one hour"
        >
          +1 h
        </button>
        <button
          type="button"
          disabled={advance.isPending}
          onClick={() => advance.mutate(DAY)}
          title="Move the clock on by one day"
        >
          +1 day
        </button>
        <button
          type="button"
          disabled={run.isPending}
          onClick={() => run.mutate(!runs)}
          title={runs ? 'Let the clock stand still' : 'Let the clock run until the application ends'}
        >
          {runs ? 'Stop it' : 'Let it run'}
        </button>
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus withArrow>
          <Popover.Target>
            <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>
              Other…
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label="Move the clock on">
            <form
              className={classes.custom}
              onSubmit={(event) => {
                event.preventDefault();
                if (custom !== null) advance.mutate(custom);
              }}
            >
              <DurationField
                label="Move the clock on by"
                seconds={custom}
                onSeconds={setCustom}
                error={advance.error?.refusal.message}
              />
              <Button type="submit" disabled={custom === null} loading={advance.isPending}>
                Move the clock
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      </span>
      {error === null || open ? null : <span role="alert">{error.refusal.message}</span>}
    </aside>
  );
}

const dated = (now: string): string => localTime(now, '1970-01-01T00:00:00.000Z');
