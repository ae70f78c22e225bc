import { IconCircleDashed, IconClock, IconHourglass, IconKey, type TablerIcon } from '@tabler/icons-react';
import type { Enrolment } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { Sentence } from '../ui/Sentence.tsx';
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

/** The state of a person's key. */
export function KeyState({ enrolment }: KeyStateProps) {
  const Icon = icons[enrolment.state];
  return (
    <span className={classes.status} data-key={enrolment.state}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>
        <KeyText enrolment={enrolment} />
      </span>
    </span>
  );
}

function KeyText({ enrolment: { state, codeExpiresAt, resetAt } }: KeyStateProps) {
  const reset = resetAt !== null;
  switch (state) {
    case 'none':
      return t('people.key.none');
    case 'lapsed':
      return t(reset ? 'people.key.lapsedAfterReset' : 'people.key.lapsed');
    case 'enrolled':
      return t(reset ? 'people.key.enrolledAfterReset' : 'people.key.enrolled');
    case 'invited':
      return codeExpiresAt === null ? (
        t(reset ? 'people.key.invitedAfterReset' : 'people.key.invited')
      ) : (
        <Sentence
          text={reset ? 'people.key.invitedAfterResetFor' : 'people.key.invitedFor'}
          parts={{ left: <TimeLeft at={codeExpiresAt} /> }}
        />
      );
  }
}
