import { IconCircleDashed, IconClock, IconHourglass, IconKey, type TablerIcon } from '@tabler/icons-react';
import type { Enrolment } from '#contract/people.ts';
import { TimeLeft } from '../ui/When.tsx';
import classes from './people.module.css';

interface KeyStateProps {
  readonly enrolment: Enrolment;
}

const icons: Readonly<Record<Enrolment['state'], TablerIcon>> = {
  none: IconCircleDashed,
  invited: IconClock,
  lapsed: IconHourglass,
  enrolled: IconKey,
};

/** How somebody stands with their key. */
export function KeyState({ enrolment }: KeyStateProps) {
  const Icon = icons[enrolment.state];
  return (
    <span className={classes.status} data-key={enrolment.state}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{wordsFor(enrolment)}</span>
    </span>
  );
}

function wordsFor({ state, codeExpiresAt, resetAt }: Enrolment) {
  switch (state) {
    case 'none':
      return 'no code yet';
    case 'lapsed':
      return resetAt === null ? 'code lapsed' : 'reset, code lapsed';
    case 'enrolled':
      return resetAt === null ? 'enrolled' : 'enrolled after a reset';
    case 'invited':
      return (
        <>
          {resetAt === null ? 'code' : 'new code'}
          {codeExpiresAt === null ? null : (
            <>
              : <TimeLeft at={codeExpiresAt} /> left
            </>
          )}
        </>
      );
  }
}
