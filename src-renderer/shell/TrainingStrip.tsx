import { Button, Popover } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { useNow } from '../app/session.ts';
import { DurationField } from '../ui/DurationField.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { dateTime, preciseTime } from '../ui/time.ts';
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
    <aside className={classes.strip} aria-label={t('shell.training.label')}>
      <strong>{t('shell.training.notReal')}</strong>
      <span className={classes.clock}>
        <span>
          <Sentence
            text={runs ? 'shell.training.runs' : 'shell.training.stands'}
            parts={{
              long: <span className={classes.long} />,
              time: (
                <time dateTime={now} title={preciseTime(now)} className="tabular" data-testid="training-clock">
                  {dateTime(now)}
                </time>
              ),
            }}
          />
        </span>
        <button
          type="button"
          disabled={advance.isPending}
          onClick={() => advance.mutate(HOUR)}
          title={t('shell.training.hourHint')}
        >
          {t('shell.training.hour')}
        </button>
        <button
          type="button"
          disabled={advance.isPending}
          onClick={() => advance.mutate(DAY)}
          title={t('shell.training.dayHint')}
        >
          {t('shell.training.day')}
        </button>
        <button
          type="button"
          disabled={run.isPending}
          onClick={() => run.mutate(!runs)}
          title={t(runs ? 'shell.training.stopHint' : 'shell.training.runHint')}
        >
          {t(runs ? 'shell.training.stop' : 'shell.training.run')}
        </button>
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus withArrow>
          <Popover.Target>
            <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>
              {t('shell.training.other')}
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('shell.training.otherLabel')}>
            <form
              className={classes.custom}
              onSubmit={(event) => {
                event.preventDefault();
                if (custom !== null) advance.mutate(custom);
              }}
            >
              <DurationField
                label={t('shell.training.by')}
                seconds={custom}
                onSeconds={setCustom}
                error={advance.error?.refusal.message}
              />
              <Button type="submit" disabled={custom === null} loading={advance.isPending}>
                {t('shell.training.move')}
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      </span>
      {error === null || open ? null : <span role="alert">{error.refusal.message}</span>}
    </aside>
  );
}
