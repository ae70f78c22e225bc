import { IconAlertTriangle } from '@tabler/icons-react';
import { dismissInterruption, useInterruption } from '../interruption.ts';
import { Banner, BannerButton } from './Banner.tsx';

/** Says that the desk was interrupted, that it starts again by itself, and what the person has to look at once it is back. */
export function InterruptionBanner() {
  const interruption = useInterruption();
  if (interruption === null) return null;
  if (interruption === 'restarting')
    return (
      <Banner tone="warning" icon={IconAlertTriangle}>
        The desk was interrupted and starts again by itself. Everything that it had answered is kept.
      </Banner>
    );
  if (interruption === 'stopped')
    return (
      <Banner tone="alarm" icon={IconAlertTriangle}>
        The desk has stopped and could not be started again. Everything that it had answered is kept. Close Countersign
        and open it again.
      </Banner>
    );
  return (
    <Banner
      tone="warning"
      icon={IconAlertTriangle}
      action={<BannerButton onPress={dismissInterruption}>Dismiss</BannerButton>}
    >
      The desk was interrupted and is back. Everything that it had answered is kept. If you were doing something, look
      whether it was done.
    </Banner>
  );
}
