import { VisuallyHidden } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { duration } from '../ui/time.ts';
import classes from './signin.module.css';

interface WaitProps {
  /** Seconds until the next try; 0 when it can be made. */
  readonly seconds: number;
}

// Screen readers speak at the beginning and now and then, not every second.
const spoken = (seconds: number): number => (seconds <= 10 ? 10 : Math.ceil(seconds / 30) * 30);

/** How long the next try must wait: seen second by second, heard politely. */
export function Wait({ seconds }: WaitProps) {
  return (
    <>
      {seconds === 0 ? null : (
        <p className={classes.wait} aria-hidden>
          <IconClock size={16} stroke={1.75} />
          <span className="tabular">{t('signin.wait', { duration: duration(seconds) })}</span>
        </p>
      )}
      <VisuallyHidden role="status">
        {seconds === 0 ? '' : t('signin.waitSpoken', { duration: duration(spoken(seconds)) })}
      </VisuallyHidden>
    </>
  );
}

interface SignInRefusalProps {
  readonly refusal: Refusal | undefined;
}

/** Why a call with a secret was refused, where that is not said at a field or by the time to wait. */
export function SignInRefusal({ refusal }: SignInRefusalProps) {
  if (refusal === undefined || refusal.fields !== undefined || refusal.code === 'SIGN_IN_SLOWED') return null;
  return <RefusalNote refusal={refusal} />;
}
