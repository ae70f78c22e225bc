import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { t } from '#texts/texts.ts';
import { Section } from '../ui/Section.tsx';

const schemes = ['light', 'dark', 'auto'] as const;

/** How this window looks. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('settings.appearance.title')}>
      <SegmentedControl
        aria-label={t('settings.appearance.title')}
        data={schemes.map((scheme) => ({ value: scheme, label: t(`settings.appearance.${scheme}`) }))}
        value={colorScheme}
        onChange={(value) => {
          const scheme = schemes.find((one) => one === value);
          if (scheme !== undefined) setColorScheme(scheme);
        }}
      />
    </Section>
  );
}
