import type { RequestStep } from '../../src-preload/contract/requests.ts';
import classes from './StepDots.module.css';

const words = {
  complete: 'complete',
  open: 'open',
  waiting: 'not reached',
  rejected: 'rejected',
  skipped: 'skipped',
} as const satisfies Record<RequestStep['status'], string>;

// Drawn, not typed: the characters ● ◐ ○ differ in size from font to font.
const shapes: Record<RequestStep['status'], string> = {
  complete: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
  open: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 1a3 3 0 1 1 0 6V2Z',
  waiting: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 1a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  rejected: 'M2 1 5 4l3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3-3-3Z',
  skipped: 'M1 4.4h8v1.2H1Z',
};

interface DotProps {
  readonly status: RequestStep['status'];
}

function Dot({ status }: DotProps) {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" data-status={status} aria-hidden="true">
      <path d={shapes[status]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

interface StepDotsProps {
  readonly steps: readonly Pick<RequestStep, 'position' | 'status'>[];
}

/** One mark for each step of a request: full when complete, half when open, hollow when not reached. */
export function StepDots({ steps }: StepDotsProps) {
  const done = steps.filter((step) => step.status === 'complete').length;
  const label = `${done} of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} complete`;
  return (
    <span className={classes.dots} role="img" aria-label={label} title={label}>
      {steps.map((step) => (
        <Dot key={step.position} status={step.status} />
      ))}
    </span>
  );
}

/** The mark of one step, with its word for who listens. */
export function StepDot({ status }: DotProps) {
  return (
    <span className={classes.dots} role="img" aria-label={`Step ${words[status]}`} title={words[status]}>
      <Dot status={status} />
    </span>
  );
}
