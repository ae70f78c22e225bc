import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Section } from '../ui/Section.tsx';

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

/** How this window looks. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title="Appearance">
      <SegmentedControl
        aria-label="Appearance"
        data={schemes.map((scheme) => ({ ...scheme }))}
        value={colorScheme}
        onChange={(value) => {
          const scheme = schemes.find((one) => one.value === value);
          if (scheme !== undefined) setColorScheme(scheme.value);
        }}
      />
    </Section>
  );
}
