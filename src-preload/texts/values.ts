import { accented } from './pseudo.ts';
import { i18n, PSEUDO, t } from './texts.ts';

const UNITS = [
  { unit: 'days', seconds: 86_400 },
  { unit: 'hours', seconds: 3_600 },
  { unit: 'minutes', seconds: 60 },
  { unit: 'seconds', seconds: 1 },
] as const;

/** A duration in seconds, all of it: `2 h`, `1 h 30 min`, `3 days`. A fraction of a second is rounded. */
export const duration = (seconds: number): string => parts(seconds).join(' ');

/** A duration in seconds by its two largest units, for time that runs: `3 h 12 min`, `2 days 4 h`. */
export const roughDuration = (seconds: number): string => parts(seconds).slice(0, 2).join(' ');

/** A duration in seconds by its largest unit: `12 min`. */
export const roughestDuration = (seconds: number): string => parts(seconds).slice(0, 1).join(' ');

function parts(seconds: number): readonly string[] {
  const written: string[] = [];
  let rest = Math.max(0, Math.round(seconds));
  for (const { unit, seconds: each } of UNITS) {
    const count = Math.floor(rest / each);
    rest -= count * each;
    if (count > 0) written.push(t(`common.duration.${unit}`, { count }));
  }
  return written.length > 0 ? written : [t('common.duration.seconds', { count: 0 })];
}

// British English, which puts no comma before the last of a list.
const lists = {
  and: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
};

/** A list in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (i18n.language !== PSEUDO) return lists[joint].format(items);
  return Array.from(lists[joint].formatToParts(items), ({ type, value }) =>
    type === 'element' ? value : accented(value),
  ).join('');
}

/** An instant (ISO 8601 UTC) in a sentence of the desk, which does not know where it is read: `2026-03-04 09:41 UTC`. */
export const utcInstant = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
