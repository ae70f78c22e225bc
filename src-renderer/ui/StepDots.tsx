import type { RequestStep } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import classes from './StepDots.module.css';

// Drawn, not typed: the characters ● ◐ ○ differ in size from font to font.
const shapes: Record<RequestStep['status'], string> = {
  complete: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
  open: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 1a3 3 0 1 1 0 6V2Z',
  waiting: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 1a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  rejected: 'M2 1 5 4l3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3-3-3Z',
  skipped: 'M1 4.4h8v1.2H1Z',
};

const SIZE = 10;
const GAP = 3;

interface DotsProps {
  readonly statuses: readonly RequestStep['status'][];
}

// One drawing for all of them: a list draws them by the hundred.
function Dots({ statuses }: DotsProps) {
  const width = statuses.length * (SIZE + GAP) - GAP;
  return (
    <svg viewBox={`0 0 ${width} ${SIZE}`} width={width} height={SIZE} aria-hidden="true">
      {statuses.map((status, index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          key={index}
          d={shapes[status]}
          transform={`translate(${index * (SIZE + GAP)} 0)`}
          data-status={status}
          fill="currentColor"
          fillRule="evenodd"
        />
      ))}
    </svg>
  );
}

interface StepDotsProps {
  readonly steps: readonly Pick<RequestStep, 'position' | 'status'>[];
}

/** One mark for each step of a request: full when complete, half when open, hollow when not reached. */
export function StepDots({ steps }: StepDotsProps) {
  const complete = steps.filter((step) => step.status === 'complete').length;
  const label = t('ui.steps.complete', { complete, count: steps.length });
  return (
    <span className={classes.dots} role="img" aria-label={label} title={label}>
      <Dots statuses={steps.map(({ status }) => status)} />
    </span>
  );
}

interface StepDotProps {
  readonly status: RequestStep['status'];
}

/** The mark of one step, with its word for screen readers. */
export function StepDot({ status }: StepDotProps) {
  const word = t(`ui.steps.status.${status}`);
  return (
    <span className={classes.dots} role="img" aria-label={t('ui.steps.step', { status: word })} title={word}>
      <Dots statuses={[status]} />
    </span>
  );
}
