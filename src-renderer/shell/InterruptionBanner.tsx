import { IconAlertTriangle } from '@tabler/icons-react';
import { t } from '#texts/texts.ts';
import { dismissInterruption, useInterruption } from '../app/interruption.ts';
import { Banner, BannerButton } from './Banner.tsx';

/** Says that the desk was interrupted, that it starts again by itself, and what the person has to look at once it is back. */
export function InterruptionBanner() {
  const interruption = useInterruption();
  if (interruption === null) return null;
  return (
    <Banner
      tone={interruption === 'stopped' ? 'alarm' : 'warning'}
      icon={IconAlertTriangle}
      {...(interruption === 'back'
        ? { action: <BannerButton onPress={dismissInterruption}>{t('process.banner.dismiss')}</BannerButton> }
        : {})}
    >
      {t(`process.banner.${interruption}`)}
    </Banner>
  );
}
