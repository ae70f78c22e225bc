// What the compiler must refuse. `npm run check` fails if one of these errors is not reported; nothing here runs.
import { t } from '#texts/texts.ts';

declare const unit: 'hours' | 'minutes';
declare const unknownUnit: 'hours' | 'weeks';
declare const any: string;

export const right: readonly string[] = [
  t('common.cancel'),
  t('common.sharedName', { name: 'Ada', username: 'ada' }),
  t('common.duration.days', { count: 2 }),
  t(`common.duration.${unit}`, { count: 2 }),
];

export const wrong = [
  // @ts-expect-error A key that is not in the catalogue.
  t('common.cancle'),
  // @ts-expect-error A group is not a text.
  t('common.duration'),
  // @ts-expect-error A key that may be anything.
  t(any),
  // @ts-expect-error One of the keys is not in the catalogue.
  t(`common.duration.${unknownUnit}`, { count: 2 }),
  // @ts-expect-error No values.
  t('common.sharedName'),
  // @ts-expect-error A value is missing.
  t('common.sharedName', { name: 'Ada' }),
  // @ts-expect-error A value that the text does not use.
  t('common.sharedName', { name: 'Ada', username: 'ada', role: 'admin' }),
  // @ts-expect-error Values for a text without any.
  t('common.cancel', { name: 'Ada' }),
  // @ts-expect-error A value that is no text and no number.
  t('common.sharedName', { name: null, username: 'ada' }),
  // @ts-expect-error A plural without its count.
  t('common.duration.days', {}),
  // @ts-expect-error A plural form is chosen by the library.
  t('common.duration.days_one', { count: 1 }),
  // @ts-expect-error Digits of a text cannot be grouped.
  t('common.duration.hours', { count: '2' }),
];
