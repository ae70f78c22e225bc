import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  Pill,
  Popover,
  Switch,
  type VariantColorsResolver,
} from '@mantine/core';
import { t } from '#texts/texts.ts';

const ink: MantineColorsTuple = [
  '#edf2fb',
  '#d7e2f5',
  '#b5cbf0',
  '#93b8f7',
  '#6f97d8',
  '#4a77c0',
  '#3161ae',
  '#1f4f9c',
  '#194283',
  '#12346a',
];

const slate: MantineColorsTuple = [
  '#e4e9f1',
  '#c9d1dd',
  '#9ca8b9',
  '#78869a',
  '#465265',
  '#2b3442',
  '#1f2631',
  '#171c25',
  '#11151c',
  '#0d1117',
];

const mixed = (colour: string, share: number): string => `color-mix(in srgb, ${colour} ${share}%, var(--ink))`;

// Our colours are chosen in pairs that can be read in both schemes; Mantine would reckon with the light one only.
const variants: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  const colour = input.color?.startsWith('var(') === true ? input.color : 'var(--accent)';
  switch (input.variant) {
    case 'filled':
      return { ...usual, background: colour, hover: mixed(colour, 88), color: 'var(--on-accent)' };
    case 'light':
      return { ...usual, background: 'var(--accent-soft)', hover: 'var(--accent-soft)', color: colour };
    case 'subtle':
      return { ...usual, hover: 'var(--raised)', color: colour };
    case 'transparent':
      return { ...usual, color: colour };
    default:
      return usual;
  }
};

/** Four sizes of type, one radius, one accent (the look). */
export const theme = () =>
  createTheme({
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontFamilyMonospace: "'IBM Plex Mono', monospace",
    fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.375rem' },
    lineHeights: { xs: '1rem', sm: '1.25rem', md: '1.25rem', lg: '1.375rem', xl: '1.75rem' },
    headings: {
      fontFamily: "'Inter Variable', system-ui, sans-serif",
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '1.375rem', lineHeight: '1.75rem' },
        h2: { fontSize: '1rem', lineHeight: '1.375rem' },
        h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
      },
    },
    spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
    radius: { xs: '3px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
    defaultRadius: 'md',
    colors: { ink, dark: slate },
    primaryColor: 'ink',
    primaryShade: { light: 7, dark: 3 },
    variantColorResolver: variants,
    fontWeights: { regular: '400', medium: '500', bold: '600' },
    components: {
      Modal: Modal.extend({
        defaultProps: {
          closeButtonProps: { 'aria-label': t('common.close') },
          padding: 'lg',
          transitionProps: { duration: 120 },
          overlayProps: { backgroundOpacity: 0.45 },
        },
        styles: { title: { fontSize: '1rem', lineHeight: '1.375rem', fontWeight: 600 } },
      }),
      Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } }),
      Pill: Pill.extend({ defaultProps: { radius: 'sm' } }),
      Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    },
    respectReducedMotion: true,
    cursorType: 'pointer',
  });

const ours = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-error': 'var(--rejected)',
  '--mantine-color-dimmed': 'var(--ink-dim)',
  '--mantine-color-placeholder': 'var(--ink-dim)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

/** Mantine's own components take their colours from the same variables as ours. */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: ours,
  dark: { ...ours, '--mantine-color-default': 'var(--raised)', '--mantine-color-default-hover': 'var(--line)' },
});
