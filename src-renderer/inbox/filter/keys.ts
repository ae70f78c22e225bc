import { requestSorts, requestStatuses } from '#contract/requests.ts';

/** What can be asked of a list of requests: how it is called, what it means, and what may stand behind it. */
export interface FilterKey {
  readonly key: string;
  /** What it asks, for the list of what is possible. */
  readonly hint: string;
  /** The values that there are; null where they are names, patterns or times. */
  readonly values: readonly string[] | null;
  /** What may stand behind it, as the end of “… takes ”. */
  readonly takes: string;
  /** An example of a value. */
  readonly example: string;
}

/** Everything that a filter line understands, the most wanted first. */
export const filterKeys: readonly FilterKey[] = [
  { key: 'is', hint: 'how it stands', values: requestStatuses, takes: '', example: 'open' },
  { key: 'waiting', hint: 'who is waited for', values: ['me'], takes: '', example: 'me' },
  {
    key: 'requester',
    hint: 'who asks',
    values: null,
    takes: 'a username, a name or me',
    example: 'alice',
  },
  { key: 'resource', hint: 'name or pattern', values: null, takes: 'a name or a pattern', example: 'prod-*' },
  { key: 'account', hint: 'name or pattern', values: null, takes: 'a name or a pattern', example: 'root' },
  {
    key: 'policy',
    hint: 'under which it was filed',
    values: null,
    takes: 'the name of a policy',
    example: 'production-db',
  },
  {
    key: 'older',
    hint: 'filed longer ago',
    values: null,
    takes: 'a time, a number with min, h, d or w',
    example: '2d',
  },
  {
    key: 'newer',
    hint: 'filed since',
    values: null,
    takes: 'a time, a number with min, h, d or w',
    example: '7d',
  },
  { key: 'stuck', hint: 'whether it can still pass', values: ['yes', 'no'], takes: '', example: 'yes' },
  { key: 'number', hint: 'one request: #1042', values: null, takes: 'a whole number', example: '1042' },
  { key: 'sort', hint: 'what comes first', values: requestSorts, takes: '', example: 'oldest' },
];

export const keyNamed = (name: string): FilterKey | undefined => filterKeys.find(({ key }) => key === name);

/** Times that are offered behind `older:` and `newer:`. */
export const commonTimes: readonly string[] = ['1h', '8h', '1d', '2d', '7d', '30d'];

const unitSeconds: Readonly<Record<string, number>> = { m: 60, min: 60, h: 3_600, d: 86_400, w: 7 * 86_400 };

/** A time as a filter says it, in seconds; undefined when it is none. `stepSeconds` is how exactly it is meant. */
export function readTime(value: string): { readonly seconds: number; readonly stepSeconds: number } | undefined {
  const found = /^(\d{1,5})(min|m|h|d|w)$/i.exec(value.trim());
  const unit = unitSeconds[(found?.[2] ?? '').toLowerCase()];
  const amount = Number(found?.[1] ?? 0);
  return unit === undefined || amount === 0 ? undefined : { seconds: amount * unit, stepSeconds: unit / 60 };
}
