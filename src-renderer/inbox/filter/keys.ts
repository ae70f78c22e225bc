import { requestSorts, requestStatuses } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';

/** The kinds of values that a key takes, where they are not a few words. */
type ValueKind = 'person' | 'pattern' | 'policy' | 'time' | 'number';

/** A property that a filter line can ask for: its name, its values, and an example of one. */
interface FilterKey {
  readonly key: string;
  readonly takes: readonly string[] | ValueKind;
  readonly example: string;
}

/** Every key of a filter line, the most useful first. */
export const filterKeys = [
  { key: 'is', takes: requestStatuses, example: 'open' },
  { key: 'waiting', takes: ['me'], example: 'me' },
  { key: 'requester', takes: 'person', example: 'alice' },
  { key: 'resource', takes: 'pattern', example: 'prod-*' },
  { key: 'account', takes: 'pattern', example: 'root' },
  { key: 'policy', takes: 'policy', example: 'production-db' },
  { key: 'older', takes: 'time', example: '2d' },
  { key: 'newer', takes: 'time', example: '7d' },
  { key: 'needs', takes: ['answer'], example: 'answer' },
  { key: 'stuck', takes: ['yes', 'no'], example: 'yes' },
  { key: 'number', takes: 'number', example: '1042' },
  { key: 'sort', takes: requestSorts, example: 'oldest' },
] as const satisfies readonly FilterKey[];

/** The values that a key takes, for a sentence. */
export const takenBy = ({ takes }: FilterKey): string =>
  typeof takes === 'string' ? t(`inbox.filter.takes.${takes}`) : listed(takes, 'or');

export const keyNamed = (name: string): (typeof filterKeys)[number] | undefined =>
  filterKeys.find(({ key }) => key === name);

/** Suggested times for `older:` and `newer:`. */
export const commonTimes: readonly string[] = ['1h', '8h', '1d', '2d', '7d', '30d'];

const unitSeconds: Readonly<Record<string, number>> = { m: 60, min: 60, h: 3_600, d: 86_400, w: 7 * 86_400 };

/** A time of a filter, in seconds; undefined if it is none. `stepSeconds` is its precision. */
export function readTime(value: string): { readonly seconds: number; readonly stepSeconds: number } | undefined {
  const found = /^(\d{1,5})(min|m|h|d|w)$/i.exec(value.trim());
  const unit = unitSeconds[(found?.[2] ?? '').toLowerCase()];
  const amount = Number(found?.[1] ?? 0);
  return unit === undefined || amount === 0 ? undefined : { seconds: amount * unit, stepSeconds: unit / 60 };
}
