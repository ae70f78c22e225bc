import { Button } from '@mantine/core';
import { duration } from '#texts/values.ts';
import classes from './NewRequestPage.module.css';

interface DurationChoicesProps {
  readonly limits?: { readonly minSeconds: number; readonly maxSeconds: number };
  readonly chosen: number | null;
  readonly onChoose: (seconds: number) => void;
}

const usual = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 259_200];
const MOST_CHOICES = 5;

/** The usual durations that the policy allows, one click each. */
export function DurationChoices({ limits, chosen, onChoose }: DurationChoicesProps) {
  const { minSeconds, maxSeconds } = limits ?? { minSeconds: 1, maxSeconds: 14_400 };
  const allowed = usual.filter((seconds) => seconds >= minSeconds && seconds < maxSeconds).slice(-MOST_CHOICES + 1);
  const choices = limits === undefined ? allowed : [...allowed, maxSeconds];
  return (
    <div className={classes.choices}>
      {choices.map((seconds) => (
        <Button
          key={seconds}
          variant={seconds === chosen ? 'light' : 'default'}
          size="compact-xs"
          aria-pressed={seconds === chosen}
          onClick={() => onChoose(seconds)}
        >
          {duration(seconds)}
        </Button>
      ))}
    </div>
  );
}
