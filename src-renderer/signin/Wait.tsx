import { VisuallyHidden } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { inWords } from '../ui/time.ts';
import classes from './signin.module.css';

interface WaitProps {
  /** Seconds until the next try; 0 when it can be made. */
  readonly seconds: number;
}

// Who listens is told at the beginning and now and then, not every second.
const spoken = (seconds: number): number => (seconds <= 10 ? 10 : Math.ceil(seconds / 30) * 30);

/** How long the next try must wait: seen second by second, heard politely. */
export function Wait({ seconds }: WaitProps) {
  return (
    <>
      {seconds === 0 ? null : (
        <p className={classes.wait} aria-hidden>
          <IconClock size={16} stroke={1.75} />
          <span className="tabular">Too many tries have failed. Wait {inWords(seconds)} before the next one.</span>
        </p>
      )}
      <VisuallyHidden role="status">
        {seconds === 0
          ? ''
          : `Too many tries have failed. Wait for about ${inWords(spoken(seconds))} before the next one.`}
      </VisuallyHidden>
    </>
  );
}
