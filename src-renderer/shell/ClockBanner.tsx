import { IconClockExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { leapSentences } from '../app/clockLeap.ts';
import { administers } from '../app/roles.ts';
import { Banner, BannerButton } from './Banner.tsx';
import { CorrectClock } from './CorrectClock.tsx';

interface ClockBannerProps {
  readonly me: Person;
  readonly workspace: SessionView['workspace'];
}

/** Says that nothing can be decided because of the machine's clock and what would be over by it; people who may can confirm it. */
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
          ? { action: <BannerButton onPress={() => setAsking(true)}>{t('shell.clock.right')}</BannerButton> }
          : {})}
      >
        {t(may ? 'shell.clock.vouch' : 'shell.clock.adminVouches', {
          problem: leap ? `${leap.ahead} ${leap.over}` : t('shell.clock.behind'),
        })}
      </Banner>
      {asking ? <CorrectClock problem={problem} workspace={workspace} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
