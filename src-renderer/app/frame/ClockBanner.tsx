import { IconClockExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { administers } from '../roles.ts';
import { Banner, BannerButton } from './Banner.tsx';
import { CorrectClock } from './CorrectClock.tsx';
import { leapSentences } from './clockWords.ts';

interface ClockBannerProps {
  readonly me: Person;
  readonly workspace: SessionView['workspace'];
}

/** Says that nothing can be decided because of the machine's clock, what would be over by it, and lets those confirm it who may. */
export function ClockBanner({ me, workspace }: ClockBannerProps) {
  const [asking, setAsking] = useState(false);
  const { clockProblem: problem, clockLeap } = workspace;
  if (problem === null) return null;
  const leap = clockLeap && leapSentences(clockLeap);
  const may = clockLeap ? clockLeap.mayConfirm : administers(me);
  return (
    <>
      <Banner
        tone="alarm"
        icon={IconClockExclamation}
        {...(may
          ? { action: <BannerButton onPress={() => setAsking(true)}>The clock is right now</BannerButton> }
          : {})}
      >
        {leap ? `${leap.ahead} ${leap.over}` : 'The clock of this machine is behind the newest entry of the ledger.'}{' '}
        Nothing can be decided until the clock is set right
        {may ? ', or you vouch for it.' : ', or an admin vouches for it.'}
      </Banner>
      {asking ? <CorrectClock problem={problem} workspace={workspace} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
