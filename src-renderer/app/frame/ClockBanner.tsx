import { IconClockExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../../src-preload/contract/people.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { administers } from '../roles.ts';
import { Banner, BannerButton } from './Banner.tsx';
import { CorrectClock } from './CorrectClock.tsx';

interface ClockBannerProps {
  readonly me: Person;
  readonly workspace: Session['workspace'];
}

const sentences = {
  CLOCK_WENT_BACK: 'The clock of this machine is behind the newest entry of the ledger.',
  CLOCK_LEAPT: 'The clock of this machine is more than a year ahead of the newest entry of the ledger.',
} as const;

/** Says that nothing can be decided because of the machine's clock, and lets an admin vouch for it. */
export function ClockBanner({ me, workspace }: ClockBannerProps) {
  const [asking, setAsking] = useState(false);
  const problem = workspace.clockProblem;
  if (problem === null) return null;
  const keeps = administers(me);
  return (
    <>
      <Banner
        tone="alarm"
        icon={IconClockExclamation}
        {...(keeps
          ? { action: <BannerButton onPress={() => setAsking(true)}>The clock is right now</BannerButton> }
          : {})}
      >
        {sentences[problem]} Nothing can be decided until the clock is put right
        {keeps ? ', or you vouch for it.' : ', or an admin vouches for it.'}
      </Banner>
      {asking ? <CorrectClock problem={problem} reached={workspace.now} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
